import { describe, expect, it } from 'vitest';
import { readDecryptionKeys } from './decryption-keys.ts';

const age = `AGE-SECRET-KEY-1${'Q'.repeat(58)}`;
const pgp = '-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nabc\n-----END PGP PRIVATE KEY BLOCK-----';
const origin = 'Secret tenant-red/keys';

describe('readDecryptionKeys', () => {
  it('takes every key of every entry by its ending, and nothing else', () => {
    const data = {
      'b.asc': `${pgp}\n${pgp}\n`,
      'a.agekey': `# public key: age1x\n${age}\r\n\n`,
      'c.agekey': age,
      note: 'x',
    };
    expect(readDecryptionKeys(data, origin)).toEqual({
      ok: true,
      value: { origin, age: `${age}\n${age}`, pgp: [pgp, pgp], cloudKeys: [] },
    });
  });

  it.each([
    { name: 'no key', data: { password: 'x' }, said: 'holds no key: put an age key under NAME.agekey' },
    { name: 'a public key', data: { 'a.agekey': 'age1xyz' }, said: 'holds no private key under a.agekey' },
    { name: "a plugin's identity", data: { 'a.agekey': `${age}\nAGE-PLUGIN-X-1Q` }, said: 'under a.agekey' },
    {
      name: 'a public PGP key',
      data: { 'a.asc': pgp.replaceAll('PRIVATE', 'PUBLIC'), 'b.agekey': age },
      said: 'under a.asc',
    },
  ])('refuses $name without a word of it', ({ data, said }) => {
    const read = readDecryptionKeys(data, origin);
    expect(read).toEqual({ ok: false, failure: expect.stringContaining(said) });
    expect(JSON.stringify(read)).not.toContain(age);
  });
});
