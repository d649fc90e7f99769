import type { Health } from '#core/health/health.ts';
import type { JsonObject } from '#core/model/json.ts';
import type { Result } from '#core/model/result.ts';

/** Runs health scripts that somebody else wrote. */
export interface HealthScripts {
  /**
   * What a Lua script in Argo CD's form says of an object; undefined when it says nothing. Fails with a sentence when the script is
   * wrong, or takes too much time or memory; never throws, always answers.
   */
  judge(script: string, object: JsonObject): Promise<Result<Health | undefined, string>>;
}
