import { parentPort } from 'node:worker_threads';
import type { Health } from '#core/health/health.ts';
import type { JsonObject } from '#core/model/json.ts';
import { fail, type Result } from '#core/model/result.ts';
import { countBytes } from './count-bytes.ts';

/** What the thread is asked, one question at a time. */
export interface ScriptQuestion {
  readonly script: string;
  readonly object: JsonObject;
}

export type ScriptAnswer = Result<Health | undefined, string>;

/** What the thread says: first that it has started, then an answer to each question. */
export type FromThread = 'ready' | ScriptAnswer;

/** Entry point of the thread that runs health scripts: {@link ScriptQuestion}s in, {@link FromThread} out. */
async function serve(port: NonNullable<typeof parentPort>): Promise<void> {
  countBytes();
  const { runScript } = await import('./run-script.ts');
  const answer = ({ script, object }: ScriptQuestion): ScriptAnswer => {
    try {
      return runScript(script, object);
    } catch (error) {
      return fail(error instanceof Error ? error.message : String(error));
    }
  };
  port.on('message', (question: ScriptQuestion) => port.postMessage(answer(question) satisfies FromThread));
  port.postMessage('ready' satisfies FromThread);
}

if (parentPort !== null) await serve(parentPort);
