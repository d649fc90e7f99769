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
  readonly project?: string;
  /** See the field of an ApplicationSet's syncPolicy. */
  readonly preserveResourcesOnDeletion?: boolean;
}

/** An ApplicationSet that makes one Application, `<directory>-<cluster>`, for each directory (default `apps/*`) and each registered cluster. */
export function appSet({ directories = 'apps/*', ...set }: SmallAppSet & { readonly directories?: string }): string {
  const generators = `    - matrix:
        generators:
          - git:
              repoURL: ${set.repoURL}
              revision: main
              directories:
                - path: ${directories}
          - clusters: {}`;
  return formatSet(set, generators, { application: '{{ .path.basename }}', path: '{{ .path.path }}' });
}

/** An ApplicationSet that makes one Application, `<set>-<cluster>`, of one directory for each registered cluster. */
export function directorySet(set: SmallAppSet & { readonly path: string }): string {
  return formatSet(set, '    - clusters: {}', { application: set.name, path: set.path });
}

function formatSet(
  set: SmallAppSet,
  generators: string,
  { application, path }: { application: string; path: string },
): string {
  const { name, repoURL, namespace, project, preserveResourcesOnDeletion = false } = set;
  return `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata:
  name: ${name}
spec:
  goTemplate: true
  syncPolicy:
    preserveResourcesOnDeletion: ${preserveResourcesOnDeletion}
  generators:
${generators}
  template:
    metadata:
      name: "${application}-{{ .name }}"
    spec:
${project === undefined ? '' : `      project: ${project}\n`}      source:
        repoURL: ${repoURL}
        targetRevision: main
        path: "${path}"
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
