import type { ApplicationSource } from '../resources/application-source.ts';

/** What the variables of a source stand for. */
export interface BuildFacts {
  readonly application: string;
  /** Namespace of the destination. */
  readonly namespace: string;
  readonly tenant: string;
  readonly commit: string;
  readonly source: ApplicationSource;
}

/** The variables that Argo CD offers to value files, parameters, images, labels and annotations. */
function buildEnvironment({ application, namespace, tenant, commit, source }: BuildFacts): ReadonlyMap<string, string> {
  return new Map([
    ['ARGOCD_APP_NAME', application],
    ['ARGOCD_APP_NAMESPACE', namespace],
    ['ARGOCD_APP_PROJECT_NAME', tenant],
    ['ARGOCD_APP_REVISION', commit],
    ['ARGOCD_APP_REVISION_SHORT', commit.slice(0, 7)],
    ['ARGOCD_APP_REVISION_SHORT_8', commit.slice(0, 8)],
    ['ARGOCD_APP_SOURCE_REPO_URL', source.repoURL],
    ['ARGOCD_APP_SOURCE_PATH', source.path],
    ['ARGOCD_APP_SOURCE_TARGET_REVISION', source.targetRevision],
  ]);
}

/**
 * Puts the build environment into the fields of a source that Argo CD puts it into: what is rendered, and the digest of the
 * inputs, then depend on exactly the facts that the source mentions.
 */
export function expandSource(facts: BuildFacts): ApplicationSource {
  const environment = buildEnvironment(facts);
  const expand = (text: string) => expandVariables(text, environment);
  const { helm, kustomize } = facts.source;
  return {
    ...facts.source,
    ...(helm === undefined ? {} : { helm: expandHelm(helm, expand) }),
    ...(kustomize === undefined ? {} : { kustomize: expandKustomize(kustomize, expand) }),
  };
}

type Expand = (text: string) => string;

function expandHelm(helm: NonNullable<ApplicationSource['helm']>, expand: Expand): ApplicationSource['helm'] {
  const { valueFiles, parameters, fileParameters } = helm;
  return {
    ...helm,
    ...(valueFiles === undefined ? {} : { valueFiles: valueFiles.map((file) => expandBehindRef(file, expand)) }),
    ...(parameters === undefined
      ? {}
      : {
          parameters: parameters.map((given) => ({ ...given, name: expand(given.name), value: expand(given.value) })),
        }),
    ...(fileParameters === undefined
      ? {}
      : { fileParameters: fileParameters.map((given) => ({ ...given, path: expandBehindRef(given.path, expand) })) }),
  };
}

function expandKustomize(
  kustomize: NonNullable<ApplicationSource['kustomize']>,
  expand: Expand,
): ApplicationSource['kustomize'] {
  const { images, commonLabels, commonAnnotations, commonAnnotationsEnvsubst } = kustomize;
  const expandAll = (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, expand(text)]));
  return {
    ...kustomize,
    ...(images === undefined ? {} : { images: images.map(expand) }),
    ...(commonLabels === undefined ? {} : { commonLabels: expandAll(commonLabels) }),
    ...(commonAnnotations === undefined || commonAnnotationsEnvsubst !== true
      ? {}
      : { commonAnnotations: expandAll(commonAnnotations) }),
  };
}

/** `$values/prod.yaml` names another source with its first segment, which is no variable. */
function expandBehindRef(file: string, expand: Expand): string {
  const reference = /^\$[A-Za-z0-9_-]+(?=\/)/.exec(file)?.[0];
  if (reference === undefined || reference.startsWith('$ARGOCD_')) return expand(file);
  return reference + expand(file.slice(reference.length));
}

/** As Go's os.Expand does, with `$$` for a dollar: `$NAME` and `${NAME}`; what the environment lacks is empty. */
function expandVariables(text: string, environment: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$(?:\{([^}]*)\}|(\$)|([A-Za-z_][A-Za-z0-9_]*))/g, (_, braced, dollar, plain) =>
    dollar === undefined ? (environment.get(String(braced ?? plain)) ?? '') : '$',
  );
}
