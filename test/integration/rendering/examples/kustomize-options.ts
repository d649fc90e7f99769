import { configMap, deployment, type Example } from './example.ts';

const files = {
  'web/kustomization.yaml': 'resources: [web.yaml, a.yaml]\nnamePrefix: git-\n',
  'web/web.yaml': deployment('web'),
  'web/a.yaml': configMap('a'),
};
const build = ['build', '.'];
const path = 'web';

/** The Application's own changes, against `kustomize edit` by hand. */
export const kustomizeOptions: readonly Example[] = [
  {
    name: 'a prefix and a suffix in place of those in git',
    files,
    source: { path, kustomize: { namePrefix: 'p-', nameSuffix: '-s' } },
    bare: [['edit', 'set', 'nameprefix', '--', 'p-'], ['edit', 'set', 'namesuffix', '--', '-s'], build],
  },
  {
    name: 'a namespace',
    files,
    source: { path, kustomize: { namespace: 'till' } },
    bare: [['edit', 'set', 'namespace', '--', 'till'], build],
  },
  {
    name: 'images in every form, a port in the registry among them',
    files: {
      ...files,
      'web/more.yaml': `${deployment('x', 'host:5000/team/x:1')}---\n${deployment('y', 'redis@sha256:aaaa')}`,
      'web/kustomization.yaml':
        'resources: [web.yaml, more.yaml]\nimages: [{name: nginx, newName: mirror/nginx, newTag: "1"}, {name: other, newTag: z}]\n',
    },
    source: { path, kustomize: { images: ['nginx=*:9', 'host:5000/team/x:2.0@sha256:bbbb', 'redis=mirror/redis'] } },
    bare: [['edit', 'set', 'image', 'nginx=*:9', 'host:5000/team/x:2.0@sha256:bbbb', 'redis=mirror/redis'], build],
  },
  {
    name: 'an image that names the Application',
    files,
    source: { path, kustomize: { images: ['nginx=registry/${ARGOCD_APP_NAME}:$ARGOCD_APP_REVISION_SHORT'] } },
    bare: [['edit', 'set', 'image', 'nginx=registry/web:0123456'], build],
  },
  {
    name: 'replicas, as number and as text',
    files: { ...files, 'web/a.yaml': deployment('b') },
    source: {
      path,
      kustomize: {
        replicas: [
          { name: 'web', count: 7 },
          { name: 'b', count: '3' },
        ],
      },
    },
    bare: [['edit', 'set', 'replicas', 'web=7', 'b=3'], build],
  },
  {
    name: 'labels for objects, selectors and templates',
    files,
    source: { path, kustomize: { commonLabels: { team: 'red', tier: '$ARGOCD_APP_NAMESPACE' } } },
    bare: [['edit', 'add', 'label', 'team:red', 'tier:shop'], build],
  },
  {
    name: 'labels that leave selectors alone',
    files,
    source: { path, kustomize: { commonLabels: { team: 'red' }, labelWithoutSelector: true } },
    bare: [['edit', 'add', 'label', '--without-selector', 'team:red'], build],
  },
  {
    name: 'labels that go into templates but not into selectors',
    files,
    source: {
      path,
      kustomize: { commonLabels: { team: 'red' }, labelWithoutSelector: true, labelIncludeTemplates: true },
    },
    bare: [['edit', 'add', 'label', '--without-selector', '--include-templates', 'team:red'], build],
  },
  {
    name: 'a label that replaces one of the kustomization',
    files: { ...files, 'web/kustomization.yaml': 'resources: [web.yaml]\ncommonLabels: {team: git, other: kept}\n' },
    source: { path, kustomize: { commonLabels: { team: 'red' }, forceCommonLabels: true } },
    bare: [['edit', 'add', 'label', '--force', 'team:red'], build],
  },
  {
    name: 'annotations, whose variables stay as written unless asked for',
    files,
    source: { path, kustomize: { commonAnnotations: { note: '$ARGOCD_APP_NAME' } } },
    bare: [['edit', 'add', 'annotation', 'note:$ARGOCD_APP_NAME'], build],
  },
  {
    name: 'annotations with the build environment, replacing those in git',
    files: { ...files, 'web/kustomization.yaml': 'resources: [web.yaml]\ncommonAnnotations: {note: git}\n' },
    source: {
      path,
      kustomize: {
        commonAnnotations: { note: '$ARGOCD_APP_NAME' },
        commonAnnotationsEnvsubst: true,
        forceCommonAnnotations: true,
      },
    },
    bare: [['edit', 'add', 'annotation', '--force', 'note:web'], build],
  },
  {
    name: 'patches after those in git',
    files: {
      ...files,
      'web/kustomization.yaml': `resources: [web.yaml]
patches: [{target: {kind: Deployment}, patch: '[{"op": "replace", "path": "/spec/replicas", "value": 2}]'}]
`,
    },
    source: {
      path,
      kustomize: {
        patches: [
          { target: { kind: 'Deployment' }, patch: '[{"op": "replace", "path": "/spec/replicas", "value": 3}]' },
        ],
      },
    },
    bare: [build],
    byHand: {
      'web/kustomization.yaml': `resources: [web.yaml]
patches:
  - {target: {kind: Deployment}, patch: '[{"op": "replace", "path": "/spec/replicas", "value": 2}]'}
  - {target: {kind: Deployment}, patch: '[{"op": "replace", "path": "/spec/replicas", "value": 3}]'}
`,
    },
  },
  {
    name: 'components from elsewhere, those that are missing passed over',
    files: {
      ...files,
      'parts/more/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [c.yaml]\n',
      'parts/more/c.yaml': configMap('c'),
    },
    source: { path, kustomize: { components: ['../parts/more', '../parts/none'], ignoreMissingComponents: true } },
    bare: [['edit', 'add', 'component', '../parts/more'], build],
  },
  {
    name: 'everything at once',
    files,
    source: {
      path,
      kustomize: {
        namePrefix: 'p-',
        namespace: 'till',
        images: ['nginx:9'],
        replicas: [{ name: 'web', count: 2 }],
        commonLabels: { team: 'red' },
        commonAnnotations: { note: 'x' },
      },
    },
    bare: [
      ['edit', 'set', 'nameprefix', '--', 'p-'],
      ['edit', 'set', 'image', 'nginx:9'],
      ['edit', 'set', 'replicas', 'web=2'],
      ['edit', 'add', 'label', 'team:red'],
      ['edit', 'add', 'annotation', 'note:x'],
      ['edit', 'set', 'namespace', '--', 'till'],
      build,
    ],
  },
];
