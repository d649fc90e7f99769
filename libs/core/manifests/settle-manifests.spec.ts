import { describe, expect, it } from 'vitest';
import type { Manifest } from '#core/model/objects/manifest.ts';
import { settleManifests } from './settle-manifests.ts';

const destination = { namespace: 'shop', isNamespaced: ({ kind }: { kind: string }) => kind !== 'Namespace' };

function place(manifest: Manifest, line = 1) {
  return { file: 'a.yaml', line, manifest };
}

function pod(name: string, metadata: Record<string, string | Record<string, string>> = {}): Manifest {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, name } };
}

describe('settleManifests', () => {
  it('puts objects that name no namespace into the destination and leaves the others where they want to be', () => {
    const namespace: Manifest = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop', namespace: 'ignored' },
    };
    const settled = settleManifests(
      [place(pod('a')), place(pod('b', { namespace: 'other' })), place(namespace)],
      destination,
    );
    expect(settled).toEqual({
      ok: true,
      value: [
        place(pod('a', { namespace: 'shop' })),
        place(pod('b', { namespace: 'other' })),
        place({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }),
      ],
    });
  });

  it('takes off what only the API server writes', () => {
    const exported: Manifest = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'a',
        uid: 'u',
        resourceVersion: '1',
        creationTimestamp: null,
        generation: 2,
        managedFields: [],
        selfLink: '/x',
        labels: { l: '1' },
      },
      spec: { status: 'kept' },
      status: { phase: 'Running' },
    };
    expect(settleManifests([place(exported)], destination)).toEqual({
      ok: true,
      value: [
        place({
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'a', namespace: 'shop', labels: { l: '1' } },
          spec: { status: 'kept' },
        }),
      ],
    });
  });

  it('refuses a namespaced object that nobody gives a namespace', () => {
    expect(settleManifests([place(pod('a'))], { ...destination, namespace: '' })).toEqual({
      ok: false,
      failure: [
        {
          file: 'a.yaml',
          line: 1,
          message: "Pod a names no namespace, and neither does the Application's destination",
        },
      ],
    });
  });

  it('refuses an object written twice, in any version and spelling of its namespace, naming both places', () => {
    const again: Manifest = {
      apiVersion: 'apps/v1beta1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop' },
    };
    const first: Manifest = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' } };
    expect(settleManifests([place(first, 3), place(again, 9)], destination)).toEqual({
      ok: false,
      failure: [
        { file: 'a.yaml', line: 9, message: 'Deployment shop/web is already written at a.yaml:3: remove one of them' },
      ],
    });
  });

  it('lets any number of hooks have no name yet', () => {
    const hook = pod('', { generateName: 'go-', annotations: { 'argocd.argoproj.io/hook': 'PreSync' } });
    expect(settleManifests([place(hook), place(hook)], destination)).toMatchObject({ ok: true });
  });

  it('leaves out what Argo CD never runs, such as the tests of a chart', () => {
    const tests = pod('check', { annotations: { 'helm.sh/hook': 'test' } });
    expect(settleManifests([place(tests)], destination)).toEqual({ ok: true, value: [] });
  });
});
