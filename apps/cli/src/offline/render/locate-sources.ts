import type { ReadApplication } from '#core/offline/read-applications.ts';
import { packageRevision } from '#core/packages/package-revision.ts';
import type { ApplicationSource } from '#core/resources/application-source.ts';
import { sourcesOf } from '#core/sources/application-sources.ts';
import type { KeyedDecryption, RenderSource } from '#flows/ports/sources/renderer.port.ts';
import { inputFailure } from '../input-failure.ts';
import { checkedOutCommit } from './checked-out-commit.ts';
import { locateSubmodules } from './locate-submodules.ts';
import type { OfflineSources, StandIn } from './offline-sources.ts';

export interface SourceOptions {
  readonly sources: OfflineSources;
  /** Whether submodules count, as where Repositories ask for them. */
  readonly submodules: boolean;
  /** The user's own keys, for all repositories. */
  readonly decryption: KeyedDecryption | undefined;
}

type Located = Pick<RenderSource, 'repository' | 'commit' | 'submodules'>;

/** The sources of an Application, each where it is read. Throws a failure with file, line and field for one that is nowhere. */
export async function locateSources(read: ReadApplication, options: SourceOptions): Promise<RenderSource[]> {
  const located: RenderSource[] = [];
  for (const listed of sourcesOf(read.application.spec)) {
    const refuse = (field: string, message: string) =>
      inputFailure([read.problemWith(`${listed.field}.${field}`, message)]);
    const found = options.sources.find(listed.source.repoURL);
    const place =
      found === undefined
        ? await fetchSource(listed.source, options.sources, refuse)
        : await openSource(found, listed.source, options, refuse);
    located.push({ ...listed, ...place, decryption: options.decryption });
  }
  return located;
}

type Refuse = (field: string, message: string) => Error;

async function openSource(
  found: StandIn,
  source: ApplicationSource,
  { sources, submodules }: SourceOptions,
  refuse: Refuse,
): Promise<Located> {
  if (source.chart) {
    const opened = await sources.openChart(found, packageRevision(source));
    if (!opened.ok) throw refuse('chart', opened.failure);
    return { repository: opened.value, commit: '' };
  }
  const place = await sources.checkOut(found, source.targetRevision);
  if (!place.ok) throw refuse('targetRevision', place.failure);
  const { url, folder } = place.value;
  return {
    repository: { url },
    commit: await checkedOutCommit(folder),
    submodules: submodules ? await locateSubmodules({ url, folder, address: found.url }, sources) : undefined,
  };
}

async function fetchSource(source: ApplicationSource, sources: OfflineSources, refuse: Refuse): Promise<Located> {
  const { repoURL, chart, helm } = source;
  const isPackage = Boolean(chart) || repoURL.startsWith('oci://');
  const passCredentials = helm?.passCredentials === true;
  const fetched = isPackage ? await sources.fetchPackage(repoURL, packageRevision(source), passCredentials) : undefined;
  if (fetched?.ok === true) return { repository: fetched.value, commit: fetched.value.package?.digest ?? '' };
  if (fetched !== undefined) throw refuse(chart ? 'chart' : 'repoURL', fetched.failure);
  const orFetch = isPackage ? ', or let it be fetched with --fetch' : '';
  throw refuse('repoURL', `no folder stands for ${JSON.stringify(repoURL)}: give it as --repo URL=DIR${orFetch}`);
}
