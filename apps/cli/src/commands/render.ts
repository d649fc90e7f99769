import { realpath } from 'node:fs/promises';
import { isJsonObject, type JsonValue } from '#core/model/json.ts';
import type { Manifest } from '#core/model/objects/manifest.ts';
import { readApplications } from '#core/offline/read-applications.ts';
import type { CliContext } from '../cli-context.ts';
import { CliFailure } from '../cli-failure.ts';
import { acceptInput } from '../offline/input-failure.ts';
import { readTextFile, whyUnreadable } from '../offline/read-text-file.ts';
import { withOfflineRenderer } from '../offline/render/offline-renderer.ts';
import { readOwnKeys } from '../offline/render/read-own-keys.ts';
import { renderApplication, type RenderedApplication } from '../offline/render/render-application.ts';
import { repositoryFolders } from '../offline/repository-folders.ts';
import { onOneLine } from '../output/display-width.ts';
import { formatJson } from '../output/json.ts';
import { formatYamlDocuments } from '../output/yaml.ts';

export interface RenderOptions {
  /** Holds one or more Applications. */
  readonly file: string;
  /** `URL=DIR`. */
  readonly repo: readonly string[];
  /** Whether submodules count. */
  readonly submodules: boolean;
  /** Whether charts that no folder stands for are fetched. */
  readonly fetch: boolean;
  /** Files with age and PGP keys. */
  readonly decryptionKey: readonly string[];
  /** Keys of cloud services that sops may ask as the user. */
  readonly cloudKey: readonly string[];
  readonly kubeVersion?: string;
  readonly apiVersions: readonly string[];
  readonly output: 'yaml' | 'json';
}

/** `nabe render`: what a worker would apply for the Applications of a file, repositories being folders. */
export async function render(context: CliContext, options: RenderOptions): Promise<void> {
  const applications = acceptInput(readApplications(await readTextFile(options.file)));
  const capabilities = { kubeVersion: options.kubeVersion, apiVersions: options.apiVersions };
  const decryption = await readOwnKeys({ files: options.decryptionKey, cloudKeys: options.cloudKey }, context.env);
  const world = { capabilities, decryption, submodules: options.submodules };
  const folders = await realFolders(options.repo);
  const rendered: RenderedApplication[] = [];
  await withOfflineRenderer({ folders, fetch: options.fetch, env: context.env }, async (tools) => {
    for (const application of applications) rendered.push(await renderApplication(application, { ...tools, ...world }));
  });
  for (const kind of new Set(rendered.flatMap(({ assumedKinds }) => assumedKinds)))
    context.printError(`warning: ${onOneLine(kind)} is no kind of Kubernetes' own: taken to live in namespaces\n`);
  const items = rendered.flatMap(({ manifests }) => manifests.map(toJson));
  context.print(options.output === 'json' ? formatJson({ items }) : await formatYamlDocuments(items));
}

async function realFolders(given: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const folders = new Map<string, string>();
  for (const [url, folder] of repositoryFolders(given)) {
    try {
      folders.set(url, await realpath(folder));
    } catch (error) {
      throw new CliFailure(`cannot read the repository in ${folder}: ${whyUnreadable(error)}`);
    }
  }
  return folders;
}

function toJson(manifest: Manifest): JsonValue {
  const value: unknown = manifest;
  if (!isJsonObject(value)) throw new Error('a manifest is no object');
  return value;
}
