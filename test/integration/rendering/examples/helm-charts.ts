import type { Example } from './example.ts';

const chart = (name: string, more = '') => `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n${more}`;

/** Shows every value, the release and what is known of the cluster. */
const settings = `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-settings
  namespace: {{ .Release.Namespace }}
data:
  values: {{ .Values | toJson | quote }}
  kube: {{ .Capabilities.KubeVersion.Version }}
  hasTill: {{ .Capabilities.APIVersions.Has "shop.example/v1/Till" | quote }}
`;

const files = {
  'web/Chart.yaml': chart('web'),
  'web/values.yaml': 'color: blue\nsize: 1\nnested: {a: 1, b: 2}\n',
  'web/templates/settings.yaml': settings,
};
const path = 'web';
const template = (...args: string[]) => [
  ['template', '.', '--name-template', 'web', '--namespace', 'shop', '--include-crds', ...args],
];
const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: tills.shop.example}
spec: {group: shop.example, scope: Namespaced, names: {kind: Till, plural: tills}, versions: [{name: v1, served: true, storage: true}]}
`;

/** Charts in git, against `helm template` by hand. */
export const helmCharts: readonly Example[] = [
  { name: 'a chart with its own values', files, source: { path }, bare: template() },
  {
    name: 'a chart in the root of the repository',
    files: { 'Chart.yaml': chart('web'), 'templates/settings.yaml': settings },
    source: { path: '.' },
    bare: template(),
  },
  {
    name: 'value files in their order, from the chart, beside it and from the root',
    files: {
      ...files,
      'web/one.yaml': 'color: red\n',
      'env/two.yaml': 'color: green\nsize: 2\n',
      'three.yaml': 'size: 3\n',
    },
    source: { path, helm: { valueFiles: ['one.yaml', '../env/two.yaml', '/three.yaml'] } },
    bare: template('--values', 'one.yaml', '--values', '../env/two.yaml', '--values', '../three.yaml'),
  },
  {
    name: 'a value file that names the Application, and one that is missing',
    files: { ...files, 'env/web.yaml': 'color: red\n' },
    source: {
      path,
      helm: { valueFiles: ['../env/$ARGOCD_APP_NAME.yaml', 'none.yaml'], ignoreMissingValueFiles: true },
    },
    bare: template('--values', '../env/web.yaml'),
  },
  {
    name: 'inline values, which win over files',
    files: { ...files, 'web/one.yaml': 'color: red\nsize: 9\n' },
    source: { path, helm: { valueFiles: ['one.yaml'], values: 'color: black\nnested: {b: null}\n' } },
    bare: template('--values', 'one.yaml', '--values', 'hand.yaml'),
    byHand: { 'web/hand.yaml': 'color: black\nnested: {b: null}\n' },
  },
  {
    name: 'an object of values, which replaces the text',
    files,
    source: { path, helm: { values: 'color: black', valuesObject: { size: 5, nested: { c: ['x', true, null] } } } },
    bare: template('--values', 'hand.yaml'),
    byHand: { 'web/hand.yaml': 'size: 5\nnested: {c: [x, true, null]}\n' },
  },
  {
    name: 'parameters with commas, lists, variables and forced text',
    files,
    source: {
      path,
      helm: {
        values: 'color: black\n',
        parameters: [
          { name: 'color', value: 'a,b' },
          { name: 'list', value: '{x,y}' },
          { name: 'nested.a', value: '10' },
          { name: 'size', value: 'true', forceString: true },
          { name: 'who', value: '${ARGOCD_APP_NAME}-$ARGOCD_APP_PROJECT_NAME', forceString: false },
        ],
      },
    },
    bare: template(
      '--values',
      'hand.yaml',
      '--set',
      'color=a\\,b',
      '--set',
      'list={x,y}',
      '--set',
      'nested.a=10',
      '--set-string',
      'size=true',
      '--set',
      'who=web-red',
    ),
    byHand: { 'web/hand.yaml': 'color: black\n' },
  },
  {
    name: 'parameters that are files',
    files: { ...files, 'web/files/app.ini': '[web]\nport = 80\n', 'shared/ca.txt': 'line one\nline, two\n' },
    source: {
      path,
      helm: {
        fileParameters: [
          { name: 'ini', path: 'files/app.ini' },
          { name: 'ca', path: '/shared/ca.txt' },
        ],
      },
    },
    bare: template('--set-file', 'ini=files/app.ini', '--set-file', 'ca=../shared/ca.txt'),
  },
  {
    name: 'another name and namespace of the release',
    files,
    source: { path, helm: { releaseName: 'till', namespace: 'else' } },
    bare: [['template', '.', '--name-template', 'till', '--namespace', 'else', '--include-crds']],
  },
  {
    name: "a cluster's version and what it serves, as the Application says",
    files,
    source: { path, helm: { kubeVersion: '1.31.4', apiVersions: ['shop.example/v1', 'shop.example/v1/Till'] } },
    bare: template(
      '--kube-version',
      '1.31.4',
      '--api-versions',
      'shop.example/v1',
      '--api-versions',
      'shop.example/v1/Till',
    ),
  },
  {
    name: 'definitions of the chart',
    files: { ...files, 'web/crds/till.yaml': crd },
    source: { path },
    bare: template(),
  },
  {
    name: 'a chart without its definitions',
    files: { ...files, 'web/crds/till.yaml': crd },
    source: { path, helm: { skipCrds: true } },
    bare: [['template', '.', '--name-template', 'web', '--namespace', 'shop']],
  },
  {
    name: 'a chart without its tests',
    files: {
      ...files,
      'web/templates/test.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: {name: t, annotations: {helm.sh/hook: test}}\nspec: {containers: []}\n',
    },
    source: { path, helm: { skipTests: true } },
    bare: template('--skip-tests'),
  },
  {
    name: 'a chart whose schema is not looked at',
    files: { ...files, 'web/values.schema.json': '{"type": "object", "required": ["missing"]}' },
    source: { path, helm: { skipSchemaValidation: true } },
    bare: template('--skip-schema-validation'),
  },
  {
    name: 'helpers, loops, files and conditions',
    files: {
      ...files,
      'web/templates/_helpers.tpl': '{{- define "web.name" -}}{{ .Chart.Name }}-{{ .Chart.Version }}{{- end -}}\n',
      'web/templates/many.yaml': `{{- range $i, $name := list "a" "b" }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ $name }}-{{ include "web.name" $ | replace "." "-" }}
data:
  file: {{ $.Files.Get "files/app.ini" | quote }}
{{- end }}
{{- if .Values.never }}
kind: Nothing
{{- end }}
`,
      'web/files/app.ini': 'port = 80\n',
    },
    source: { path },
    bare: template(),
  },
  {
    name: 'charts that it brings along, with an alias, a condition and values for them',
    files: {
      ...files,
      'web/Chart.yaml': chart(
        'web',
        'dependencies: [{name: db, version: 0.1.0, repository: "https://charts.example", alias: store}, {name: off, version: 0.1.0, repository: "", condition: off.enabled}]\n',
      ),
      'web/values.yaml': 'store: {kind: big}\noff: {enabled: false}\nglobal: {team: red}\n',
      'web/charts/db/Chart.yaml': chart('db'),
      'web/charts/db/templates/settings.yaml': settings.replace('-settings', '-db'),
      'web/charts/off/Chart.yaml': chart('off'),
      'web/charts/off/templates/settings.yaml': settings.replace('-settings', '-off'),
    },
    source: { path },
    bare: template(),
  },
  {
    name: 'a library chart of the same repository',
    files: {
      ...files,
      'web/Chart.yaml': chart('web', 'dependencies: [{name: lib, version: 0.1.0, repository: "file://../libs/lib"}]\n'),
      'libs/lib/Chart.yaml': chart('lib', 'type: library\n'),
      'libs/lib/templates/_name.tpl': '{{- define "lib.name" -}}from-lib{{- end -}}\n',
      'web/templates/lib.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ include "lib.name" . }}}\n',
    },
    source: { path },
    bare: [['dependency', 'build', '.'], ...template()],
  },
  {
    name: 'a chart of the first generation',
    files: { ...files, 'web/Chart.yaml': 'apiVersion: v1\nname: web\nversion: 1.0.0\n' },
    source: { path },
    bare: template(),
  },
  {
    name: 'files that .helmignore leaves out',
    files: { ...files, 'web/.helmignore': 'templates/draft.yaml\n', 'web/templates/draft.yaml': '{{ fail "draft" }}' },
    source: { path },
    bare: template(),
  },
  {
    name: 'a value file that is a link to elsewhere in the repository',
    files: { ...files, 'web/linked.yaml': { link: '../env/real.yaml' }, 'env/real.yaml': 'color: linked\n' },
    source: { path, helm: { valueFiles: ['linked.yaml'] } },
    bare: template('--values', 'linked.yaml'),
  },
  {
    name: 'lists, several documents in a template, and numbers of many digits',
    files: {
      ...files,
      'web/templates/list.yaml':
        'apiVersion: v1\nkind: List\nitems:\n  - {apiVersion: v1, kind: ConfigMap, metadata: {name: l1}}\n  - {apiVersion: v1, kind: ConfigMap, metadata: {name: l2}}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: big}\ndata: {digits: "{{ 12345678901234 }}"}\n',
    },
    source: { path },
    bare: template(),
  },
  {
    name: 'a document that holds the line by which Helm names templates',
    files: {
      ...files,
      'web/templates/odd.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: odd}\ndata:\n  text: |\n    ---\n    # Source: web/templates/none.yaml\n    kind: Nothing\n',
    },
    source: { path },
    bare: template(),
  },
];
