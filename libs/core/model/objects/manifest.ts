import type { JsonValue } from '../json.ts';
import type { ObjectKey } from './object-key.ts';

/** One Kubernetes object as a repository wants it. Everything beside the identity is free JSON. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ManifestMetadata;
  readonly [field: string]: JsonValue | ManifestMetadata | undefined;
}

export interface ManifestMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly [field: string]: JsonValue | Readonly<Record<string, string>> | undefined;
}

export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** Splits `apps/v1` into group and version; the core group is ''. */
export function parseApiVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf('/');
  if (slash < 0) return { group: '', version: apiVersion };
  return { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

/** Inverse of {@link parseApiVersion}. */
export function formatApiVersion(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}

export function groupVersionKindOf(manifest: { apiVersion: string; kind: string }): GroupVersionKind {
  return { ...parseApiVersion(manifest.apiVersion), kind: manifest.kind };
}

/** The key of a manifest whose namespace has been settled (see core/manifests): absent means cluster-scoped. */
export function objectKeyOf(manifest: Manifest): ObjectKey {
  const { group } = parseApiVersion(manifest.apiVersion);
  return { group, kind: manifest.kind, namespace: manifest.metadata.namespace ?? '', name: manifest.metadata.name };
}
