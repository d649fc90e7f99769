import { readDocuments } from '../../manifests/yaml/read-documents.ts';
import { formatPlace } from '../../manifests/placed-manifest.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { type Kustomization, placeOf, textsOf } from './read-kustomization.ts';

/** Charts inside of a kustomization would be fetched and run while rendering. */
const chartFields = ['helmCharts', 'helmChartInflationGenerator', 'helmGlobals'];

const pluginFields = ['generators', 'transformers', 'validators'] as const;

/** Fields that name files, and may name them by address. */
const fileFields = ['resources', 'bases', 'components', 'crds', 'configurations', 'patchesStrategicMerge'];

const functionAnnotations = ['config.kubernetes.io/function', 'config.k8s.io/function'];

/**
 * Says what in a kustomization would reach outside of the repository or run a program: remote bases and files, Helm charts.
 * Undefined when nothing does. The sandbox has neither network nor programs; this is the earlier and clearer answer.
 */
export function findForbidden(kustomization: Kustomization, exists: (written: string) => boolean): string | undefined {
  const { fields } = kustomization;
  for (const field of chartFields) {
    if (!isEmpty(fields[field]))
      return `${placeOf(kustomization, field)}: ${field} is refused: use a source with helm for a chart`;
  }
  for (const field of fileFields) {
    const remote = textsOf(fields[field]).find(({ text }) => isRemote(text) && !exists(text));
    if (remote !== undefined) return refuseRemote(placeOf(kustomization, field, remote.index), remote.text);
  }
  return findRemotePath(kustomization);
}

/** Paths of `patches`, `replacements`, `patchesJson6902` and `openapi`, which Kustomize would fetch, too. */
function findRemotePath(kustomization: Kustomization): string | undefined {
  const { fields } = kustomization;
  for (const field of ['patches', 'patchesJson6902', 'replacements']) {
    const items = Array.isArray(fields[field]) ? fields[field] : [];
    for (const [index, item] of items.entries()) {
      const path = isJsonObject(item) ? item['path'] : undefined;
      if (typeof path === 'string' && isRemote(path))
        return refuseRemote(placeOf(kustomization, field, index, 'path'), path);
    }
  }
  const openapi = isJsonObject(fields['openapi']) ? fields['openapi']['path'] : undefined;
  if (typeof openapi !== 'string' || !isRemote(openapi)) return undefined;
  return refuseRemote(placeOf(kustomization, 'openapi', 'path'), openapi);
}

function refuseRemote(place: string, address: string): string {
  const shown = address.includes('@') ? 'a remote address' : JSON.stringify(address);
  return `${place}: ${shown} is remote, and rendering has no network: keep a copy of it in the repository`;
}

/** As Kustomize tells an address from a path: a scheme, the short form of SSH, or a host that it knows, or a query. */
function isRemote(text: string): boolean {
  return (
    /^[a-z][a-z0-9+.-]*:(?:\/\/|:)/i.test(text) ||
    /^[^/\s]+@[^/\s]+:/.test(text) ||
    /^(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|dev\.azure\.com)[/:]/i.test(text) ||
    /[?&](?:ref|version|timeout|submodules)=/.test(text) ||
    text.includes('.git//') ||
    text.endsWith('.git')
  );
}

/** The entries of `generators`, `transformers` and `validators`: paths, or the configuration itself as text. */
export function pluginEntries({ fields }: Kustomization): { field: string; index: number; text: string }[] {
  return pluginFields.flatMap((field) => textsOf(fields[field]).map((entry) => ({ field, ...entry })));
}

/**
 * Says what in a plugin's configuration asks for a program: any kind that is not built into Kustomize, and functions.
 * `place` gives the place when the configuration stands inside of the kustomization; otherwise the file's own lines count.
 */
export function findForbiddenPlugin(file: string, text: string, place?: () => string): string | undefined {
  const documents = readDocuments(file, text);
  if (!documents.ok) return undefined;
  for (const { value, ...own } of documents.value) {
    if (!isJsonObject(value)) continue;
    const why = whyForbidden(value);
    if (why !== undefined) return `${place?.() ?? formatPlace(own)}: ${why}`;
  }
  return undefined;
}

function whyForbidden({ apiVersion, kind, metadata }: JsonObject): string | undefined {
  const name = typeof kind === 'string' ? kind : 'a plugin';
  const annotations = isJsonObject(metadata) && isJsonObject(metadata['annotations']) ? metadata['annotations'] : {};
  if (functionAnnotations.some((annotation) => Object.hasOwn(annotations, annotation)))
    return `${name} is a function, and rendering runs no programs: use what is built into Kustomize`;
  if (name === 'HelmChartInflationGenerator') return `${name} is refused: use a source with helm for a chart`;
  if (apiVersion === 'builtin') return undefined;
  return `${name} is a plugin that is not built into Kustomize, and rendering runs no programs`;
}

function isEmpty(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
