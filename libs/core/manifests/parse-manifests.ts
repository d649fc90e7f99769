import { isJsonObject, type JsonObject, type JsonValue } from '#core/model/json.ts';
import type { Manifest } from '#core/model/objects/manifest.ts';
import { findIdentityFlaw } from './identity.ts';
import type { ManifestProblem, Place, PlacedManifest } from './placed-manifest.ts';
import { readDocuments } from './yaml/read-documents.ts';

/** The text of one file; `path` is relative to the repository's root. */
export interface ManifestFile {
  readonly path: string;
  readonly text: string;
}

/** What a file holds. Nothing may be applied while there is a problem: half a file is not what its author wants. */
export interface ParsedManifests {
  readonly manifests: readonly PlacedManifest[];
  readonly problems: readonly ManifestProblem[];
}

/** Lists inside lists, as `kubectl get` wraps them; deeper is a mistake or an attack. */
const listNesting = 5;

/**
 * Reads the Kubernetes objects of a YAML or JSON file in the order in which they are written; empty documents count for
 * nothing and a list stands for its items. Every document that is not an object with apiVersion, kind and a fixed name is
 * a problem; all of them are found in one go.
 */
export function parseManifests({ path, text }: ManifestFile): ParsedManifests {
  const documents = readDocuments(path, text);
  if (!documents.ok) return { manifests: [], problems: [documents.failure] };
  const manifests: PlacedManifest[] = [];
  const problems: ManifestProblem[] = [];

  function collect(value: JsonValue, place: Place, nesting: number, label: string): void {
    if (isList(value)) collectItems(value.items, place, nesting + 1, label);
    else if (isManifest(value)) manifests.push({ ...place, manifest: withoutEmptyMetadata(value) });
    else problems.push({ ...place, message: findIdentityFlaw(value, label) ?? `${label} is no Kubernetes object` });
  }

  function collectItems(items: readonly JsonValue[], place: Place, nesting: number, label: string): void {
    if (nesting > listNesting) problems.push({ ...place, message: `lists nest deeper than ${listNesting} levels` });
    else for (const [index, item] of items.entries()) collect(item, place, nesting, `item ${index + 1} of ${label}`);
  }

  for (const { value, ...place } of documents.value) collect(value, place, 0, 'the document');
  return { manifests, problems };
}

/** A document of several objects: `v1 List`, and the typed lists that the API prints. */
function isList(value: JsonValue): value is JsonObject & { items: JsonValue[] } {
  return (
    isJsonObject(value) && typeof value.kind === 'string' && value.kind.endsWith('List') && Array.isArray(value.items)
  );
}

function isManifest(value: JsonValue): value is JsonObject & Manifest {
  return findIdentityFlaw(value, '') === undefined;
}

/** `labels:` with nothing after it is null in YAML and means what leaving it out means. */
function withoutEmptyMetadata(manifest: Manifest): Manifest {
  const metadata = Object.entries(manifest.metadata).filter(([, value]) => value !== null);
  return { ...manifest, metadata: { ...Object.fromEntries(metadata), name: manifest.metadata.name ?? '' } };
}
