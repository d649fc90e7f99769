import type { JsonValue } from '#core/model/json.ts';
import { findWarnings } from '#core/offline/expansion-warnings.ts';
import { toArgoApplication } from '#core/targeting/to-argo-application.ts';
import type { CliContext } from '../../cli-context.ts';
import { CliFailure } from '../../cli-failure.ts';
import { type ExpandOptions, expandFile, type ExpandedFile, generateFile } from '../../offline/expand-file.ts';
import { onOneLine } from '../../output/display-width.ts';
import { formatJson } from '../../output/json.ts';
import { formatYamlDocuments } from '../../output/yaml.ts';

export interface AppSetExpandOptions extends ExpandOptions {
  readonly output: 'yaml' | 'json' | 'name';
  readonly params?: boolean;
  readonly tenant?: string;
}

/** `nabe appset expand`: the Applications of a file's sets, or with `--params` the parameter sets they are made from. */
export async function appSetExpand(context: CliContext, options: AppSetExpandOptions): Promise<void> {
  if (options.params === true) return printParameters(context, options);
  const expanded = await expandFile(options);
  warn(context, expanded, options.tenant);
  const applications = expanded.sets.flatMap((set) => set.expanded.map(({ application }) => application));
  if (options.output === 'name') {
    return context.print(applications.map(({ metadata }) => `${onOneLine(metadata.name)}\n`).join(''));
  }
  const items = applications.map(toArgoApplication).map((application): JsonValue => ({ ...application }));
  await printItems(context, options.output, items);
}

/** What is expanded is printed all the same: it is what Argo CD would make. */
export function warn(context: CliContext, { sets, facts }: ExpandedFile, tenant: string | undefined): void {
  const clusters = facts.clusters.complete ? facts.clusters.value : undefined;
  for (const warning of sets.flatMap((set) => findWarnings(set, { tenant, clusters })))
    context.printError(`warning: ${onOneLine(warning)}\n`);
}

async function printParameters(context: CliContext, options: AppSetExpandOptions): Promise<void> {
  const { output } = options;
  if (output === 'name') throw new CliFailure('parameter sets have no names: use -o yaml or -o json with --params', 2);
  const sets = await generateFile(options);
  const items = sets.flatMap(({ set, generated }) =>
    generated.map(({ origin, parameters }): JsonValue => ({ applicationSet: set.name, origin, parameters })),
  );
  await printItems(context, output, items);
}

async function printItems(context: CliContext, output: 'yaml' | 'json', items: JsonValue[]): Promise<void> {
  context.print(output === 'json' ? formatJson({ items }) : await formatYamlDocuments(items));
}
