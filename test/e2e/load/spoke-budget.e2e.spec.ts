import { expect, it } from 'vitest';
import { findFreePorts } from '../../fleet/processes/free-ports.ts';
import { AuditLog, type AuditedRequest, mostAtOnce } from '../../world/audit-log.ts';
import { appSet, configMap } from '../../world/small-manifests.ts';
import { storyWorld } from '../../world/story-world.ts';
import { Team } from '../../world/team.ts';

const APPLICATIONS = ['one', 'two', 'three', 'four', 'five', 'six'];
const OBJECTS = 40;
/** The hub's one, and two for each of two workers. */
const BUDGET = 5;
const PLENTY = 512;
const MOST_ROUNDS = 10;

let red: Team;
let fromTheStart: AuditLog;
let ports: readonly number[] = [];
const world = storyWorld({ spokes: [{ name: 'east', labels: {}, audit: true }] }, async (started) => {
  fromTheStart = new AuditLog(started.spoke('east'));
  await allow(BUDGET, started);
  await started.startHub();
  ports = await findFreePorts(2);
  await Promise.all(ports.map((port) => started.startWorker({ NABE_LISTEN_PORT: String(port) })));
  red = await Team.add(started, {
    name: 'red',
    files: (url) => ({ 'appsets/red.yaml': appSet({ name: 'red', repoURL: url, namespace: 'red' }), ...files('1') }),
  });
});

/** What the platform team lets the spoke be asked for at once. */
async function allow(requestsInFlight: number, to = world()): Promise<void> {
  const path = '/apis/nabe.dev/v1alpha1/namespaces/nabe-system/clusters/east';
  const cluster = { apiVersion: 'nabe.dev/v1alpha1', kind: 'Cluster', metadata: { name: 'east' } };
  await to.put(path, { ...cluster, spec: { limits: { requestsInFlight, concurrentSyncs: 16 } } });
}

function files(value: string): Record<string, string> {
  const objects = (name: string) =>
    Array.from({ length: OBJECTS }, (_, index) => configMap(`${name}-${index}`, value)).join('---\n');
  return Object.fromEntries(APPLICATIONS.map((name) => [`apps/${name}/objects.yaml`, objects(name)]));
}

const synced = APPLICATIONS.map((name) => `${name}-east`);
const applies = (requests: readonly AuditedRequest[]) => requests.filter(({ resource }) => resource === 'configmaps');

it('is never asked for more at once than its budget, by the hub and two workers together', async () => {
  await red.untilSynced(synced);
  const commit = await red.commit(files('2'), 'Change everything');
  await red.untilSynced(synced, commit);

  const requests = fromTheStart.requests();
  expect(applies(requests).length).toBeGreaterThanOrEqual(2 * APPLICATIONS.length * OBJECTS);
  expect(mostAtOnce(requests)).toBeLessThanOrEqual(BUDGET);
});

it('is worked within the part of each worker, which shows in its metrics', async () => {
  const texts = await Promise.all(ports.map(async (port) => (await fetch(`http://127.0.0.1:${port}/metrics`)).text()));
  const limits = texts.map((text) => /^nabe_spoke_in_flight_limit\{cluster="east"\} (\d+)$/m.exec(text)?.[1]);
  const syncs = texts.flatMap(
    (text) => /^nabe_sync_operations_total\{tenant="red",outcome="synced"\} (\d+)$/m.exec(text)?.[1] ?? [],
  );

  expect(limits.map(Number).every((limit) => limit >= 1 && limit <= 2)).toBe(true);
  expect(syncs.reduce((sum, count) => sum + Number(count), 0)).toBeGreaterThanOrEqual(2 * APPLICATIONS.length);
});

it('is asked for more once the platform team allows it', async () => {
  const log = new AuditLog(world().spoke('east'));
  await allow(PLENTY);
  // A worker whose answers were slow meanwhile asks for one more at once with each round of answers.
  for (let round = 1; round <= MOST_ROUNDS && mostAtOnce(log.requests()) <= BUDGET; round += 1) {
    const commit = await red.commit(files(`${2 + round}`), 'Change everything again');
    await red.untilSynced(synced, commit);
  }
  expect(mostAtOnce(log.requests())).toBeGreaterThan(BUDGET);
});
