import { describe, expect, it } from 'vitest';
import { toldHealth } from '../told-health.ts';

describe('KubeVirt', () => {
  it.each([
    {
      name: 'a machine that starts',
      kind: 'kubevirt.io/v1/VirtualMachine',
      body: {
        status: { printableStatus: 'Starting', conditions: [{ type: 'Ready', status: 'False', message: 'no pod' }] },
      },
      told: 'Progressing: Starting',
    },
    {
      name: 'a machine that is paused',
      kind: 'kubevirt.io/v1/VirtualMachine',
      body: { status: { printableStatus: 'Paused', conditions: [{ type: 'Ready', status: 'True' }] } },
      told: 'Suspended: Paused',
    },
    {
      name: 'a machine without a node',
      kind: 'kubevirt.io/v1/VirtualMachine',
      body: { status: { printableStatus: 'ErrorUnschedulable' } },
      told: 'Degraded: ErrorUnschedulable',
    },
    {
      name: 'a volume that failed',
      kind: 'cdi.kubevirt.io/v1beta1/DataVolume',
      body: { status: { phase: 'Failed' } },
      told: 'Degraded: The import is Failed',
    },
    {
      name: 'a volume that is paused',
      kind: 'cdi.kubevirt.io/v1beta1/DataVolume',
      body: { status: { phase: 'Paused' } },
      told: 'Suspended: Paused',
    },
    {
      name: 'a new volume',
      kind: 'cdi.kubevirt.io/v1beta1/DataVolume',
      body: {},
      told: 'Progressing: Waiting for its first status',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
