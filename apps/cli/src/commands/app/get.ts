import { ApiClient } from '../../api/client.ts';
import type { CliContext } from '../../cli-context.ts';
import { formatApplication } from '../../output/application.ts';
import { formatJson } from '../../output/json.ts';
import { formatYaml } from '../../output/yaml.ts';
import { type ApplicationOptions, findApplication } from './find-application.ts';

export interface AppGetOptions extends ApplicationOptions {
  readonly output: 'text' | 'json' | 'yaml';
}

/** `nabe app get NAME`: all that is known of one Application, and why it is not synced. */
export async function appGet(context: CliContext, name: string, options: AppGetOptions): Promise<void> {
  const application = await findApplication(new ApiClient(options), name, options);
  if (options.output === 'json') return context.print(formatJson(application));
  if (options.output === 'yaml') return context.print(await formatYaml(application));
  context.print(formatApplication(application, context.now(), context.colours));
}
