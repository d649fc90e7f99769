export interface GeneratorSet {
  readonly name: string;
  readonly generators: readonly object[];
  /** Name of each Application; it and all that follows are Go templates. */
  readonly application: string;
  readonly repoURL: string;
  /** The directory to deploy. */
  readonly path: string;
  readonly cluster: string;
  readonly namespace: string;
}

/** A file with an ApplicationSet of any generators: JSON, which is YAML too. */
export function generatorSet({
  name,
  generators,
  application,
  repoURL,
  path,
  cluster,
  namespace,
}: GeneratorSet): string {
  const template = {
    metadata: { name: application },
    spec: {
      source: { repoURL, targetRevision: 'main', path },
      destination: { name: cluster, namespace },
      syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['CreateNamespace=true'] },
    },
  };
  const spec = { goTemplate: true, goTemplateOptions: ['missingkey=error'], generators, template };
  const set = { apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet', metadata: { name }, spec };
  return JSON.stringify(set, undefined, 2);
}
