import { canonicalJson } from '../../model/canonical-json.ts';
import type { RenderPlan } from './render-plan.ts';

/** Text that is equal exactly when two plans read the same content in the same way. */
export function planIdentity(plan: RenderPlan): string {
  if (plan.kind !== 'directory') return canonicalJson(plan);
  const { recurse = false, include = '', exclude = '' } = plan.directory;
  return canonicalJson({ kind: plan.kind, recurse, include, exclude, parts: plan.parts });
}

/** Whether a rendering depends on the version of the cluster, or on what it serves. */
export function asksCluster(plan: RenderPlan): boolean {
  return plan.kind === 'helm' && (plan.kubeVersion === undefined || plan.apiVersions === undefined);
}
