import { kstatusHealth } from '#core/health/kstatus/kstatus-health.ts';
import { listBriefly } from '#core/model/text/list-briefly.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import { customResourceDefinition } from '#core/resources/schema/custom-resource-definition.ts';
import { NABE_API_VERSION, NABE_GROUP, SYSTEM_NAMESPACE } from '#core/resources/metadata.ts';
import { RESOURCE_DEFINITIONS } from '#core/resources/schema/resource-definitions.ts';
import { namespaceObject } from '#core/spoke-setup/setup-object.ts';
import { applyKube, callKube, type KubeFailure } from './registration/kube-failure.ts';
import type { Clock } from './ports/clock.port.ts';
import type { KubeApi } from './ports/clusters/kube-api.port.ts';

const MANAGER = 'nabe-install';
const WHO = 'the management cluster';
const CRD_PATH = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const POLL_MS = 100;

export interface InstallManagement {
  readonly management: KubeApi;
  readonly clock: Clock;
  /** How long the API server may take to serve the new kinds. Unit: milliseconds. */
  readonly deadlineMs?: number;
}

/**
 * Makes a cluster a management cluster: the namespace of the hub and the CRDs, by server-side apply; then waits until every
 * kind is served and settled. Running it again changes nothing.
 */
export async function installManagement(input: InstallManagement): Promise<Result<void, KubeFailure>> {
  const { management, clock, deadlineMs = 30_000 } = input;
  const definitions = RESOURCE_DEFINITIONS.map((definition) => ({
    path: `${CRD_PATH}/${definition.plural}.${NABE_GROUP}`,
    manifest: customResourceDefinition(definition),
  }));
  for (const object of [namespaceObject(SYSTEM_NAMESPACE), ...definitions]) {
    const applied = await applyKube(management, WHO, MANAGER, object);
    if (!applied.ok) return applied;
  }
  return waitUntilServed(management, clock, clock.now() + deadlineMs);
}

/**
 * Asks until the server lists each kind and calls it Established. Neither comes first for sure: requests are taken as soon as the
 * names are accepted, and a kind may be called Established a moment before its storage takes requests.
 */
async function waitUntilServed(api: KubeApi, clock: Clock, deadline: number): Promise<Result<void, KubeFailure>> {
  let missing = RESOURCE_DEFINITIONS.map(({ plural }) => plural);
  for (;;) {
    const stillMissing: string[] = [];
    for (const plural of missing) {
      const served = await isServed(api, plural);
      if (!served.ok && isFinal(served.failure)) return served;
      if (!served.ok || !served.value) stillMissing.push(plural);
    }
    if (stillMissing.length === 0) return succeed(undefined);
    if (clock.now() >= deadline) return fail({ kind: 'failed', message: notServed(stillMissing) });
    missing = stillMissing;
    await clock.sleep(POLL_MS);
  }
}

async function isServed(api: KubeApi, plural: string): Promise<Result<boolean, KubeFailure>> {
  const list = { method: 'GET', path: `/apis/${NABE_API_VERSION}/${plural}?limit=1` } as const;
  const listed = await callKube(api, WHO, list);
  if (!listed.ok) return listed;
  const read = await callKube(api, WHO, { method: 'GET', path: `${CRD_PATH}/${plural}.${NABE_GROUP}` });
  return read.ok ? succeed(kstatusHealth(read.value).status === 'Healthy') : read;
}

function isFinal({ kind }: KubeFailure): boolean {
  return kind === 'unreachable' || kind === 'forbidden';
}

function notServed(plurals: readonly string[]): string {
  const names = plurals.map((plural) => `${plural}.${NABE_GROUP}`);
  return `${WHO} does not serve these kinds in time: ${listBriefly(names, ', ')}; look at the conditions of the CustomResourceDefinitions`;
}
