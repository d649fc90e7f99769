import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJsonObject } from '#core/model/json.ts';
import { assessHealth } from './assess-health.ts';
import { findJudge } from './find-judge.ts';

describe('assessHealth', () => {
  it.each([
    { name: 'an active Namespace is Healthy', phase: 'Active', judged: { status: 'Healthy', message: '' } },
    {
      name: 'a terminating one is Progressing',
      phase: 'Terminating',
      judged: { status: 'Progressing', message: 'Namespace is terminating' },
    },
    { name: 'any other phase gives no judgement', phase: 'Failed', judged: undefined },
  ])('$name', ({ phase, judged }) => {
    expect(
      assessHealth({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' }, status: { phase } }),
    ).toEqual(judged);
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
