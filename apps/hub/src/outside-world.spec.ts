import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SystemClock } from '#adapters/observability/system-clock.ts';
import { openOutsideWorld } from './outside-world.ts';

const question = { configMap: 'p', token: 't', setName: 's', parameters: {}, timeoutMs: 2000 };

describe('openOutsideWorld', () => {
  let world: ReturnType<typeof openOutsideWorld>;

  beforeEach(() => {
    world = openOutsideWorld(
      { policy: { allowedHosts: [], publicHosts: true }, gitFileGlobbing: 'pathspec' },
      new SystemClock(),
    );
  });
  afterEach(() => world.close());

  it.each([
    'http://127.0.0.1:1',
    'https://127.0.0.1:1',
    'https://localhost:1',
    'https://10.0.0.7',
    'https://169.254.169.254',
  ])('does not let a tenant reach %s through the hub', async (baseUrl) => {
    const answer = await world.plugins.readParameters({ ...question, baseUrl });

    expect(answer).toMatchObject({ ok: false, failure: { kind: 'refused-host' } });
  });
});
