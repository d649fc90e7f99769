import type { PreviewAnswer } from '#core/preview/preview.ts';
import { fail, type Result } from '#core/model/result.ts';
import type { Previews } from '#flows/ports/previews.port.ts';
import type { PreviewQuestion } from '#flows/preview/preview-application.ts';

/** Answers each question with `answer`, and remembers the questions. */
export class FakePreviews implements Previews {
  readonly questions: PreviewQuestion[] = [];
  answer: Result<PreviewAnswer, string> = fail('Nobody is there.');

  async ask(question: PreviewQuestion): Promise<Result<PreviewAnswer, string>> {
    this.questions.push(question);
    return this.answer;
  }
}
