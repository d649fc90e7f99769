import { ApiClient } from '../api/client.ts';
import type { CliContext } from '../cli-context.ts';
import { CliFailure } from '../cli-failure.ts';
import { textAt } from '../output/collections.ts';

/** A person who asks for the version should not wait long for a hub that is not there. Unit: milliseconds. */
const SERVER_TIMEOUT_MS = 3000;

/** `nabe version`: its own, and the hub's when that can be reached; not reaching it is no failure. */
export async function version(context: CliContext, server: string): Promise<void> {
  context.print(`client: ${context.version}\n`);
  const client = new ApiClient({ server, timeoutMs: SERVER_TIMEOUT_MS });
  try {
    context.print(`server: ${textAt(await client.get('/api/v1/version'), 'version') || 'unknown'}\n`);
  } catch (error) {
    if (!(error instanceof CliFailure)) throw error;
    context.print(`server: unknown\n`);
    context.printError(error.message);
  }
}
