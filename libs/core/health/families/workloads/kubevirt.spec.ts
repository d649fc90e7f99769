import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { toldHealth, withConditions } from '../told-health.ts';

const machine = 'kubevirt.io/v1/VirtualMachine';
const instance = 'kubevirt.io/v1/VirtualMachineInstance';
const volume = 'cdi.kubevirt.io/v1beta1/DataVolume';

const yes = { type: 'Ready', status: 'True' };
const no = { type: 'Ready', status: 'False' };

describe('KubeVirt', () => {
  it.each<[string, string, JsonObject, string]>([
    ['a machine that runs', machine, withConditions('Ready=True'), 'Healthy: Running'],
    ['a machine without an instance', machine, withConditions('Ready=False'), 'Suspended: Stopped'],
    [
      'a machine without a node',
      machine,
      { status: { printableStatus: 'ErrorUnschedulable', conditions: [no] } },
      'Suspended: ErrorUnschedulable',
    ],
    [
      'a machine that starts',
      machine,
      { status: { created: true, printableStatus: 'Starting', conditions: [no] } },
      'Progressing: Starting',
    ],
    ['a machine that says both and has an instance', machine, both(true), 'Healthy: Running'],
    ['a machine that says both and has none', machine, both(false), 'Suspended: Stopped'],
    [
      'a machine that is paused',
      machine,
      { status: { printableStatus: 'Running', conditions: [yes, { type: 'Paused', status: 'True' }] } },
      'Suspended: Paused',
    ],
    [
      'a machine that tells only a state',
      machine,
      { status: { printableStatus: 'Provisioning' } },
      'Progressing: Provisioning',
    ],
    ['a new machine', machine, {}, 'Progressing: Starting'],

    ['an instance that failed', instance, inPhase('Failed', yes), 'Degraded: Failed'],
    ['an instance on its way', instance, inPhase('Scheduling', yes), 'Progressing: Scheduling'],
    ['an instance that ended', instance, inPhase('Succeeded'), 'Suspended: It has ended'],
    ['an instance out of reach', instance, inPhase('Unknown', yes), 'Unknown: Its node does not tell'],
    ['an instance that runs', instance, inPhase('Running', no, yes), 'Healthy: Running'],
    ['an instance that is not ready', instance, inPhase('Running', yes, no), 'Degraded: It is not ready'],
    [
      'an instance that is paused',
      instance,
      withConditions('Ready=True', 'Paused=True x by hand'),
      'Suspended: by hand',
    ],
    ['a new instance', instance, {}, 'Progressing: Waiting for its first status'],

    ['a volume that is there', volume, inPhase('Succeeded', stuck('x')), 'Healthy: Succeeded'],
    ['a volume that is paused', volume, inPhase('Paused', stuck('x')), 'Suspended: Paused'],
    ['a volume that failed', volume, inPhase('Failed'), 'Degraded: The import is Failed'],
    ['a volume whose import fails', volume, inPhase('ImportInProgress', stuck('no route')), 'Degraded: no route'],
    ['a volume on its way', volume, inPhase('ImportInProgress'), 'Progressing: ImportInProgress'],
    ['a new volume', volume, {}, 'Progressing: Waiting for its first status'],
  ])('judges %s', (_, kind, body, told) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});

function inPhase(phase: string, ...conditions: JsonObject[]) {
  return { status: { phase, conditions } };
}

function both(created: boolean) {
  return { status: { created, conditions: [yes, no] } };
}

function stuck(message: string) {
  return { type: 'Running', status: 'False', reason: 'Error', message };
}
