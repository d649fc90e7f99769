import { z } from 'zod';

const Flag = z.boolean().optional();
const Text = z.string().optional();
const Texts = z.record(z.string(), z.string()).optional();
const Lines = z.array(z.string()).optional();

const Directory = z.looseObject({
  recurse: Flag.describe('Whether directories below the path are read too.'),
  include: Text.describe(
    'Glob over paths relative to the source path; {a,b} gives alternatives. All files when absent.',
  ),
  exclude: Text.describe('As include, for files to leave out; wins over include.'),
});

const HelmParameter = z.looseObject({
  name: z.string().describe("Path of a value, as in helm's --set."),
  value: z.string().default('').describe('May use the build environment, such as $ARGOCD_APP_NAME.'),
  forceString: Flag.describe('Whether true, null and numbers stay text.'),
});

const HelmFileParameter = z.looseObject({
  name: z.string().describe("Path of a value, as in helm's --set-file."),
  path: z.string().describe('File, relative to the chart.'),
});

export const HelmOptions = z.looseObject({
  releaseName: Text.describe("Name of the release; the Application's own when absent."),
  namespace: Text.describe("Namespace of the release; the destination's when absent."),
  valueFiles: Lines.describe('Files of values, later ones win: relative to the chart, /from the root, or $ref/path.'),
  values: Text.describe('Values as YAML text; win over valueFiles.'),
  valuesObject: z.looseObject({}).optional().describe('Values as an object; replaces values.'),
  parameters: z.array(HelmParameter).optional().describe('Single values; win over all files.'),
  fileParameters: z.array(HelmFileParameter).optional().describe('Values that are the content of files.'),
  ignoreMissingValueFiles: Flag.describe('Whether valueFiles that do not exist are passed over.'),
  skipCrds: Flag.describe("Whether the chart's crds folder is left out."),
  skipTests: Flag.describe("Whether the chart's tests are left out."),
  skipSchemaValidation: Flag.describe("Whether the chart's values schema is not looked at."),
  passCredentials: Flag.describe("Whether a chart repository's credentials go to other hosts too."),
  kubeVersion: Text.describe("Kubernetes version to render for; the cluster's own when absent."),
  apiVersions: Lines.describe("API versions to render for; the cluster's own when absent."),
  version: Text.describe('Ignored: all charts are rendered by one version of Helm.'),
});
export type HelmOptions = z.infer<typeof HelmOptions>;

const KustomizePatch = z.looseObject({
  target: z
    .looseObject({
      group: Text.describe('API group; every one when absent.'),
      version: Text.describe('API version.'),
      kind: Text.describe('Regular expression for the kind.'),
      name: Text.describe('Regular expression for the name.'),
      namespace: Text.describe('Regular expression for the namespace.'),
      labelSelector: Text.describe('Labels that the object has.'),
      annotationSelector: Text.describe('Annotations that the object has.'),
    })
    .optional()
    .describe('Which objects are patched.'),
  patch: Text.describe('The patch itself, strategic merge or JSON 6902.'),
  path: Text.describe('A file with the patch, below the path.'),
  options: z.record(z.string(), z.boolean()).optional().describe('allowNameChange, allowKindChange.'),
});

const KustomizeReplica = z.looseObject({
  name: z.string().describe('Name of the workload.'),
  count: z.union([z.number().int(), z.string()]).meta({ description: 'How many.', 'x-kubernetes-int-or-string': true }),
});

export const KustomizeOptions = z.looseObject({
  namePrefix: Text.describe('Replaces namePrefix of the kustomization.'),
  nameSuffix: Text.describe('Replaces nameSuffix of the kustomization.'),
  images: Lines.describe('NAME=NEW:TAG@DIGEST, in any shorter form.'),
  replicas: z.array(KustomizeReplica).optional().describe('Counts by the name of the workload.'),
  patches: z.array(KustomizePatch).optional().describe('Added after the patches of the kustomization.'),
  components: Lines.describe('Directories of components, added to those of the kustomization.'),
  ignoreMissingComponents: Flag.describe('Whether components that do not exist are passed over.'),
  commonLabels: Texts.describe('Labels for all objects and their selectors.'),
  labelWithoutSelector: Flag.describe('Whether commonLabels leave selectors alone.'),
  labelIncludeTemplates: Flag.describe('Whether they go into templates then.'),
  forceCommonLabels: Flag.describe('Whether labels of the kustomization may be replaced.'),
  commonAnnotations: Texts.describe('Annotations for all objects.'),
  commonAnnotationsEnvsubst: Flag.describe('Whether they may use the build environment.'),
  forceCommonAnnotations: Flag.describe('Whether annotations of the kustomization may be replaced.'),
  namespace: Text.describe('Replaces namespace of the kustomization.'),
  kubeVersion: Text.describe('Counts for Helm charts inside of a kustomization, which are refused.'),
  apiVersions: Lines.describe('As kubeVersion.'),
  version: Text.describe('Ignored: everything is built by one version of Kustomize.'),
});
export type KustomizeOptions = z.infer<typeof KustomizeOptions>;

/** Argo CD's source of an Application; a field that is not understood is refused by name, never ignored. */
export const ApplicationSource = z
  .looseObject({
    repoURL: z.string().min(1).describe('Address of a registered Repository.'),
    path: z.string().default('.').describe('Directory within the repository.'),
    chart: Text.describe('In place of path: name of a chart in a Repository of type helm or oci.'),
    targetRevision: z
      .string()
      .default('HEAD')
      .describe(
        'Branch, tag, HEAD, version range over tags (1.2.*, ^1), or a commit id, whole or its first seven digits or more; of a chart its ' +
          'version or a range; of an artifact its tag, a range, or sha256:….',
      ),
    ref: Text.describe('Name under which valueFiles of the other sources read this repository: $ref/path.'),
    name: Text.describe('For people.'),
    directory: Directory.optional().describe('Which files of the directory are manifests.'),
    helm: HelmOptions.optional().describe('How the Helm chart is rendered.'),
    kustomize: KustomizeOptions.optional().describe('What is changed in the kustomization of the directory.'),
  })
  .describe('One directory of one repository, or one chart.');
export type ApplicationSource = z.infer<typeof ApplicationSource>;

/** One of several sources: without a path, one that has a `ref` is only read by the others. */
export const ListedSource = ApplicationSource.extend({
  path: z.string().optional().describe('Directory within the repository; absent with ref: nothing of it is rendered.'),
});
