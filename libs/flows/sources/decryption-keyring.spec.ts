import { describe, expect, it } from 'vitest';
import { FakeClock } from '#testing/fake-clock.ts';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { buildRepository, buildTenant } from '#testing/control-plane/resource-builders.ts';
import { testDigest } from '#testing/test-digest.ts';
import { DecryptionKeyring } from './decryption-keyring.ts';

const key = (letter: string) => ({ 'own.agekey': `AGE-SECRET-KEY-1${letter.repeat(58)}` });

function setUp() {
  const controlPlane = new FakeControlPlane();
  const clock = new FakeClock();
  const keyring = new DecryptionKeyring({ controlPlane, clock, digest: testDigest });
  const shared = buildRepository('red', 'apps', { spec: { decryption: { secretRef: { name: 'keys' } } } });
  return { controlPlane, clock, keysOf: (tenant: string) => keyring.keysFor(shared, buildTenant(tenant)), keyring };
}

describe('DecryptionKeyring', () => {
  it('has nothing for a Repository that names no keys', async () => {
    expect(await setUp().keyring.keysFor(buildRepository('red', 'apps'), buildTenant('red'))).toEqual({ ok: true });
  });

  it('gives each tenant its own keys for a Repository that several share', async () => {
    const { controlPlane, keysOf } = setUp();
    controlPlane.secrets.set('tenant-red/keys', key('R'));
    controlPlane.secrets.set('tenant-blue/keys', key('B'));
    const [red, blue] = [await keysOf('red'), await keysOf('blue')];
    expect(red).toMatchObject({ ok: true, value: { keys: { age: key('R')['own.agekey'], pgp: [] } } });
    expect(blue).toMatchObject({ ok: true, value: { keys: { age: key('B')['own.agekey'], pgp: [] } } });
    expect(red.ok && blue.ok && red.value?.digest !== blue.value?.digest).toBe(true);
  });

  it('gives keys of cloud services to the Tenant that may use them, whatever Repositories say', async () => {
    const { controlPlane, keyring } = setUp();
    controlPlane.secrets.set('tenant-red/keys', key('R'));
    const cloudKeys = ['https://vault.example.com/v1/sops/keys/red'];
    const tenant = buildTenant('red', { spec: { decryption: { cloudKeys } } });
    const plain = buildRepository('red', 'apps');
    const named = buildRepository('red', 'apps', { spec: { decryption: { secretRef: { name: 'keys' } } } });
    const [alone, beside] = [await keyring.keysFor(plain, tenant), await keyring.keysFor(named, tenant)];
    expect(alone).toMatchObject({ ok: true, value: { keys: { origin: 'Tenant red', age: '', pgp: [], cloudKeys } } });
    expect(beside).toMatchObject({ ok: true, value: { keys: { age: key('R')['own.agekey'], cloudKeys } } });
    expect(alone.ok && beside.ok && alone.value?.digest !== beside.value?.digest).toBe(true);
  });

  it('sees a key that was replaced after some seconds', async () => {
    const { controlPlane, clock, keysOf } = setUp();
    controlPlane.secrets.set('tenant-red/keys', key('R'));
    const before = await keysOf('red');
    controlPlane.secrets.set('tenant-red/keys', key('S'));
    expect(await keysOf('red')).toEqual(before);
    clock.advance(5_000);
    expect(await keysOf('red')).toMatchObject({ ok: true, value: { keys: { age: key('S')['own.agekey'] } } });
  });

  it.each([
    { name: 'is not there', said: 'does not exist: create it with an age key under NAME.agekey' },
    { name: 'has no key', data: { a: 'x' }, said: 'holds no key' },
  ])('says which Secret $name', async ({ data, said }) => {
    const { controlPlane, keysOf } = setUp();
    if (data !== undefined) controlPlane.secrets.set('tenant-red/keys', data);
    const subject = 'Secret tenant-red/keys, which a Repository names for decryption,';
    expect(await keysOf('red')).toEqual({ ok: false, failure: expect.stringMatching(`^${subject} ${said}.*\\.$`) });
  });
});
