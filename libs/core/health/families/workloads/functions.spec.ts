import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { toldHealth, withConditions } from '../told-health.ts';

const app = 'core.spinkube.dev/v1alpha1/SpinApp';
const called = 'openfaas.com/v1/Function';
const job = 'tower.ansible.com/v1alpha1/AnsibleJob';

const available = { type: 'Available', status: 'True' };

describe('functions', () => {
  it.each<[string, string, JsonObject, string]>([
    ['an app that runs', app, runs(2, available), 'Healthy: Available'],
    ['an app that starts', app, runs(1, available), 'Progressing: Waiting for its replicas'],
    [
      'an app that changes',
      app,
      runs(2, available, { type: 'Progressing', status: 'True' }),
      'Progressing: Rolling out',
    ],
    [
      'an app that was there once',
      app,
      runs(2, available, { type: 'Available', status: 'False', message: 'gone' }),
      'Degraded: gone',
    ],
    ['an app that tells nothing', app, runs(2), 'Degraded: It is not available'],
    ['an app that timed out', app, withConditions('Progressing=False x Timeout: image'), 'Degraded: Timeout: image'],
    [
      'an app too late',
      app,
      withConditions('Progressing=False ProgressDeadlineExceeded'),
      'Degraded: The rollout has failed',
    ],
    ['an app without a spec', app, { status: {} }, 'Unknown: cannot read the object: No such key: spec'],
    ['a new app', app, {}, 'Progressing: Waiting for its first status'],

    [
      'a function that is ready',
      called,
      { status: { replicas: 1, conditions: [{ type: 'Ready', status: 'True' }] } },
      'Healthy: Ready',
    ],
    ['a function at rest', called, withConditions('Ready=True', 'Stalled=True'), 'Suspended: Scaled to zero'],
    ['a function that stalls', called, withConditions('Stalled=True x no secret', 'Ready=True'), 'Degraded: no secret'],
    ['a function that is not ready', called, withConditions('Ready=False'), 'Degraded: Ready is False'],
    ['a new function', called, withConditions('Ready=Unknown'), 'Progressing: Waiting to be ready'],

    ['a job that is done', job, result('successful'), 'Healthy: successful: https://awx/1'],
    ['a job that was stopped', job, result('canceled'), 'Degraded: canceled: https://awx/1'],
    ['a job that runs', job, result('running'), 'Progressing: running: https://awx/1'],
    [
      'a job nobody can look at',
      job,
      { status: { ansibleJobResult: { status: 'new' } } },
      'Unknown: new, without an address',
    ],
    ['a new job', job, {}, 'Progressing: Waiting for the job'],
  ])('judges %s', (_, kind, body, told) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});

function runs(readyReplicas: number, ...conditions: JsonObject[]) {
  return { spec: { replicas: 2 }, status: { readyReplicas, conditions } };
}

function result(status: string) {
  return { status: { ansibleJobResult: { status, url: 'https://awx/1' } } };
}
