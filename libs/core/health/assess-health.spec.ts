import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJsonObject } from '#core/model/json.ts';
import { assessHealth } from './assess-health.ts';
import { findJudge } from './find-judge.ts';

describe('assessHealth', () => {
  it.each([
    {
      name: 'a suspended CronJob well',
      object: { apiVersion: 'batch/v1', kind: 'CronJob', spec: { suspend: true } },
      told: 'Healthy: CronJob is Suspended',
    },
    {
      name: 'the conditions of an autoscaler of version 2 alone',
      object: {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { annotations: { 'autoscaling.alpha.kubernetes.io/conditions': 'of version 1' } },
        status: { conditions: [{ type: 'AbleToScale', status: 'True', message: 'ready' }] },
      },
      told: 'Healthy: ready',
    },
    {
      name: 'no condition of a PodDisruptionBudget behind the one that is broken',
      object: {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        status: { conditions: [{ type: 'A', status: 'False', reason: 'SyncFailed' }, { type: 'B' }] },
      },
      told: 'Degraded: PodDisruptionBudget has SyncFailed',
    },
    {
      name: 'a running Pod of a restart policy that nobody knows',
      object: { apiVersion: 'v1', kind: 'Pod', spec: { restartPolicy: 'Sometimes' }, status: { phase: 'Running' } },
      told: 'Unknown: ',
    },
    {
      name: 'the phase of a Namespace not',
      object: { apiVersion: 'v1', kind: 'Namespace', status: {} },
      told: undefined,
    },
  ])('judges $name', ({ object, told }) => {
    const health = assessHealth(object);
    expect(health && `${health.status}: ${health.message}`).toBe(told);
  });

  it.each([
    {
      name: 'is being installed',
      conditions: [{ type: 'Established', status: 'False', reason: 'Installing' }],
      told: 'Progressing: CRD is being installed',
    },
    {
      name: 'has two things in its way',
      conditions: [
        { type: 'NamesAccepted', status: 'False', message: 'taken' },
        { type: 'Terminating', status: 'True', message: 'going' },
      ],
      told: 'Degraded: CRD names have not been accepted: taken',
    },
    {
      name: 'does not say what is in its way',
      conditions: [{ type: 'Terminating', status: 'True' }],
      told: 'Unknown: cannot read the object: its condition Terminating has no message',
    },
    { name: 'has no status', conditions: undefined, told: 'Unknown: cannot read the object: it has no status' },
  ])('judges a CustomResourceDefinition that $name', ({ conditions, told }) => {
    const kind = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' };
    const health = assessHealth({ ...kind, ...(conditions && { status: { conditions } }) });
    expect(`${health?.status}: ${health?.message}`).toBe(told);
  });

  it('says which field it cannot read', () => {
    const object = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas: 'two' } };
    expect(assessHealth(object)).toEqual({
      status: 'Unknown',
      message: 'cannot read the object: spec.replicas: Invalid input: expected number, received string',
    });
  });

  it('says which version it cannot judge', () => {
    expect(assessHealth({ apiVersion: 'apps/v1beta1', kind: 'Deployment' })).toEqual({
      status: 'Unknown',
      message: 'there is a health check for apps/v1 only',
    });
  });

  it('never throws, whatever spec and status look like', () => {
    const kinds = [
      'v1/Pod',
      'apps/v1/Deployment',
      'apps/v1/StatefulSet',
      'batch/v1/CronJob',
      'autoscaling/v1/HorizontalPodAutoscaler',
    ];
    const noise = fc.oneof(
      fc.jsonValue(),
      fc.record({ conditions: fc.jsonValue(), containerStatuses: fc.jsonValue() }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...kinds), noise, noise, (id, spec, status) => {
        const slash = id.lastIndexOf('/');
        const object: unknown = {
          apiVersion: id.slice(0, slash),
          kind: id.slice(slash + 1),
          metadata: { name: 'a' },
          spec,
          status,
        };
        expect(isJsonObject(object) && assessHealth(object)?.status).toBeTypeOf('string');
      }),
    );
  });

  it('judges nothing without apiVersion and kind', () => {
    expect(assessHealth({})).toBeUndefined();
  });
});

describe('findJudge', () => {
  it.each([
    { name: 'a kind of Kubernetes', group: 'apps', kind: 'Deployment', has: true },
    { name: 'a kind with a rule', group: 'cert-manager.io', kind: 'Certificate', has: true },
    { name: 'any kind of a group with a rule', group: 'ec2.aws.upbound.io', kind: 'VPC', has: true },
    { name: 'that there is none for a kind whose existence is enough', group: '', kind: 'ConfigMap', has: false },
    {
      name: 'that there is none for a group whose name only ends alike',
      group: 'nopcrossplane.io',
      kind: 'Thing',
      has: false,
    },
  ])('knows $name', ({ group, kind, has }) => {
    expect(findJudge({ group, kind }) !== undefined).toBe(has);
  });
});
