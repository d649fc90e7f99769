import { fail, type Result } from '#core/model/result.ts';
import type { Application } from '#core/resources/application.ts';
import type { Blocker } from '#core/status/blocker.ts';
import type { TenantSpoke } from '../../ports/clusters/cluster-access.port.ts';
import type { SyncableInputs } from '../inputs/assess-inputs.ts';
import { blockerOf } from '../execution/spoke-blocker.ts';
import { type PreparedObjects, prepareObjects } from './prepare-objects.ts';
import { addressesOf } from '../../sources/source-blobs.ts';
import { renderBlocker } from '../inputs/source-blockers.ts';
import type { SyncPorts } from '../sync-ports.ts';

/** What git says of an Application at the commit of its inputs, ready for a plan. Charts may ask what the cluster serves. */
export async function renderObjects(
  { target, sources, charts, asksCluster }: SyncableInputs,
  application: Application,
  spoke: TenantSpoke,
  ports: SyncPorts,
  signal: AbortSignal,
): Promise<Result<PreparedObjects, Blocker>> {
  const tenant = target.tenant.metadata.name;
  const request = { sources, charts, application: application.metadata.name, namespace: target.namespace, tenant };
  const served = asksCluster ? await spoke.listApiVersions(signal) : undefined;
  if (served?.ok === false) return fail(blockerOf(served.failure));
  const kubeVersion = target.cluster.status.version;
  const capabilities = served && { kubeVersion, apiVersions: served.value };
  const rendered = await ports.renderer.render({ ...request, capabilities }, signal);
  if (!rendered.ok) {
    ports.credentials.forgetAddresses(addressesOf(sources), rendered.failure);
    return fail(renderBlocker(rendered.failure));
  }
  return prepareObjects(rendered.value, application, target, { ...ports, spoke }, signal);
}
