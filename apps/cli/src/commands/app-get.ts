import type { JsonObject } from '#core/model/json.ts';
import { ApiClient } from '../api/client.ts';
import { findResource } from '../api/find-resource.ts';
import type { CliContext } from '../cli-context.ts';
import { CliFailure } from '../cli-failure.ts';
import { findCollection } from '../output/collections.ts';
import { formatApplication } from '../output/application.ts';
import { formatJson } from '../output/json.ts';
import { formatYaml } from '../output/yaml.ts';

export interface AppGetOptions {
  readonly server: string;
  readonly output: 'text' | 'json' | 'yaml';
  readonly tenant?: string;
}

/** `nabe app get NAME`: all that is known of one Application, and why it is not synced. */
export async function appGet(context: CliContext, name: string, options: AppGetOptions): Promise<void> {
  const application = await findApplication(name, options);
  if (options.output === 'json') return context.print(formatJson(application));
  if (options.output === 'yaml') return context.print(await formatYaml(application));
  context.print(formatApplication(application, context.now(), context.colours));
}

async function findApplication(name: string, { server, tenant }: AppGetOptions): Promise<JsonObject> {
  const collection = findCollection('applications');
  if (collection === undefined) throw new CliFailure('this build knows no applications');
  return findResource(new ApiClient({ server }), collection, name, { tenant });
}
