/** Services of a middling team: what the chart and the kustomization of the benchmark deploy. */
const SERVICES = ['cart', 'search', 'checkout', 'stock', 'prices', 'users'];

type Files = Readonly<Record<string, string>>;

const helpers = `{{- define "shop.labels" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 }}
{{- end -}}
`;

/** Templates that loop over the services, each with what such templates usually do: labels, defaults, conditions, nested values. */
const templates: Files = {
  deployment: template(
    'apps/v1',
    'Deployment',
    `spec:
  replicas: {{ $service.replicas | default 1 }}
  selector:
    matchLabels: {app.kubernetes.io/name: {{ $name }}}
  template:
    metadata:
      labels: {{- include "shop.labels" (dict "name" $name "root" $) | nindent 8 }}
      annotations:
        checksum: {{ toYaml $service | sha256sum }}
    spec:
      securityContext: {{- toYaml $.Values.securityContext | nindent 8 }}
      containers:
        - name: main
          image: "{{ $.Values.registry }}/{{ $name }}:{{ $service.tag | default $.Chart.AppVersion }}"
          ports: [{containerPort: {{ $service.port }}}]
          resources: {{- toYaml ($service.resources | default $.Values.resources) | nindent 12 }}
          env:
            {{- range $key, $value := $service.env }}
            - {name: {{ $key | upper }}, value: {{ tpl $value $ | quote }}}
            {{- end }}`,
  ),
  service: template(
    'v1',
    'Service',
    'spec:\n  selector: {app.kubernetes.io/name: {{ $name }}}\n  ports: [{port: {{ $service.port }}}]',
  ),
  account: template('v1', 'ServiceAccount', 'automountServiceAccountToken: false'),
  settings: template('v1', 'ConfigMap', 'data: {{- toYaml $service.env | nindent 2 }}'),
  budget: template(
    'policy/v1',
    'PodDisruptionBudget',
    'spec:\n  minAvailable: 1\n  selector: {matchLabels: {app.kubernetes.io/name: {{ $name }}}}',
  ),
  ingress: template(
    'networking.k8s.io/v1',
    'Ingress',
    'spec:\n  rules:\n    - host: {{ $name }}.{{ $.Values.domain }}\n      http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: {{ $name }}, port: {number: {{ $service.port }}}}}}]}',
  ),
};

function template(apiVersion: string, kind: string, rest: string): string {
  return `{{- range $name, $service := .Values.services }}
---
apiVersion: ${apiVersion}
kind: ${kind}
metadata:
  name: {{ $name }}
  labels: {{- include "shop.labels" (dict "name" $name "root" $) | nindent 4 }}
${rest}
{{- end }}
`;
}

/** A chart in folder `shop`: 36 objects of six kinds. */
export const chartFiles: Files = {
  'shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.4.0\nappVersion: "2.0"\n',
  'shop/values.yaml': `registry: registry.example.com/shop
domain: example.com
securityContext: {runAsNonRoot: true, fsGroup: 1000}
resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
services:
${SERVICES.map((name, index) => `  ${name}: {port: ${8000 + index}, replicas: 2, env: {log_level: info, url: "https://${name}.{{ .Values.domain }}"}}\n`).join('')}`,
  'shop/templates/_helpers.tpl': helpers,
  ...Object.fromEntries(Object.entries(templates).map(([name, text]) => [`shop/templates/${name}.yaml`, text])),
};

/** A base with a folder for each service, a component, and the overlay in folder `overlays/prod`: 19 objects. */
export const kustomizationFiles: Files = {
  'base/kustomization.yaml': `resources:\n${SERVICES.map((name) => `  - ${name}\n`).join('')}`,
  ...Object.assign({}, ...SERVICES.map(serviceFiles)),
  'components/limits/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
patches:
  - target: {kind: Deployment}
    patch: |-
      - {op: add, path: /spec/template/spec/containers/0/resources, value: {limits: {memory: 256Mi}}}
`,
  'overlays/prod/kustomization.yaml': `resources: [../../base]
components: [../../components/limits]
namespace: shop
namePrefix: prod-
labels: [{pairs: {env: prod}, includeTemplates: true}]
replicas: [{name: cart, count: 5}]
images:
${SERVICES.map((name) => `  - {name: registry.example.com/${name}, newTag: "2.0"}\n`).join('')}configMapGenerator: [{name: settings, files: [settings.ini]}]
patches: [{path: checkout.yaml}]
`,
  'overlays/prod/settings.ini': '[shop]\nlevel = info\n',
  'overlays/prod/checkout.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: checkout}\nspec: {template: {spec: {priorityClassName: high}}}\n',
};

function serviceFiles(name: string): Files {
  return {
    [`base/${name}/kustomization.yaml`]: 'resources: [deployment.yaml, service.yaml, account.yaml]\n',
    [`base/${name}/account.yaml`]: `apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: ${name}}\n`,
    [`base/${name}/service.yaml`]: `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {selector: {app: ${name}}, ports: [{port: 80}]}\n`,
    [`base/${name}/deployment.yaml`]: `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, labels: {app: ${name}}}
spec:
  replicas: 2
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      serviceAccountName: ${name}
      containers:
        - name: main
          image: registry.example.com/${name}:1.0
          envFrom: [{configMapRef: {name: settings}}]
`,
  };
}
