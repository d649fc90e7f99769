import type { Result } from '#core/model/result.ts';
import type { PreviewAnswer } from '#core/preview/preview.ts';
import type { PreviewQuestion } from '../preview/preview-application.ts';

/** Previews, made by whoever can render and reach the clusters. */
export interface Previews {
  /** Fails with a sentence when no answer comes in time: within {@link PREVIEW_DEADLINE_MS}. */
  ask(question: PreviewQuestion): Promise<Result<PreviewAnswer, string>>;
}

/** A person waits for it. Unit: milliseconds. */
export const PREVIEW_DEADLINE_MS = 40_000;
