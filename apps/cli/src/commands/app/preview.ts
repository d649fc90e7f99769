import type { JsonObject } from '#core/model/json.ts';
import { ApiClient } from '../../api/client.ts';
import type { CliContext } from '../../cli-context.ts';
import { CliFailure } from '../../cli-failure.ts';
import { formatJson } from '../../output/json.ts';
import { formatObjectDiff, formatPlan } from '../../output/preview.ts';
import { formatYaml } from '../../output/yaml.ts';
import { type ApplicationOptions, applicationPath, findApplication } from './find-application.ts';

export interface PreviewOptions extends ApplicationOptions {
  readonly output: 'text' | 'json' | 'yaml';
  /** Ask the cluster by a dry run. */
  readonly serverSide?: true;
}

/** Rendering and reading every object takes a while; the hub itself gives up before. Unit: milliseconds. */
const PREVIEW_TIMEOUT_MS = 60_000;

/** `nabe app plan NAME`: what a sync would do now, step by step. */
export async function appPlan(context: CliContext, name: string, options: PreviewOptions): Promise<void> {
  const plan = await ask(name, 'plan', options);
  context.print(await inFormat(plan, options, formatPlan));
}

/** `nabe app diff NAME`: exit code 0 without a difference, 1 with one, 2 when nobody can tell. */
export async function appDiff(context: CliContext, name: string, options: PreviewOptions): Promise<0 | 1> {
  try {
    const diff = await ask(name, 'diff', options);
    context.print(await inFormat(diff, options, formatObjectDiff));
    return diff['differs'] === true ? 1 : 0;
  } catch (error) {
    throw error instanceof CliFailure ? new CliFailure(error.message, 2, error.details) : error;
  }
}

async function ask(name: string, what: 'plan' | 'diff', options: PreviewOptions): Promise<JsonObject> {
  const client = new ApiClient({ server: options.server, timeoutMs: PREVIEW_TIMEOUT_MS });
  const application = await findApplication(client, name, options);
  return client.get(`${applicationPath(application)}/${what}?dryRun=${options.serverSide === true}`);
}

async function inFormat(
  answer: JsonObject,
  { output }: PreviewOptions,
  toText: (answer: JsonObject) => string,
): Promise<string> {
  if (output === 'json') return formatJson(answer);
  return output === 'yaml' ? formatYaml(answer) : toText(answer);
}
