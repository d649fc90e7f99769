import type { Health } from '#core/health/health.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { HealthScripts } from '#flows/ports/health-scripts.port.ts';

/** Answers what the test says, by script. */
export class FakeHealthScripts implements HealthScripts {
  readonly answers = new Map<string, Health>();

  async judge(script: string): Promise<Result<Health | undefined, string>> {
    const answer = this.answers.get(script);
    return answer === undefined ? fail('is not known') : succeed(answer);
  }
}
