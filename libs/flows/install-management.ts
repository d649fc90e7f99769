import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { listBriefly } from '#core/model/list-briefly.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import { customResourceDefinition } from '#core/resources/custom-resource-definition.ts';
import { NABE_GROUP, SYSTEM_NAMESPACE } from '#core/resources/metadata.ts';
import { RESOURCE_DEFINITIONS } from '#core/resources/resource-definitions.ts';
import { namespaceObject } from '#core/spoke-setup/setup-object.ts';
import { applyKube, callKube, type KubeFailure } from './registration/kube-failure.ts';
import type { Clock } from './ports/clock.port.ts';
import type { KubeApi } from './ports/kube-api.port.ts';

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
 * kind is served. Running it again changes nothing.
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
  return waitUntilServed(
    management,
    clock,
    definitions.map(({ path }) => path),
    clock.now() + deadlineMs,
  );
}

async function waitUntilServed(
  api: KubeApi,
  clock: Clock,
  paths: readonly string[],
  deadline: number,
): Promise<Result<void, KubeFailure>> {
  let waitingFor = paths;
  for (;;) {
    const missing: string[] = [];
    for (const path of waitingFor) {
      const read = await callKube(api, WHO, { method: 'GET', path });
      if (!read.ok) return read;
      if (!isEstablished(read.value)) missing.push(path);
    }
    if (missing.length === 0) return succeed(undefined);
    if (clock.now() >= deadline) return fail({ kind: 'failed', message: notServed(missing) });
    waitingFor = missing;
    await clock.sleep(POLL_MS);
  }
}

function notServed(paths: readonly string[]): string {
  const names = paths.map((path) => path.slice(CRD_PATH.length + 1));
  return `${WHO} does not serve these kinds in time: ${listBriefly(names)}; look at the conditions of the CustomResourceDefinitions`;
}

function isEstablished(definition: JsonObject): boolean {
  const status = definition['status'];
  const conditions = isJsonObject(status) && Array.isArray(status['conditions']) ? status['conditions'] : [];
  return conditions.some(
    (condition) => isJsonObject(condition) && condition['type'] === 'Established' && condition['status'] === 'True',
  );
}
