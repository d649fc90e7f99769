import { expect, it } from 'vitest';
import { AuditLog, describeRequest } from '../../world/audit-log.ts';
import { pathOf } from '../../world/objects.ts';
import { configMap, directorySet } from '../../world/small-manifests.ts';
import { storyWorld } from '../../world/story-world.ts';
import { Team } from '../../world/team.ts';

/** What somebody else does to an object of ours. `us`: the name under which Nabe applies. */
type Deed = (path: string, us: string) => Promise<void>;

interface Case {
  readonly name: string;
  /** Default: configmaps. */
  readonly kind?: 'configmaps' | 'deployments';
  readonly deed: Deed;
  /** Whether Nabe repairs it; it sends no request otherwise. */
  readonly isDrift: boolean;
}

const MERGE = 'application/merge-patch+json';
const JSON_PATCH = 'application/json-patch+json';
const APPLY = 'application/apply-patch+yaml';
const STRATEGIC = 'application/strategic-merge-patch+json';

const cases: Case[] = [
  { name: 'a value that was changed', deed: patch({ data: { VALUE: 'theirs' } }), isDrift: true },
  { name: 'a value that was written as it is', deed: patch({ data: { VALUE: 'git' } }), isDrift: false },
  { name: 'a field that was removed', deed: patch({ data: { VALUE: null } }), isDrift: true },
  { name: 'a label that was removed', deed: patch({ metadata: { labels: { team: null } } }), isDrift: true },
  { name: 'a list item that was removed', kind: 'deployments', deed: removeSecondContainer, isDrift: true },
  { name: 'an apply of another value without force, which is refused', deed: applyWithoutForce, isDrift: false },
  { name: 'an apply of the same value', deed: apply({ data: { VALUE: 'git' } }), isDrift: false },
  {
    name: 'an apply of another value with force',
    deed: apply({ data: { VALUE: 'theirs' } }, '&force=true'),
    isDrift: true,
  },
  { name: 'a value that was changed and changed back', deed: changeAndChangeBack, isDrift: true },
  { name: 'a field that nobody owned', deed: patch({ data: { NEW: 'theirs' } }), isDrift: false },
  { name: 'an item of a list that counts as one', kind: 'deployments', deed: addArgument, isDrift: true },
  { name: "an update under Nabe's own name", deed: updateAsUs, isDrift: true },
  { name: "an apply of fewer fields under Nabe's own name", deed: applyAsUs, isDrift: true },
  // Nobody can tell it from Nabe's own: the name is the hub's, and nobody meets it by accident.
  { name: "an apply of the same fields under Nabe's own name", deed: applySameFieldsAsUs, isDrift: false },
  { name: 'a client-side apply of kubectl', deed: applyAsKubectl, isDrift: true },
  { name: 'a scale', kind: 'deployments', deed: scale, isDrift: true },
  { name: 'a status', kind: 'deployments', deed: writeStatus, isDrift: false },
  { name: 'managedFields that were stripped', deed: patch({ metadata: { managedFields: [{}] } }), isDrift: true },
  { name: 'fields of more than ten other managers', deed: writeAsMany, isDrift: false },
  { name: 'a deletion', deed: (path) => send('DELETE', path), isDrift: true },
  { name: 'a deletion and a new object of the same name', deed: replace, isDrift: true },
];

let red: Team;
const spokes = [{ name: 'east', labels: {}, audit: true }];
const world = storyWorld({ spokes }, async (started) => {
  await started.startHub();
  await started.startWorker();
  red = await Team.add(started, {
    name: 'red',
    files: (url) => ({
      'appsets/all.yaml': directorySet({ name: 'all', repoURL: url, namespace: 'red', path: 'all' }),
      ...Object.fromEntries(
        cases.flatMap(({ kind }, index) => [
          [`all/${nameOf(index)}.yaml`, manifest(nameOf(index), kind)],
          [`all/${markerOf(index)}.yaml`, configMap(markerOf(index), 'git')],
        ]),
      ),
    }),
  });
  await started.until('everything is there', async () => {
    const status = (await red.application('all-east'))?.status;
    return status?.sync?.status === 'Synced' && status.inventory?.length === 2 * cases.length;
  });
});

function nameOf(index: number): string {
  return `case-${index}`;
}

function markerOf(index: number): string {
  return `marker-${index}`;
}

function manifest(name: string, kind: Case['kind'] = 'configmaps'): string {
  const labels = { team: 'red' };
  if (kind === 'configmaps')
    return JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, labels },
      data: { VALUE: 'git', MORE: 'git' },
    });
  const containers = ['one', 'two'].map((container) => ({ name: container, image: 'web:1', args: ['a', 'b'] }));
  const template = { metadata: { labels }, spec: { containers } };
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: { replicas: 1, selector: { matchLabels: labels }, template },
  });
}

interface LiveObject {
  readonly metadata: {
    readonly labels?: object;
    readonly annotations?: object;
    readonly managedFields?: readonly { readonly manager?: string; readonly operation?: string }[];
  };
  readonly data?: object;
  readonly spec?: object;
}

it.each(cases.map((one, index) => ({ ...one, index })))(
  '$name: drift $isDrift',
  async ({ kind = 'configmaps', deed, isDrift, index }) => {
    const path = pathOf(kind, 'red', nameOf(index));
    const before = await read(path);
    const us = before?.metadata.managedFields?.find(({ operation }) => operation === 'Apply')?.manager ?? '';
    const log = new AuditLog(world().spoke('east'));

    await deed(path, us);

    if (isDrift) await world().until(`${path} is as git says`, async () => isAsBefore(before, await read(path), us));
    // A ConfigMap that changes later is seen later: once it is back, the change before it has been seen too.
    await losePatiently(pathOf('configmaps', 'red', markerOf(index)));
    const repairs = log
      .requests()
      .filter(({ verb, name, actor }) => verb === 'patch' && name === nameOf(index) && actor.endsWith(':red'));
    // Two where the machine is so slow that Nabe asks for the repair again meanwhile.
    expect([...new Set(repairs.map(describeRequest))]).toEqual(
      isDrift ? [`patch ${kind} red/${nameOf(index)} as red`] : [],
    );
  },
);

/** Deletes an object and waits until it is back. */
async function losePatiently(path: string): Promise<void> {
  await send('DELETE', path);
  await world().until(`${path} is back`, async () => (await read(path)) !== undefined);
}

/** What git says is there, and Nabe's name is on it. */
function isAsBefore(before: LiveObject | undefined, now: LiveObject | undefined, us: string): boolean {
  const [was, is] = [before, now].map((object) =>
    JSON.stringify([object?.metadata.labels, object?.data, object?.spec]),
  );
  return (
    was === is &&
    now?.metadata.managedFields?.some(({ manager, operation }) => manager === us && operation === 'Apply') === true
  );
}

async function read(path: string): Promise<LiveObject | undefined> {
  const { status, body } = await world().spoke('east').request<LiveObject>('GET', path);
  return status === 200 ? body : undefined;
}

async function send(
  method: 'PUT' | 'PATCH' | 'POST' | 'DELETE',
  path: string,
  body?: object,
  type = MERGE,
): Promise<void> {
  const { status, body: answer } = await world().spoke('east').request(method, path, body, { 'content-type': type });
  if (status >= 300) throw new Error(`cannot ${method} ${path}: ${status} ${JSON.stringify(answer)}`);
}

async function statusOf(
  method: 'PUT' | 'PATCH' | 'POST' | 'DELETE',
  path: string,
  body?: object,
  type = MERGE,
): Promise<number> {
  return (await world().spoke('east').request(method, path, body, { 'content-type': type })).status;
}

function patch(body: object): Deed {
  return (path) => send('PATCH', path, body);
}

/** Server-side apply by a manager of the name `other`. */
function apply(fields: object, query = ''): Deed {
  return (path) => send('PATCH', `${path}?fieldManager=other${query}`, { ...CONFIG_MAP, ...fields }, APPLY);
}

const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap' };

async function applyWithoutForce(path: string): Promise<void> {
  const body = { ...CONFIG_MAP, data: { VALUE: 'theirs' } };
  expect(await statusOf('PATCH', `${path}?fieldManager=other`, body, APPLY)).toBe(409);
}

async function changeAndChangeBack(path: string): Promise<void> {
  await send('PATCH', path, { data: { VALUE: 'theirs' } });
  await send('PATCH', path, { data: { VALUE: 'git' } });
}

function removeSecondContainer(path: string): Promise<void> {
  return send('PATCH', path, [{ op: 'remove', path: '/spec/template/spec/containers/1' }], JSON_PATCH);
}

function addArgument(path: string): Promise<void> {
  const operation = { op: 'add', path: '/spec/template/spec/containers/0/args/-', value: 'c' };
  return send('PATCH', path, [operation], JSON_PATCH);
}

function updateAsUs(path: string, us: string): Promise<void> {
  return send('PATCH', `${path}?fieldManager=${us}`, { data: { VALUE: 'theirs' } });
}

function applyAsUs(path: string, us: string): Promise<void> {
  const metadata = { name: path.slice(path.lastIndexOf('/') + 1) };
  const body = { ...CONFIG_MAP, metadata, data: { VALUE: 'theirs' } };
  return send('PATCH', `${path}?fieldManager=${us}&force=true`, body, APPLY);
}

async function applySameFieldsAsUs(path: string, us: string): Promise<void> {
  const live = await read(path);
  const { labels, annotations } = live?.metadata ?? {};
  const metadata = { name: path.slice(path.lastIndexOf('/') + 1), labels, annotations };
  const body = { ...CONFIG_MAP, metadata, data: { ...live?.data, VALUE: 'theirs' } };
  await send('PATCH', `${path}?fieldManager=${us}&force=true`, body, APPLY);
}

/** What kubectl sends: a patch with what it applied beside it. */
async function applyAsKubectl(path: string): Promise<void> {
  const data = { VALUE: 'theirs' };
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ ...CONFIG_MAP, data }) };
  await send('PATCH', `${path}?fieldManager=kubectl-client-side-apply`, { metadata: { annotations }, data }, STRATEGIC);
}

function scale(path: string): Promise<void> {
  return send('PATCH', `${path}/scale`, { spec: { replicas: 3 } });
}

function writeStatus(path: string): Promise<void> {
  return send('PATCH', `${path}/status`, { status: { replicas: 3 } });
}

async function writeAsMany(path: string): Promise<void> {
  for (let writer = 0; writer < 12; writer += 1) {
    await send('PATCH', `${path}?fieldManager=writer-${writer}`, { data: { [`FROM_${writer}`]: 'theirs' } });
  }
}

/** Like git's, made by somebody else. */
async function replace(path: string): Promise<void> {
  await send('DELETE', path);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const collection = path.slice(0, path.lastIndexOf('/'));
  // Nabe may have been quicker.
  await statusOf('POST', collection, {
    ...CONFIG_MAP,
    metadata: { name, labels: { team: 'red' } },
    data: { VALUE: 'theirs' },
  });
}
