import { describe, expect, it } from 'vitest';
import { Application, type ApplicationStatus } from '../resources/application.ts';
import { assessSyncNeed } from './sync-need.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');
const LATER = '2026-01-01T00:00:30Z';

function application(status: ApplicationStatus, deletionTimestamp?: string) {
  const metadata = { name: 'web', namespace: 'tenant-red', ...(deletionTimestamp && { deletionTimestamp }) };
  return Application.parse({ metadata, spec: { destination: { name: 'prod', namespace: 'web' } }, status });
}

describe('assessSyncNeed', () => {
  it.each<{
    name: string;
    status: ApplicationStatus;
    deleted?: string;
    isAnswered?: boolean;
    request?: string;
    need: unknown;
  }>([
    { name: 'wants a sync of an Application that was never synced', status: {}, need: { kind: 'now' } },
    {
      name: 'wants nothing while the inputs are the synced ones',
      status: { sync: { status: 'Synced', inputsDigest: 'new' } },
      need: { kind: 'none' },
    },
    {
      name: 'wants a sync when the inputs changed',
      status: { sync: { status: 'Synced', inputsDigest: 'old' } },
      need: { kind: 'now' },
    },
    {
      name: 'waits for the time that a failed operation named',
      status: { operation: { phase: 'Failed', inputsDigest: 'new', retryAt: LATER } },
      need: { kind: 'later', atMs: Date.parse(LATER) },
    },
    {
      name: 'does not wait when the inputs changed since the failure',
      status: { operation: { phase: 'Failed', inputsDigest: 'old', retryAt: LATER } },
      need: { kind: 'now' },
    },
    {
      name: 'waits as a worker said that was asked for these inputs and saw others',
      status: { operation: { phase: 'Waiting', inputsDigest: 'seen by the worker', retryAt: LATER } },
      isAnswered: true,
      need: { kind: 'later', atMs: Date.parse(LATER) },
    },
    {
      name: 'asks again when a worker that saw other inputs waits for their change: its view was late',
      status: { operation: { phase: 'Stalled', inputsDigest: 'seen by the worker' } },
      isAnswered: true,
      need: { kind: 'now' },
    },
    {
      name: 'wants nothing while a stalled operation waits for a change',
      status: { operation: { phase: 'Stalled', inputsDigest: 'new' } },
      need: { kind: 'none' },
    },
    {
      name: 'leaves a running operation to its worker for a while',
      status: { operation: { phase: 'Running', inputsDigest: 'new', startedAt: '2026-01-01T00:00:00Z' } },
      need: { kind: 'later', atMs: Date.parse(LATER) },
    },
    {
      name: 'takes up an operation that has been running for too long: its worker and the queue are gone',
      status: { operation: { phase: 'Running', inputsDigest: 'new', startedAt: '2025-12-31T23:59:30Z' } },
      need: { kind: 'now' },
    },
    {
      name: 'wants a deletion although the inputs are the synced ones',
      status: { sync: { status: 'Synced', inputsDigest: 'new' } },
      deleted: '2026-01-01T00:00:00Z',
      need: { kind: 'now' },
    },
    {
      name: 'wants what a person asks for although the inputs are the synced ones',
      status: { sync: { status: 'Synced', inputsDigest: 'new' } },
      request: 'asked',
      need: { kind: 'now' },
    },
    {
      name: 'waits for the time that the operation for a request named',
      status: { operation: { phase: 'Waiting', inputsDigest: 'new', request: 'asked', retryAt: LATER } },
      request: 'asked',
      need: { kind: 'later', atMs: Date.parse(LATER) },
    },
    {
      name: 'does not wait for what a request waited for with other inputs, such as rules that are gone',
      status: { operation: { phase: 'Waiting', inputsDigest: 'old', request: 'asked', retryAt: LATER } },
      request: 'asked',
      need: { kind: 'now' },
    },
    {
      name: 'waits for the time that a worker named for a request, which saw other inputs than the hub',
      status: { operation: { phase: 'Waiting', inputsDigest: 'old', request: 'asked', retryAt: LATER } },
      isAnswered: true,
      request: 'asked',
      need: { kind: 'later', atMs: Date.parse(LATER) },
    },
    {
      name: 'wants another request at once, whatever the last operation waits for',
      status: { operation: { phase: 'Waiting', inputsDigest: 'new', request: 'another', retryAt: LATER } },
      request: 'asked',
      need: { kind: 'now' },
    },
    {
      name: 'wants a request again that has ended and is still there: it was asked for anew',
      status: { operation: { phase: 'Succeeded', inputsDigest: 'new', request: 'asked' } },
      request: 'asked',
      need: { kind: 'now' },
    },
    {
      name: 'waits before a failed deletion is tried again',
      status: { operation: { phase: 'Failed', inputsDigest: 'deletion', retryAt: LATER } },
      deleted: '2026-01-01T00:00:00Z',
      need: { kind: 'later', atMs: Date.parse(LATER) },
    },
  ])('$name', ({ status, deleted, isAnswered, request, need }) => {
    expect(assessSyncNeed(application(status, deleted), 'new', NOW, isAnswered, request)).toEqual(need);
  });

  it.each([
    { name: 'is begun at once when it was approved since', approvedAt: '2026-01-01T00:00:01Z', need: { kind: 'now' } },
    {
      name: 'waits while the only approval is an old one',
      approvedAt: '2025-12-31T00:00:00Z',
      need: { kind: 'later', atMs: Date.parse(LATER) },
    },
  ])('a deletion that waits for an approval $name', ({ approvedAt, need }) => {
    const operation = {
      phase: 'Failed' as const,
      reason: 'DeletionUnapproved',
      inputsDigest: 'deletion',
      retryAt: LATER,
    };
    const { metadata, ...held } = application({ operation }, '2026-01-01T00:00:00Z');
    const annotations = { 'argocd.argoproj.io/deletion-approved': approvedAt };
    expect(assessSyncNeed({ ...held, metadata: { ...metadata, annotations } }, 'new', NOW)).toEqual(need);
  });
});
