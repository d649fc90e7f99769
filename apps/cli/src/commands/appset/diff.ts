import { type ApplicationsDiff, diffApplications } from '#core/offline/diff-applications.ts';
import type { JsonObject } from '#core/model/json.ts';
import { toArgoApplication } from '#core/targeting/to-argo-application.ts';
import { ApiClient } from '../../api/client.ts';
import type { CliContext } from '../../cli-context.ts';
import { type ExpandOptions, expandFile, type ExpandedFile } from '../../offline/expand-file.ts';
import { compareWithHub } from '../../offline/compare-with-hub.ts';
import { formatDiff } from '../../output/diff.ts';
import { formatJson } from '../../output/json.ts';
import { warn } from './expand.ts';

export interface AppSetDiffOptions extends ExpandOptions {
  readonly output: 'text' | 'json';
  /** An older version of the file; the running hub, where it is absent. */
  readonly against?: string;
  readonly server: string;
  readonly tenant?: string;
}

/** `nabe appset diff`: which Applications the file adds, changes and removes. */
export async function appSetDiff(context: CliContext, options: AppSetDiffOptions): Promise<void> {
  const after = await expandFile(options);
  warn(context, after, options.tenant);
  const diff =
    options.against === undefined
      ? await compareWithHub(new ApiClient(options), after, options.tenant)
      : await compareWithFile(options, options.against, after);
  context.print(options.output === 'json' ? formatJson(diffDocument(diff)) : formatDiff(diff));
}

async function compareWithFile(options: ExpandOptions, file: string, after: ExpandedFile): Promise<ApplicationsDiff> {
  return diffApplications(applicationsOf(await expandFile({ ...options, file })), applicationsOf(after));
}

function applicationsOf({ sets }: ExpandedFile): ReadonlyMap<string, JsonObject> {
  const applications = sets.flatMap(({ expanded }) => expanded.map(({ application }) => application));
  return new Map(
    applications.map((application) => {
      const { metadata, spec } = toArgoApplication(application);
      return [application.metadata.name, { metadata, spec }];
    }),
  );
}

function diffDocument({ added, changed, removed, unchanged }: ApplicationsDiff): JsonObject {
  return { added: [...added], changed: changed.map(changeDocument), removed: [...removed], unchanged };
}

function changeDocument({ name, fields }: ApplicationsDiff['changed'][number]): JsonObject {
  return { name, fields: fields.map((field) => ({ ...field })) };
}
