import type { ResolvedRef } from '../resources/repository.ts';
import { readTenantRevision } from '../revisions/tenant-revision.ts';
import { readPackageRevision } from './package-revision.ts';

/** Exactly one package: what a revision meant when its repository was read. */
export interface PinnedPackage {
  /** Undefined for an artifact: the repository's address is its own then. */
  readonly chart: string | undefined;
  /** Of a chart as its repository writes it; of an artifact the tag. The digest itself where it was asked for by digest. */
  readonly version: string;
  /** `sha256:…`: of the archive in a Helm repository, of the manifest in a registry. */
  readonly digest: string;
}

/** The package that a resolved revision of a Repository of type helm or oci means. */
export function pinnedPackage({ revision, commit: digest, version }: ResolvedRef): PinnedPackage {
  return {
    chart: readPackageRevision(readTenantRevision(revision).revision).chart,
    version: version ?? digest,
    digest,
  };
}

/** What a status calls it, as Argo CD does: a chart by its version, an artifact by its digest. */
export function shownVersion({ chart, version, digest }: PinnedPackage): string {
  return chart === undefined ? digest : version;
}
