/** A ConfigMap with one value, in the Application's namespace unless another is named. */
export function configMap(name: string, value: string, namespace?: string): string {
  const place = namespace === undefined ? '' : `  namespace: ${namespace}\n`;
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${place}data:\n  VALUE: "${value}"\n`;
}

export interface SmallAppSet {
  readonly name: string;
  readonly repoURL: string;
  /** Where the objects go on every cluster. */
  readonly namespace: string;
  /** Directories that make an Application each. Default: apps/*. */
  readonly directories?: string;
  /** Further lines of the set's spec. */
  readonly spec?: string;
  /** Of the template. */
  readonly project?: string;
}

/** An ApplicationSet that makes one Application, `<directory>-<cluster>`, for each directory and each registered cluster. */
export function appSet({ name, repoURL, namespace, directories = 'apps/*', spec = '', project }: SmallAppSet): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata:
  name: ${name}
spec:
  goTemplate: true
${spec}
  generators:
    - matrix:
        generators:
          - git:
              repoURL: ${repoURL}
              revision: main
              directories:
                - path: ${directories}
          - clusters: {}
  template:
    metadata:
      name: "{{ .path.basename }}-{{ .name }}"
    spec:
${project === undefined ? '' : `      project: ${project}\n`}      source:
        repoURL: ${repoURL}
        targetRevision: main
        path: "{{ .path.path }}"
      destination:
        name: "{{ .name }}"
        namespace: ${namespace}
      syncPolicy:
        automated:
          prune: true
          selfHeal: true
          allowEmpty: true
        syncOptions:
          - CreateNamespace=true
`;
}
