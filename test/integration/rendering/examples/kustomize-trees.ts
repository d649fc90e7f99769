import { configMap, deployment, type Example } from './example.ts';

const base = {
  'base/kustomization.yaml': 'resources: [web.yaml]\n',
  'base/web.yaml': deployment('web'),
};
const build = [['build', '.']];
const web = { path: 'web' };

/** Kustomizations as they are in git. */
export const kustomizeTrees: readonly Example[] = [
  {
    name: 'one file',
    files: { 'web/kustomization.yaml': 'resources: [a.yaml]\n', 'web/a.yaml': configMap('a') },
    source: web,
    bare: build,
  },
  {
    name: 'the root of the repository',
    files: { 'kustomization.yml': 'resources: [a.yaml]\n', 'a.yaml': configMap('a') },
    source: { path: '.' },
    bare: build,
  },
  {
    name: 'the third name that a kustomization may have',
    files: { 'web/Kustomization': 'resources: [a.yaml]\n', 'web/a.yaml': configMap('a') },
    source: web,
    bare: build,
  },
  {
    name: 'a base outside of the path, with a patch',
    files: {
      ...base,
      'web/kustomization.yaml': 'resources: [../base]\npatches: [{path: more.yaml}]\n',
      'web/more.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 3}\n',
    },
    source: web,
    bare: build,
  },
  {
    name: 'bases of bases, one of them twice',
    files: {
      ...base,
      'mid/a/kustomization.yaml': 'resources: [../../base]\nnamePrefix: a-\n',
      'mid/b/kustomization.yaml': 'resources: [../../base]\nnamePrefix: b-\n',
      'web/kustomization.yaml': 'resources: [../mid/a, ../mid/b]\n',
    },
    source: web,
    bare: build,
  },
  {
    name: 'the old field bases',
    files: { ...base, 'web/kustomization.yaml': 'bases: [../base]\nnameSuffix: -x\n' },
    source: web,
    bare: build,
  },
  {
    name: 'a component outside of the path',
    files: {
      ...base,
      'parts/labels/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nlabels: [{pairs: {team: red}}]\n',
      'web/kustomization.yaml': 'resources: [../base]\ncomponents: [../parts/labels]\n',
    },
    source: web,
    bare: build,
  },
  {
    name: 'generated ConfigMaps, whose names carry a hash that references follow',
    files: {
      'web/kustomization.yaml':
        'resources: [web.yaml]\nconfigMapGenerator: [{name: settings, files: [app.ini], literals: [a=b], envs: [e.env]}]\n',
      'web/web.yaml': deployment('web'),
      'web/app.ini': '[web]\nport = 80\n',
      'web/e.env': 'X=1\n',
    },
    source: web,
    bare: build,
  },
  {
    name: 'a generated Secret without a hash',
    files: {
      'web/kustomization.yaml':
        'secretGenerator: [{name: s, literals: [a=b], type: Opaque}]\ngeneratorOptions: {disableNameSuffixHash: true}\n',
    },
    source: web,
    bare: build,
  },
  {
    name: 'a JSON patch with a target',
    files: {
      ...base,
      'web/kustomization.yaml': `resources: [../base]
patches:
  - target: {kind: Deployment}
    patch: '[{"op": "replace", "path": "/spec/replicas", "value": 5}]'
`,
    },
    source: web,
    bare: build,
  },
  {
    name: 'replacements, images and replicas',
    files: {
      ...base,
      'web/kustomization.yaml': `resources: [../base, a.yaml]
images: [{name: nginx, newTag: "1.29"}]
replicas: [{name: web, count: 4}]
replacements:
  - source: {kind: ConfigMap, name: a, fieldPath: data.a}
    targets: [{select: {kind: Deployment}, fieldPaths: [metadata.labels.copied], options: {create: true}}]
`,
      'web/a.yaml': configMap('a'),
    },
    source: web,
    bare: build,
  },
  {
    name: 'a builtin transformer of its own configuration',
    files: {
      'web/kustomization.yaml': 'resources: [a.yaml]\ntransformers: [prefix.yaml]\n',
      'web/a.yaml': configMap('a'),
      'web/prefix.yaml':
        'apiVersion: builtin\nkind: PrefixTransformer\nmetadata: {name: p}\nprefix: x-\nfieldSpecs: [{path: metadata/name}]\n',
    },
    source: web,
    bare: build,
  },
  {
    name: 'a definition and an object of it, with names that refer to each other',
    files: {
      'web/kustomization.yaml': 'resources: [crd.yaml, till.yaml]\nnamePrefix: p-\nnamespace: shop\n',
      'web/crd.yaml': `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: tills.shop.example}
spec: {group: shop.example, scope: Namespaced, names: {kind: Till, plural: tills}, versions: [{name: v1, served: true, storage: true}]}
`,
      'web/till.yaml': 'apiVersion: shop.example/v1\nkind: Till\nmetadata: {name: t}\n',
    },
    source: web,
    bare: build,
  },
  {
    name: 'a link to a file elsewhere in its own directory',
    files: {
      'web/kustomization.yaml': 'resources: [a.yaml]\n',
      'web/a.yaml': { link: 'files/real.yaml' },
      'web/files/real.yaml': configMap('a'),
    },
    source: web,
    bare: build,
  },
  {
    name: 'a base that is reached through a link',
    files: {
      ...base,
      'web/kustomization.yaml': 'resources: [here]\nnamePrefix: l-\n',
      'web/here': { link: '../base' },
    },
    source: web,
    bare: build,
  },
  {
    name: 'names that only long paths hold',
    files: {
      [`web/${'long-'.repeat(30)}name/kustomization.yaml`]: 'resources: [a.yaml]\n',
      [`web/${'long-'.repeat(30)}name/a.yaml`]: configMap('ünï'.replaceAll(/[^a-z]/g, 'u')),
      'web/kustomization.yaml': `resources: [${'long-'.repeat(30)}name]\n`,
    },
    source: web,
    bare: build,
  },
];
