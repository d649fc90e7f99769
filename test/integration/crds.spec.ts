import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { RESOURCE_DEFINITIONS } from '#core/resources/schema/resource-definitions.ts';
import { type Fleet, startFleet } from '../fleet/fleet.ts';
import type { LocalCluster } from '../fleet/kubernetes/local-cluster.ts';
import { createSeen, installFromChart, installFromHub } from './fixtures/crd-install.ts';
import { collectionOf, withSpec } from './fixtures/resource-objects.ts';

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

interface Crd {
  readonly metadata: { readonly name: string; readonly generation: number };
  readonly status: { readonly conditions: readonly { readonly type: string; readonly status: string }[] };
}

let fleet: Fleet;
let cluster: LocalCluster;
beforeAll(async () => {
  fleet = await startFleet({ spokes: [] });
  cluster = fleet.management;
  await installFromChart(cluster);
  await installFromHub(cluster);
  await createSeen(cluster);
});
afterAll(() => fleet?.stop());

describe('the CRDs', () => {
  it('are established, and the API server finds nothing wrong with their schemas', async () => {
    const { body } = await cluster.request<{ items: Crd[] }>('GET', CRDS);
    const seen = body.items.map(({ metadata, status }) => ({
      name: metadata.name,
      conditions: status.conditions.map(({ type, status: holds }) => `${type} ${holds}`).toSorted(),
    }));
    const names = RESOURCE_DEFINITIONS.map(({ plural }) => `${plural}.nabe.dev`).toSorted();
    const conditions = ['Established True', 'NamesAccepted True'];
    expect(seen).toEqual(names.map((name) => ({ name, conditions })));
  });

  it('are the same from the chart and from installManagement', async () => {
    const { body } = await cluster.request<{ items: Crd[] }>('GET', CRDS);
    expect(body.items.map(({ metadata }) => metadata.generation)).toEqual([1, 1, 1, 1, 1]);
  });
});

describe('kubectl get', () => {
  it.each([
    { plural: 'tenants', columns: ['Name', 'Namespace', 'Ready', 'Message (wide)', 'Age'] },
    {
      plural: 'clusters',
      columns: ['Name', 'Phase', 'Version', 'Server (wide)', 'Message (wide)', 'Age'],
    },
    { plural: 'repositories', columns: ['Name', 'URL', 'Ready', 'Message (wide)', 'Age'] },
    { plural: 'applicationsets', columns: ['Name', 'Applications', 'Ready', 'Message (wide)', 'Age'] },
    {
      plural: 'applications',
      columns: ['Name', 'Cluster', 'Sync', 'Health', 'Operation (wide)', 'Commit (wide)', 'Summary (wide)', 'Age'],
    },
  ] as const)('shows of $plural: $columns', async ({ plural, columns }) => {
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
    interface Table {
      readonly columnDefinitions: readonly { readonly name: string; readonly priority: number }[];
    }
    const { body } = await cluster.request<Table>('GET', collectionOf(plural), undefined, { accept });
    const names = body.columnDefinitions.map(({ name, priority }) => (priority > 0 ? `${name} (wide)` : name));
    expect(names).toEqual(columns);
  });

  it('fills the columns from spec and status', async () => {
    const path = `${collectionOf('applications')}/seen`;
    const status = {
      sync: { status: 'OutOfSync', commit: 'c0ffee' },
      health: { status: 'Degraded' },
      operation: { phase: 'Stalled' },
      summary: 'Not synced: because.',
    };
    await cluster.request('PATCH', `${path}/status`, { status }, { 'content-type': 'application/merge-patch+json' });
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
    const { body } = await cluster.request<{ rows: { cells: unknown[] }[] }>('GET', path, undefined, { accept });
    expect(body.rows.map(({ cells }) => cells.slice(0, -1))).toEqual([
      ['seen', 'prod-eu', 'OutOfSync', 'Degraded', 'Stalled', 'c0ffee', 'Not synced: because.'],
    ]);
  });
});

describe('a field nobody knows', () => {
  it('is dropped, and refused when the client asks for strict validation as kubectl does', async () => {
    const object = withSpec('repositories', { intervall: '5s' });
    const path = collectionOf('repositories');
    const kept = await cluster.request<{ spec: JsonObject }>('POST', `${path}?dryRun=All`, object);
    expect(kept.body.spec).toEqual({ url: 'https://git.example/shop', type: 'git', interval: '60s' });
    const strict = await cluster.request<{ message: string }>(
      'POST',
      `${path}?dryRun=All&fieldValidation=Strict`,
      object,
    );
    expect({ status: strict.status, message: strict.body.message }).toEqual({
      status: 400,
      message: expect.stringContaining('unknown field "spec.intervall"'),
    });
  });

  it.each([
    {
      name: 'of an Application and its source stays, so that the hub can refuse it by name',
      plural: 'applications' as const,
      spec: {
        sourceHydrator: { drySource: { repoURL: 'x' } },
        source: { repoURL: 'https://git.example/shop', plugin: { name: 'x' } },
      },
      stored: {
        sourceHydrator: { drySource: { repoURL: 'x' } },
        source: {
          repoURL: 'https://git.example/shop',
          path: '.',
          targetRevision: 'HEAD',
          plugin: { name: 'x' },
        },
        destination: { name: 'prod-eu', namespace: '' },
      },
    },
    {
      name: 'of a generator or a template stays, for the same reason',
      plural: 'applicationsets' as const,
      spec: { generators: [{ plugin: { x: 1 } }], template: { metadata: { name: 'a' }, spec: { any: ['thing'] } } },
      stored: {
        goTemplate: false,
        goTemplateOptions: [],
        generators: [{ plugin: { x: 1 } }],
        template: { metadata: { name: 'a' }, spec: { any: ['thing'] } },
        syncPolicy: {},
      },
    },
  ])('$name', async ({ plural, spec, stored }) => {
    const path = `${collectionOf(plural)}?dryRun=All`;
    const { body } = await cluster.request<{ spec: JsonObject }>('POST', path, withSpec(plural, spec));
    expect(body.spec).toEqual(stored);
  });
});

describe('defaults', () => {
  it.each([
    {
      plural: 'tenants' as const,
      spec: { configSources: [{ repoURL: 'https://git.example/shop' }], quota: {} },
      stored: {
        sourceRepos: [],
        destinations: [],
        clusterResources: {},
        namespaceResources: {},
        configSources: [{ repoURL: 'https://git.example/shop', revision: 'HEAD', path: '.' }],
        healthRules: [],
        quota: { weight: 1 },
      },
    },
    {
      plural: 'clusters' as const,
      spec: { limits: { concurrentSyncs: 2 } },
      stored: {
        server: 'https://prod-eu.example:6443',
        credentialsRef: { name: 'prod-eu' },
        limits: { requestsInFlight: 32, concurrentSyncs: 2 },
      },
    },
  ])('are filled in by the API server for $plural', async ({ plural, spec, stored }) => {
    const path = `${collectionOf(plural)}?dryRun=All`;
    const { body } = await cluster.request<{ spec: JsonObject }>('POST', path, withSpec(plural, spec));
    expect(body.spec).toEqual(stored);
  });
});
