export interface SetOptions {
  readonly syncOptions?: readonly string[];
  /** Labels of the namespace that CreateNamespace makes. */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
}

/** One Application, `<directory>-<cluster>`, for each directory below apps/; the image of Deployments may differ from git. */
export function optionsSet(
  repoURL: string,
  { syncOptions = ['RespectIgnoreDifferences=true'], namespaceLabels }: SetOptions = {},
): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: options}
spec:
  goTemplate: true
  generators:
    - matrix:
        generators:
          - git: {repoURL: ${repoURL}, revision: main, directories: [{path: apps/*}]}
          - clusters: {}
  template:
    metadata: {name: "{{ .path.basename }}-{{ .name }}"}
    spec:
      source: {repoURL: ${repoURL}, targetRevision: main, path: "{{ .path.path }}"}
      destination: {name: "{{ .name }}", namespace: red}
      ignoreDifferences:
        - {group: apps, kind: Deployment, jqPathExpressions: [".spec.template.spec.containers[].image"]}
      syncPolicy:
        automated: {prune: true, selfHeal: true, allowEmpty: true}
        syncOptions: [CreateNamespace=true, ${syncOptions.join(', ')}]
${namespaceLabels === undefined ? '' : `        managedNamespaceMetadata: {labels: ${JSON.stringify(namespaceLabels)}}\n`}`;
}

export interface Wanted {
  readonly image?: string;
  readonly tier?: string;
  readonly options?: string;
}

export function deployment(name: string, { image = 'web:1', tier = 'front', options = '' }: Wanted = {}): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, labels: {app: ${name}}, annotations: {argocd.argoproj.io/sync-options: "${options}"}}
spec:
  replicas: 0
  selector: {matchLabels: {app: ${name}, tier: ${tier}}}
  template:
    metadata: {labels: {app: ${name}, tier: ${tier}}}
    spec: {containers: [{name: web, image: "${image}"}]}
`;
}

export function autoscaler(target: string): string {
  return `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: ${target}}
spec:
  minReplicas: 1
  maxReplicas: 9
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ${target}}
`;
}

/** Not as Kubernetes has it: the field `dta`. */
export function misspelt(name: string, options: string): string {
  return `${configMap(name, 'spelt', options)}dta: {VALUE: misspelt}
`;
}

export function configMap(name: string, value: string, options = ''): string {
  return `apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, annotations: {argocd.argoproj.io/sync-options: "${options}"}}
data: {VALUE: "${value}"}
`;
}
