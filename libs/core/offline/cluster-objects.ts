import type { FileProblem } from '#core/appset-files/file-problem.ts';
import type { ClusterFact } from '#core/generators/facts.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#core/model/json.ts';
import { parseApiVersion } from '#core/model/objects/manifest.ts';
import { type Result, fail, succeed } from '#core/model/result.ts';
import { NABE_GROUP } from '#core/resources/metadata.ts';
import { type InputObject, problemAt } from './input-objects.ts';

const SECRET_TYPE_LABEL = 'argocd.argoproj.io/secret-type';

/**
 * The clusters that a file registers: cluster Secrets of Argo CD in its own namespace (or without any), and Clusters of
 * Nabe. Other Secrets are left alone. A cluster without name or server is a problem, never a shorter list (law 3).
 */
export function readClusterObjects(
  objects: readonly InputObject[],
  controlNamespace: string,
): Result<ClusterFact[], FileProblem[]> {
  const clusters: ClusterFact[] = [];
  const problems: FileProblem[] = [];
  for (const object of objects) {
    const outcome = readCluster(object, controlNamespace);
    if (outcome === undefined) continue;
    if (outcome.ok) clusters.push(outcome.value);
    else problems.push(outcome.failure);
  }
  const [first] = objects;
  if (first && !objects.some(({ value: { kind } }) => kind === 'Secret' || kind === 'Cluster'))
    return fail([problemAt(first, ['kind'], 'neither a cluster Secret nor a Cluster is in this file')]);
  return problems.length > 0 ? fail(problems) : succeed(clusters);
}

function readCluster(object: InputObject, controlNamespace: string): Result<ClusterFact, FileProblem> | undefined {
  const { apiVersion, kind } = object.value;
  if (kind === 'Secret') return readSecret(object, controlNamespace);
  const isOurs = typeof apiVersion === 'string' && parseApiVersion(apiVersion).group === NABE_GROUP;
  if (!isOurs || kind !== 'Cluster') return undefined;
  const name = textAt(metadataOf(object).name);
  if (name === '') return fail(problemAt(object, ['metadata', 'name'], 'required: the name of the cluster'));
  const server = textAt(objectAt(object.value.spec).server);
  if (server === '') return fail(problemAt(object, ['spec', 'server'], 'required: the address of its API server'));
  return succeed({ name, server, ...labelsOf(object) });
}

function readSecret(object: InputObject, controlNamespace: string): Result<ClusterFact, FileProblem> | undefined {
  const { namespace = controlNamespace } = metadataOf(object);
  const { labels, annotations } = labelsOf(object);
  if (namespace !== controlNamespace || labels[SECRET_TYPE_LABEL] !== 'cluster') return undefined;
  const data = secretData(object);
  if (!data.ok) return data;
  const { name = '', server = '', project } = data.value;
  if (name === '') return fail(problemAt(object, ['stringData', 'name'], 'required: the name of the cluster'));
  if (server === '')
    return fail(problemAt(object, ['stringData', 'server'], 'required: the address of its API server'));
  return succeed({ name, server, project, labels, annotations });
}

/** `stringData` wins over `data`, as when the API server stores a Secret. */
function secretData(object: InputObject): Result<Record<string, string>, FileProblem> {
  const data: Record<string, string> = {};
  for (const [key, value] of Object.entries(textsOf(object.value.data))) {
    const text = decodeBase64(value);
    if (text === undefined) return fail(problemAt(object, ['data', key], 'not base64'));
    data[key] = text;
  }
  return succeed({ ...data, ...textsOf(object.value.stringData) });
}

function decodeBase64(text: string): string | undefined {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  } catch {
    // atob refuses whatever is not base64, and tells nothing more.
    return undefined;
  }
}

function metadataOf({ value }: InputObject): JsonObject {
  return objectAt(value.metadata);
}

function labelsOf(object: InputObject) {
  const { labels, annotations } = metadataOf(object);
  return { labels: textsOf(labels), annotations: textsOf(annotations) };
}

function objectAt(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function textAt(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function textsOf(value: JsonValue | undefined): Record<string, string> {
  const entries = Object.entries(objectAt(value));
  return Object.fromEntries(entries.flatMap(([key, text]) => (typeof text === 'string' ? [[key, text] as const] : [])));
}
