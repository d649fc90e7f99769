import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { waitUntil } from '../fleet/processes/wait-until.ts';
import { AuditLog, describeRequest, isWrite } from '../world/audit-log.ts';
import { editObject, pathOf, readObject } from '../world/objects.ts';
import { appSet, configMap } from '../world/small-manifests.ts';
import { storyWorld } from '../world/story-world.ts';
import { Team } from '../world/team.ts';

const CLUSTERS = ['east', 'west'];
const APPLICATIONS = ['few-east', 'few-west', 'many-east', 'many-west'];
const MANY = ['one', 'two', 'three', 'four', 'five'];
const RED = 'system:serviceaccount:nabe-tenants:red';
const MINUTE_MS = 60_000;
const QUIET_MS = 3000;

let red: Team;
let fromTheStart: AuditLog[] = [];
const spokes = CLUSTERS.map((name) => ({ name, labels: {}, audit: true }));
const world = storyWorld({ spokes, management: { audit: true } }, async (started) => {
  fromTheStart = CLUSTERS.map((cluster) => new AuditLog(started.spoke(cluster)));
  await started.startHub();
  // One only: at its first sync on a cluster, whenever that is, each worker asks what the cluster serves.
  await started.startWorker();
  red = await Team.add(started, { name: 'red', files: filesOfRed });
  await red.untilSynced(APPLICATIONS);
});

function filesOfRed(url: string): Record<string, string> {
  return {
    'README.md': 'What red runs\n',
    'appsets/red.yaml': appSet({ name: 'red', repoURL: url, namespace: 'red' }),
    'apps/few/config.yaml': configMap('few', '1'),
    ...Object.fromEntries(MANY.map((name) => [`apps/many/${name}.yaml`, configMap(name, '1')])),
  };
}

function logsFromNow(): AuditLog[] {
  return CLUSTERS.map((cluster) => new AuditLog(world().spoke(cluster)));
}

/** What each spoke was asked for besides watches, in alphabetical order. */
function requestsBesidesWatches(logs: readonly AuditLog[]): string[][] {
  return logs.map((log) =>
    log
      .requests()
      .filter(({ verb }) => verb !== 'watch')
      .map(describeRequest)
      .toSorted(),
  );
}

/** Waits until the spokes have not been asked for anything for a while. */
async function untilQuiet(): Promise<void> {
  let [count, sinceMs] = [-1, 0];
  const isQuiet = async () => {
    const now = fromTheStart.reduce((sum, log) => sum + log.requests().length, 0);
    if (now !== count) [count, sinceMs] = [now, performance.now()];
    return performance.now() - sinceMs > QUIET_MS;
  };
  await waitUntil(isQuiet, {
    what: 'the spokes are left alone',
    deadlineMs: 30_000,
    intervalMs: 100,
    explain: () => world().logs(),
  });
}

async function untilArrived(name: string, value: string): Promise<void> {
  const hasArrived = async () => {
    const objects = await Promise.all(
      CLUSTERS.map((cluster) => readObject(world(), cluster, pathOf('configmaps', 'red', name))),
    );
    return objects.every((object) => object?.data?.['VALUE'] === value);
  };
  await waitUntil(hasArrived, {
    what: `${name} is ${value} on all spokes`,
    deadlineMs: 30_000,
    explain: () => world().logs(),
  });
}

describe('requests that the spokes count', () => {
  it('are one PATCH for each object at the first sync', () => {
    const counted = fromTheStart.map((log) =>
      log.requests().filter(({ actor, verb }) => actor === RED && verb !== 'watch'),
    );

    const once = [...MANY, 'few'].map((name) => `patch configmaps red/${name} as red`).toSorted();
    expect(counted.map((requests) => requests.map(describeRequest).toSorted())).toEqual([once, once]);
    expect(counted.flat().every(({ code }) => code === 201)).toBe(true);
  });

  it('are one PATCH on each target for a commit that changes one of five objects, and one status for each Application', async () => {
    await untilQuiet();
    const logs = logsFromNow();
    const onManagement = new AuditLog(world().fleet.management);
    await red.commit({ 'apps/many/three.yaml': configMap('three', '2') }, 'Change three');
    await untilArrived('three', '2');
    await untilQuiet();

    expect(requestsBesidesWatches(logs)).toEqual([
      ['patch configmaps red/three as red'],
      ['patch configmaps red/three as red'],
    ]);
    const written = onManagement.requests().filter((request) => isWrite(request) && request.resource !== 'leases');
    expect(written.map(describeRequest).toSorted()).toEqual([
      'patch applications/status tenant-red/many-east as nabe-hub',
      'patch applications/status tenant-red/many-west as nabe-hub',
      'patch repositories/status tenant-red/red as nabe-hub',
    ]);
  });

  it('are none for commits that change a comment, or a file outside of every path', async () => {
    await untilQuiet();
    const logs = logsFromNow();
    await red.commit({ 'README.md': 'What red runs, in new words\n' }, 'Rewrite the README');
    const commit = await red.commit(
      { 'apps/many/one.yaml': `# As agreed on Monday\n${configMap('one', '1')}` },
      'Explain one',
    );
    const haveSeenTheComment = async () => {
      const applications = (await red.applications()).filter(({ metadata }) => metadata.name.startsWith('many-'));
      return applications.every(({ status }) => status.sync?.status === 'Synced' && status.sync.commit === commit);
    };
    await waitUntil(haveSeenTheComment, {
      what: 'many is synced to the comment',
      deadlineMs: 30_000,
      explain: () => world().logs(),
    });
    await untilQuiet();

    expect(requestsBesidesWatches(logs)).toEqual([[], []]);
  });

  it('are one PATCH for a change by hand', async () => {
    await untilQuiet();
    const logs = logsFromNow();
    await editObject(world(), 'east', pathOf('configmaps', 'red', 'few'), { data: { VALUE: 'by hand' } });
    await untilArrived('few', '1');
    await untilQuiet();

    expect(requestsBesidesWatches(logs)).toEqual([['patch configmaps red/few as red'], []]);
  });
});

describe('an idle minute', () => {
  it('costs the spokes nothing but watches, and the management cluster nothing but watches and Leases', async () => {
    await untilQuiet();
    const onSpokes = logsFromNow();
    const onManagement = new AuditLog(world().fleet.management);
    // The minute itself is what is looked at: nothing else says when it is over.
    await sleep(MINUTE_MS);

    expect(requestsBesidesWatches(onSpokes)).toEqual([[], []]);
    const others = onManagement.requests().filter(({ verb, resource }) => verb !== 'watch' && resource !== 'leases');
    expect(others.map(describeRequest)).toEqual([]);
    // Leases are renewed all the time: the minute was counted.
    expect(onManagement.requests().some(({ verb, resource }) => verb === 'update' && resource === 'leases')).toBe(true);
  });
});
