import { readAppSets, type AppSetFiles } from '#core/appset-files/read-app-sets.ts';
import type { TextFile } from '#core/appset-files/parse-file.ts';
import { cleanSourcePath } from '#core/manifests/source/source-path.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import type { Repository } from '#core/resources/repository.ts';
import type { Tenant } from '#core/resources/tenant.ts';
import { revisionForTenant } from '#core/revisions/tenant-revision.ts';
import { asSentence } from '#core/status/end-sentence.ts';
import type { GitSource, TreeEntry } from '../ports/sources/git-source.port.ts';
import type { RepositoryCredentials } from '../repositories/repository-credentials.ts';
import { commitOf, findGitRepository, repositoryKey, whyUnresolved } from '../repositories/repository-lookup.ts';

export interface ConfigPorts {
  readonly repositories: readonly Repository[];
  readonly git: GitSource;
  readonly credentials: RepositoryCredentials;
}

export interface ConfigRead extends AppSetFiles {
  /** Sentences about sources that could not be read at all. */
  readonly unreadable: readonly string[];
  /** Revisions that were asked for, by Repository key. */
  readonly followed: ReadonlyMap<string, ReadonlySet<string>>;
}

type ConfigSource = Tenant['spec']['configSources'][number];

/** Characters of UTF-8; app sets are text. A file beyond this is not one. */
const LARGEST_FILE_BYTES = 1_000_000;
const MOST_FILES = 2000;

/** Reads the app sets of all config sources of a tenant; what is sound is in the answer beside what is not. */
export async function readConfigSources(tenant: Tenant, ports: ConfigPorts, signal: AbortSignal): Promise<ConfigRead> {
  const followed = new Map<string, Set<string>>();
  const files: TextFile[] = [];
  const unreadable: string[] = [];
  const { configSources } = tenant.spec;
  for (const source of configSources) {
    const read = await readSource(source, tenant, ports, followed, signal);
    if (!read.ok) unreadable.push(asSentence(read.failure));
    else
      files.push(
        ...read.value.map(({ path, text }) => ({
          path: configSources.length > 1 ? `${source.repoURL}//${path}` : path,
          text,
        })),
      );
  }
  return { ...readAppSets(files), unreadable, followed };
}

async function readSource(
  source: ConfigSource,
  tenant: Tenant,
  ports: ConfigPorts,
  followed: Map<string, Set<string>>,
  signal: AbortSignal,
): Promise<Result<TextFile[], string>> {
  const found = findGitRepository(ports.repositories, tenant.metadata.name, source.repoURL);
  if (!found.ok) return found;
  const repository = found.value;
  const key = repositoryKey(repository);
  const revision = revisionForTenant(repository, tenant, source.revision);
  followed.set(key, (followed.get(key) ?? new Set()).add(revision));
  const commit = commitOf(repository, revision);
  if (commit === undefined) return fail(whyUnresolved(repository, revision));
  const address = await ports.credentials.addressOf(repository);
  if (!address.ok) return address;
  const fetched = await ports.git.ensureCommit(address.value, commit, signal);
  if (!fetched.ok) ports.credentials.forgetAfter(repository, fetched.failure);
  const tree = fetched.ok ? await ports.git.listTree(address.value, commit, signal) : fetched;
  if (!tree.ok) return fail(tree.failure.message);
  const chosen = chooseFiles([...tree.value], source);
  if (!chosen.ok) return chosen;
  const blobs = await ports.git.readBlobs(
    address.value,
    chosen.value.map(({ id }) => id),
    signal,
  );
  if (!blobs.ok) return fail(blobs.failure.message);
  const decoder = new TextDecoder();
  return succeed(chosen.value.map(({ path, id }) => ({ path, text: decoder.decode(blobs.value.get(id)) })));
}

function chooseFiles(
  tree: readonly TreeEntry[],
  { repoURL, revision, path }: ConfigSource,
): Result<TreeEntry[], string> {
  const where = `config source ${path} of ${repoURL} at ${revision}`;
  const clean = cleanSourcePath(path);
  if (!clean.ok) return fail(`The ${where} cannot be read: ${clean.failure}.`);
  const prefix = clean.value === '' ? '' : `${clean.value}/`;
  if (!tree.some((entry) => entry.path === clean.value && entry.type === 'tree'))
    return fail(`The ${where} is not there: correct the path or push it.`);
  const files = tree.filter(
    (entry) => entry.type === 'blob' && entry.path.startsWith(prefix) && /\.(?:ya?ml|json)$/.test(entry.path),
  );
  const large = files.find(({ size }) => size > LARGEST_FILE_BYTES);
  if (large !== undefined)
    return fail(`The ${where} holds ${large.path}, larger than ${LARGEST_FILE_BYTES} bytes: move it elsewhere.`);
  if (files.length > MOST_FILES)
    return fail(`The ${where} holds more than ${MOST_FILES} files: name a directory of its own for app sets.`);
  return succeed(files);
}
