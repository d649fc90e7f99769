import { anyJson, flag, listOf, mapOf, objectOf, text, wholeOrText } from './field-types.ts';

const texts = mapOf(text);
const lines = listOf(text);

const helmParameter = objectOf({
  'if-filled': {
    name: [text, 'Path of the value, with dots.'],
    value: [text, 'The value.'],
    forceString: [flag, 'Whether the value stays text, whatever it looks like.'],
  },
});

const helmFileParameter = objectOf({
  'if-filled': { name: [text, 'Path of the value, with dots.'], path: [text, 'File that holds the value.'] },
});

const helm = objectOf({
  'if-given': { valuesObject: [anyJson, 'Values as an object; wins over values.'] },
  'if-filled': {
    valueFiles: [lines, 'Files of values; the last one wins.'],
    parameters: [listOf(helmParameter), 'Single values, as --set has them.'],
    releaseName: [text, 'Name of the release; that of the Application when absent.'],
    values: [text, 'Values as YAML in a text.'],
    fileParameters: [listOf(helmFileParameter), 'Single values out of files, as --set-file has them.'],
    version: [text, 'Version of Helm.'],
    passCredentials: [flag, 'Whether credentials go to every host.'],
    ignoreMissingValueFiles: [flag, 'Whether valueFiles may name files that do not exist.'],
    skipCrds: [flag, "Whether the chart's CRDs are left out."],
    skipTests: [flag, "Whether the chart's tests are left out."],
    skipSchemaValidation: [flag, "Whether values are not held against the chart's schema."],
    namespace: [text, 'Namespace that the chart is rendered for.'],
    kubeVersion: [text, 'Kubernetes version that the chart is rendered for.'],
    apiVersions: [lines, 'API versions that the chart is rendered for.'],
  },
});

const patchTarget = objectOf({
  'if-filled': {
    group: [text, 'API group.'],
    version: [text, 'API version.'],
    kind: [text, 'Kind.'],
    name: [text, 'Name, as a regular expression.'],
    namespace: [text, 'Namespace.'],
    annotationSelector: [text, 'Annotations, as a label selector in a text.'],
    labelSelector: [text, 'Labels, as a label selector in a text.'],
  },
});

const kustomizePatch = objectOf({
  'if-given': { target: [patchTarget, 'Which objects are patched.'] },
  'if-filled': {
    path: [text, 'File that holds the patch.'],
    patch: [text, 'The patch itself, as YAML in a text.'],
    options: [mapOf(flag), 'Switches, such as allowNameChange.'],
  },
});

const kustomizeReplicas = objectOf({
  always: { name: [text, 'Name of the object.'], count: [wholeOrText, 'How many replicas.'] },
});

const kustomize = objectOf({
  'if-filled': {
    namePrefix: [text, 'Put before every name.'],
    nameSuffix: [text, 'Put behind every name.'],
    images: [lines, 'Images to replace: old=new:tag.'],
    commonLabels: [texts, 'Labels of every object.'],
    commonAnnotations: [texts, 'Annotations of every object.'],
    commonAnnotationsEnvsubst: [flag, 'Whether variables in commonAnnotations are filled in.'],
    forceCommonLabels: [flag, 'Whether commonLabels win over labels that are there.'],
    forceCommonAnnotations: [flag, 'Whether commonAnnotations win over annotations that are there.'],
    labelWithoutSelector: [flag, 'Whether commonLabels stay out of selectors.'],
    labelIncludeTemplates: [flag, 'Whether commonLabels go to the templates of pods too.'],
    version: [text, 'Version of Kustomize.'],
    namespace: [text, 'Namespace of every object.'],
    replicas: [listOf(kustomizeReplicas), 'Replicas of single objects.'],
    patches: [listOf(kustomizePatch), 'Patches laid over the objects.'],
    components: [lines, 'Components to add.'],
    ignoreMissingComponents: [flag, 'Whether components may name directories that do not exist.'],
    kubeVersion: [text, 'Kubernetes version that charts are rendered for.'],
    apiVersions: [lines, 'API versions that charts are rendered for.'],
  },
});

const jsonnetVariable = objectOf({
  always: { name: [text, 'Name of the variable.'], value: [text, 'Its value.'] },
  'if-filled': { code: [flag, 'Whether the value is Jsonnet instead of text.'] },
});

const jsonnet = objectOf({
  'if-filled': {
    extVars: [listOf(jsonnetVariable), 'External variables.'],
    tlas: [listOf(jsonnetVariable), 'Arguments of the top-level function.'],
    libs: [lines, 'Directories to import from.'],
  },
});

const directory = objectOf({
  always: { jsonnet: [jsonnet, 'How Jsonnet files are read.'] },
  'if-filled': {
    recurse: [flag, 'Whether directories below the path are read too.'],
    include: [text, 'Glob over paths for files to read; {a,b} gives alternatives.'],
    exclude: [text, 'As include, for files to leave out; wins over include.'],
  },
});

const variable = objectOf({
  always: { name: [text, 'Name of the variable.'], value: [text, 'Its value.'] },
});

const pluginParameter = objectOf({
  always: { name: [text, 'Name of the parameter.'] },
  'if-given': {
    string: [text, 'Its value, if that is a text.'],
    map: [texts, 'Its value, if that is a map.'],
    array: [lines, 'Its value, if that is a list.'],
  },
});

const plugin = objectOf({
  'if-filled': {
    name: [text, 'Name of the plugin.'],
    env: [listOf(variable), 'Environment variables.'],
    parameters: [listOf(pluginParameter), 'Parameters.'],
  },
});

/** Options of the tools that make manifests out of a directory; a source has at most one of them. */
export const toolFields = {
  helm: [helm, 'The directory or chart is rendered by Helm.'],
  kustomize: [kustomize, 'The directory is rendered by Kustomize.'],
  directory: [directory, 'The files of the directory are the manifests.'],
  plugin: [plugin, 'The directory is rendered by a plugin.'],
} as const;
