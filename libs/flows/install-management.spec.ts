import { describe, expect, it } from 'vitest';
import { installManagement } from './install-management.ts';
import type { KubeAnswer, KubeApi } from './ports/clusters/kube-api.port.ts';

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/';

/** An API server that takes and lists everything; `definition` answers the nth look at the definition of Applications. */
function server(definition: (look: number) => KubeAnswer): KubeApi {
  let looks = 0;
  return {
    request: async (method, path) => {
      if (method === 'GET' && path === `${CRDS}applications.nabe.dev`) return definition(++looks);
      return established('True');
    },
  };
}

function established(status: string): KubeAnswer {
  const kind = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' };
  const conditions = [{ type: 'Established', status, reason: 'Installing' }];
  return { status: 200, body: { ...kind, status: { conditions } } };
}

/** A clock that only its sleepers move. */
function steppedClock() {
  let now = 0;
  return {
    now: () => now,
    sleep: async (ms: number) => void (now += ms),
    random: () => 0.5,
  };
}

describe('installManagement', () => {
  it('waits until a kind that takes requests already is Established too', async () => {
    const clock = steppedClock();
    const management = server((look) => established(look < 3 ? 'False' : 'True'));
    expect(await installManagement({ management, clock })).toEqual({ ok: true, value: undefined });
    expect(clock.now()).toBe(200);
  });

  it('names the kind that is not served by the deadline', async () => {
    const management = server(() => established('False'));
    const installed = await installManagement({ management, clock: steppedClock(), deadlineMs: 1_000 });
    expect(installed).toEqual({
      ok: false,
      failure: {
        kind: 'failed',
        message:
          'the management cluster does not serve these kinds in time: applications.nabe.dev; look at the conditions of the CustomResourceDefinitions',
      },
    });
  });

  it('says at once that it may not read the definition', async () => {
    const clock = steppedClock();
    const management = server(() => ({ status: 403, body: { message: 'no' } }));
    const installed = await installManagement({ management, clock });
    expect(installed).toMatchObject({ ok: false, failure: { kind: 'forbidden' } });
    expect(clock.now()).toBe(0);
  });
});
