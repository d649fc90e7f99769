import { beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '#core/webhooks/delivery.ts';
import { ReplayMemory } from '#core/webhooks/replay-memory.ts';
import { FakeClock } from '#testing/fake-clock.ts';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { buildRepository } from '#testing/control-plane/resource-builders.ts';
import { testMessageAuthentication } from '#testing/test-message-authentication.ts';
import { receiveDelivery } from './receive-delivery.ts';
import { RegisteredAddresses } from './registered-addresses.ts';
import { WebhookSecrets } from './webhook-secrets.ts';

const URL = 'https://git.example/shop/apps.git';
const SECRETS = ['secret tenant-blue/hook', 'secret tenant-red/hook'];

let controlPlane: FakeControlPlane;
let clock: FakeClock;
let addresses: RegisteredAddresses;
let polled: string[];
let receive: (delivery: Delivery) => ReturnType<typeof receiveDelivery>;

function register(tenant: string, name: string, spec: object = { webhookSecretRef: { name: 'hook' } }): void {
  controlPlane.views.Repository.put(
    buildRepository(tenant, name, { metadata: { uid: `${tenant}-${name}` }, spec: { url: URL, ...spec } }),
  );
}

function push(secret: string, { text = '{}', address = URL }: { text?: string; address?: string } = {}): Delivery {
  const body = new TextEncoder().encode(text);
  const signature = testMessageAuthentication.hmac({ text: secret }, [body], 'hex');
  return { service: 'github', addresses: [address], body, proof: { kind: 'body-signature', signature } };
}

beforeEach(() => {
  controlPlane = new FakeControlPlane();
  clock = new FakeClock();
  polled = [];
  controlPlane.secrets.set('tenant-red/hook', { secret: 'of red' });
  controlPlane.secrets.set('tenant-blue/hook', { secret: 'of blue' });
  register('red', 'apps');
  addresses = new RegisteredAddresses(controlPlane);
  const ports = {
    addresses,
    clock,
    secrets: new WebhookSecrets(controlPlane, clock),
    replays: new ReplayMemory({ keepMs: 1000, most: 100 }),
    polls: { request: (repository: string) => void polled.push(repository) },
    authentication: testMessageAuthentication,
  };
  receive = (delivery) => receiveDelivery(delivery, ports);
});

describe('receiveDelivery', () => {
  it('has the repository polled whose secret the sender knows', async () => {
    expect(await receive(push('of red'))).toEqual([{ kind: 'polled', repository: 'tenant-red/apps' }]);
    expect(polled).toEqual(['tenant-red/apps']);
  });

  it('asks each tenant for its own secret', async () => {
    register('blue', 'apps');
    expect(await receive(push('of red'))).toEqual([
      { kind: 'forged', repository: 'tenant-blue/apps' },
      { kind: 'polled', repository: 'tenant-red/apps' },
    ]);
    expect(polled).toEqual(['tenant-red/apps']);
  });

  it('does nothing for a copy, nor for what changed only its headers', async () => {
    const first = push('of red');
    await receive(first);
    expect(await receive({ ...first, service: 'gitea' })).toEqual([
      { kind: 'replayed', repository: 'tenant-red/apps' },
    ]);
    expect(polled).toHaveLength(1);
  });

  it('takes two tenants’ equal deliveries for two', async () => {
    register('blue', 'apps');
    controlPlane.secrets.set('tenant-blue/hook', { secret: 'of red' });
    await receive(push('of red'));
    expect(polled).toEqual(['tenant-blue/apps', 'tenant-red/apps']);
  });

  it('lets a forged delivery use up no genuine one', async () => {
    const genuine = push('of red');
    await receive({ ...push('guess'), addresses: genuine.addresses });
    await receive(genuine);
    expect(polled).toEqual(['tenant-red/apps']);
  });

  it('leaves a repository without a secret alone, and reads none', async () => {
    register('red', 'apps', {});
    expect(await receive(push('of red'))).toEqual([{ kind: 'no-secret', repository: 'tenant-red/apps' }]);
    expect([polled, controlPlane.takeWrites()]).toEqual([[], []]);
  });

  it('knows nothing of a repository that is not registered', async () => {
    expect(await receive(push('of red', { address: 'https://git.example/shop/other' }))).toEqual([
      { kind: 'unknown-repository' },
    ]);
  });

  it('says what is wrong with a Secret, and nothing that is in it', async () => {
    register('red', 'typo', { webhookSecretRef: { name: 'hok' } });
    controlPlane.secrets.set('tenant-red/hook', { token: 'of red' });
    expect(await receive(push('of red'))).toEqual([
      {
        kind: 'unusable-secret',
        repository: 'tenant-red/apps',
        problem: 'The Secret lacks secret, which webhooks of github need.',
      },
      { kind: 'unusable-secret', repository: 'tenant-red/typo', problem: 'Secret tenant-red/hok does not exist.' },
    ]);
  });

  it('reads a Secret once in ten seconds, whoever asks how often', async () => {
    register('blue', 'apps');
    await Promise.all(['1', '2', '3'].map((text) => receive(push('guess', { text }))));
    clock.advance(9_999);
    await receive(push('guess'));
    expect(controlPlane.takeWrites()).toEqual(SECRETS);
    clock.advance(1);
    await receive(push('guess'));
    expect(controlPlane.takeWrites()).toEqual(SECRETS);
  });

  it('reads a Secret that is missing once in ten seconds, too', async () => {
    controlPlane.secrets.clear();
    await receive(push('guess'));
    await receive(push('guess'));
    expect(controlPlane.takeWrites()).toEqual(['secret tenant-red/hook']);
  });
});

describe('RegisteredAddresses', () => {
  const namesAt = (...urls: string[]) => addresses.find(urls).map(({ metadata }) => metadata.name);

  it('finds a repository once under all of its addresses', () => {
    expect(namesAt('git@git.example:shop/apps.git', URL, 'https://elsewhere.example/x')).toEqual(['apps']);
  });

  it('follows a repository that moves and one that goes', () => {
    register('red', 'apps', { url: 'https://git.example/shop/moved' });
    expect([namesAt(URL), namesAt('https://git.example/shop/moved')]).toEqual([[], ['apps']]);
    controlPlane.views.Repository.remove({ namespace: 'tenant-red', name: 'apps' });
    expect(namesAt('https://git.example/shop/moved')).toEqual([]);
  });

  it('finds four of one namespace, so that nobody makes a delivery cost much', () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) register('red', name);
    register('blue', 'z');
    expect(namesAt(URL)).toEqual(['z', 'a', 'apps', 'b', 'c']);
  });

  it('follows nothing any more once it is closed', () => {
    addresses.close();
    register('blue', 'apps');
    expect(namesAt(URL)).toEqual(['apps']);
  });
});
