import { toTenantRules } from '#core/app-projects/to-tenant.ts';
import { NABE_API_VERSION } from '#core/resources/metadata.ts';
import type { CliContext } from '../../cli-context.ts';
import { readClusters } from '../../offline/offline-inputs.ts';
import { readProjectFile } from '../../offline/read-project-file.ts';
import { onOneLine } from '../../output/display-width.ts';
import { formatYamlDocuments } from '../../output/yaml.ts';

export interface ProjectConvertOptions {
  readonly file: string;
  readonly clusters?: string;
  readonly controlNamespace: string;
}

/** `nabe project convert`: prints the Tenant that an AppProject translates into; what it does not say goes to stderr. */
export async function projectConvert(context: CliContext, options: ProjectConvertOptions): Promise<void> {
  const project = await readProjectFile(options.file);
  const { rules, notes } = toTenantRules(project, await readClusters(options.clusters, options.controlNamespace));
  for (const note of notes) context.printError(`warning: ${onOneLine(note)}\n`);
  const tenant = {
    apiVersion: NABE_API_VERSION,
    kind: 'Tenant',
    metadata: { name: project.metadata.name },
    spec: { ...rules },
  };
  context.print(await formatYamlDocuments([JSON.parse(JSON.stringify(tenant))]));
}
