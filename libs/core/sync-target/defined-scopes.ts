import type { PlacedManifest } from '../manifests/placed-manifest.ts';
import { isJsonObject, type JsonValue } from '../model/json.ts';
import type { GroupVersionKind, Manifest } from '../model/objects/manifest.ts';

/** Names a kind in a table of scopes. */
export function kindId({ group, version, kind }: GroupVersionKind): string {
  return `${group}/${version}/${kind}`;
}

/** Whether each kind lives in namespaces that a CustomResourceDefinition among the manifests will make, by {@link kindId}. */
export function definedScopes(manifests: readonly PlacedManifest[]): Map<string, boolean> {
  return new Map(manifests.flatMap(({ manifest }) => scopesOfDefinition(manifest)));
}

function scopesOfDefinition({ kind, spec }: Manifest): [string, boolean][] {
  if (kind !== 'CustomResourceDefinition' || !isJsonObject(spec) || !isJsonObject(spec['names'])) return [];
  const { group, scope, versions, names } = spec;
  if (typeof group !== 'string' || !Array.isArray(versions)) return [];
  const defined = textOf(names['kind']);
  return versions.flatMap((version): [string, boolean][] =>
    isJsonObject(version)
      ? [[kindId({ group, version: textOf(version['name']), kind: defined }), scope === 'Namespaced']]
      : [],
  );
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
