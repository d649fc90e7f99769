import type { JsonObject } from '#core/model/json.ts';
import type { ApiClient } from '../../api/client.ts';
import { findResource } from '../../api/find-resource.ts';
import { CliFailure } from '../../cli-failure.ts';
import { findCollection, textAt } from '../../output/collections.ts';

export interface ApplicationOptions {
  readonly server: string;
  readonly tenant?: string;
}

/** The Application that a person means by `name`. */
export async function findApplication(
  client: ApiClient,
  name: string,
  { tenant }: ApplicationOptions,
): Promise<JsonObject> {
  const collection = findCollection('applications');
  if (collection === undefined) throw new CliFailure('this build knows no applications');
  return findResource(client, collection, name, { tenant });
}

/** Where the API has it. */
export function applicationPath(application: JsonObject): string {
  const place = [textAt(application, 'namespace'), textAt(application, 'name')];
  return `/api/v1/applications/${place.map(encodeURIComponent).join('/')}`;
}
