import type { HelmPlan } from '../plan/render-plan.ts';
import type { SourceFile } from '../plan/source-files.ts';
import { escapeCommas } from './plan-helm.ts';

/** What the renderer is told beside the plan. */
export interface HelmSurroundings {
  /** Where a file of the sources lies for the renderer. */
  readonly placeOf: (file: SourceFile) => string;
  /** Where the inline values lie; undefined when there are none. */
  readonly inlineValues: string | undefined;
  /** Of the cluster, for a plan that does not say so itself. */
  readonly kubeVersion: string | undefined;
  readonly apiVersions: readonly string[];
}

/**
 * The arguments of `helm template` for a chart in the working folder, as Argo CD gives them: files in their order, inline values after
 * them. Single values win over both, which Helm itself sees to.
 */
export function helmArguments(plan: HelmPlan, surroundings: HelmSurroundings): string[] {
  const { placeOf, inlineValues } = surroundings;
  const kubeVersion = plan.kubeVersion ?? surroundings.kubeVersion;
  const apiVersions = plan.apiVersions ?? surroundings.apiVersions;
  return [
    'template',
    '.',
    '--name-template',
    plan.release,
    ...(plan.namespace === '' ? [] : ['--namespace', plan.namespace]),
    ...(kubeVersion === undefined ? [] : ['--kube-version', kubeVersion]),
    ...plan.settings.flatMap((setting) =>
      setting.flag === '--set-file'
        ? [setting.flag, `${setting.name}=${escapeCommas(placeOf(setting.file))}`]
        : [setting.flag, setting.text],
    ),
    ...plan.valueFiles.flatMap((file) => ['--values', placeOf(file)]),
    ...(inlineValues === undefined ? [] : ['--values', inlineValues]),
    ...apiVersions.flatMap((version) => ['--api-versions', version]),
    ...plan.flags,
  ];
}
