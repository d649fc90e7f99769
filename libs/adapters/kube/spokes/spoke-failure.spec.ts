import { describe, expect, it } from 'vitest';
import type { RequestFailure } from '../transport/kube-request.ts';
import { type Asked, spokeFailure } from './spoke-failure.ts';

const asked: Asked = { cluster: 'prod-eu', what: 'apply ConfigMap shop/web' };
const because = (status: number, more: Partial<RequestFailure> = {}): RequestFailure => ({
  status,
  reason: 'Reason',
  message: 'the words of the server',
  causes: [],
  ...more,
});
const conflict = (field: string, manager: string) => ({
  reason: 'FieldManagerConflict',
  field,
  message: `conflict with "${manager}" using apps/v1 at 2026-01-01T00:00:00Z`,
});

describe('spokeFailure', () => {
  it.each([
    { name: 'tries again when there was no answer', failure: because(0), kind: 'unreachable' },
    { name: 'tries again after 429', failure: because(429), kind: 'unreachable' },
    { name: 'tries again after 500', failure: because(500), kind: 'unreachable' },
    { name: 'tries again after a request time-out', failure: because(408), kind: 'unreachable' },
    { name: 'tells 403 as forbidden', failure: because(403), kind: 'forbidden' },
    {
      name: 'waits for a namespace that is on its way out',
      failure: because(403, { causes: [{ reason: 'NamespaceTerminating', field: 'metadata.namespace', message: '' }] }),
      kind: 'unreachable',
    },
    { name: "tells Kubernetes' own 404", failure: because(404, { reason: 'NotFound' }), kind: 'not-found' },
    {
      name: "concludes nothing from a proxy's 404",
      failure: because(404, { reason: 'HTTP 404' }),
      kind: 'unreachable',
    },
    { name: 'tells 422 as a fault of the manifest', failure: because(422), kind: 'invalid' },
    { name: 'tells 400 as a fault of the manifest', failure: because(400), kind: 'invalid' },
    { name: 'tries again after a race of writers', failure: because(409), kind: 'unreachable' },
  ])('$name', ({ failure, kind }) => {
    expect(spokeFailure(asked, failure)).toEqual({
      kind,
      message: 'Cannot apply ConfigMap shop/web on cluster prod-eu: the words of the server',
    });
  });

  it.each([
    { name: 'tells a conflict over our UID as a failed precondition', failure: because(409) },
    {
      name: 'tells a UID that the server calls immutable as a failed precondition',
      failure: because(422, { causes: [{ reason: 'FieldValueInvalid', field: 'metadata.uid', message: '' }] }),
    },
  ])('$name', ({ failure }) => {
    expect(spokeFailure({ ...asked, withUid: true }, failure).kind).toBe('precondition');
  });

  it('passes on how long the server asks to wait', () => {
    expect(spokeFailure(asked, because(429, { retryAfterMs: 1000 }))).toMatchObject({ retryAfterMs: 1000 });
  });

  it('names the managers and fields of a conflict, sorted and without times', () => {
    const causes = [conflict('.spec.replicas', 'hpa'), conflict('.data.b', 'kubectl'), conflict('.data.a', 'kubectl')];
    expect(spokeFailure(asked, because(409, { causes }))).toEqual({
      kind: 'field-conflict',
      managers: ['hpa', 'kubectl'],
      message:
        'Cannot apply ConfigMap shop/web on cluster prod-eu: hpa, kubectl own fields of it: .data.a, .data.b, .spec.replicas',
    });
  });

  it('says who must act when the credentials are refused', () => {
    expect(spokeFailure(asked, because(401))).toEqual({
      kind: 'unauthorized',
      message:
        "Cannot apply ConfigMap shop/web on cluster prod-eu: the cluster refuses the hub's credentials; the platform team has to renew them",
    });
  });

  it('tells only reason and fields of a Secret', () => {
    const causes = [{ reason: 'FieldValueInvalid', field: 'data[tls.key]', message: 'Invalid value: "hunter2"' }];
    const failure = because(422, { reason: 'Invalid', message: 'Invalid value: "hunter2"', causes });
    expect(spokeFailure({ ...asked, isSecret: true }, failure)).toEqual({
      kind: 'invalid',
      message: 'Cannot apply ConfigMap shop/web on cluster prod-eu: Invalid in data[tls.key]',
    });
  });
});
