import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ResourcePacker } from './resource-packer.ts';

const application = (name: string, uid: string) =>
  JSON.stringify({
    metadata: { namespace: 'tenant-red', name, uid, resourceVersion: '17', generation: 1 },
    spec: {
      source: { repoURL: 'https://git.example/apps.git', path: `apps/${name}` },
      destination: { name: 'prod-eu' },
    },
    status: { inventory: [{ id: `apps/Deployment/shop/${name}`, entryHash: '0c653a19c02883a5b9c97efdffe8230e', uid }] },
  });
const uidOf = (index: number) => `4a81590c-9085-4906-858e-3331067c7f${String(index).padStart(2, '0')}`;
const names = Array.from({ length: 40 }, (_, index) => `app-${index}`);

describe('ResourcePacker', () => {
  it('gives back the very text, whatever it holds', () => {
    const name = fc.oneof(fc.constantFrom('a', '1', 'true', 'name', '"', '\\', '$&', 'ö'), fc.string());
    fc.assert(
      fc.property(name, fc.array(fc.jsonValue(), { maxLength: 4 }), (called, values) => {
        const packer = new ResourcePacker();
        const texts = [...values, ...values].map((value) => JSON.stringify({ called, value }));
        const packed = texts.map((text) => packer.pack(text, { name: called, label: '1' }));
        expect(packed.map((one) => packer.unpack(one, called))).toEqual(texts);
        for (const one of packed) packer.release(one);
        expect(packer.size).toBe(0);
      }),
    );
  });

  it.each([
    ['a commit', 'f19bac772c9f742f8bb1e97ce9273ef2065ed646'],
    ['capital digits', 'F19BAC772C9F742F8BB1E97CE9273EF2065ED646'],
    ['an odd number of digits', 'f19bac772c9'],
    ['a UID', '4a81590c-9085-4906-858e-3331067c7f63'],
    ['what is nearly a UID', '4a81590c-9085-4906-858e-3331067c7fg3'],
    ['a text of 255 bytes', 'x'.repeat(255)],
    ['a text of 256 bytes', 'x'.repeat(256)],
    ['600 digits', 'ab'.repeat(300)],
    ['letters of more than a byte', '…'.repeat(100)],
    ['control characters and quotes', '\0\u0001"\\\n'],
  ])('gives back %s', (_, value) => {
    const packer = new ResourcePacker();
    const json = JSON.stringify([value]);
    expect(packer.unpack(packer.pack(json, { name: 'app', label: '1' }), 'app')).toBe(json);
  });

  it('keeps of each resource what only it has', () => {
    const packer = new ResourcePacker();
    const packed = names.map((name, index) => packer.pack(application(name, uidOf(index)), { name, label: '17' }));
    const [, , third = '', ...others] = packed;
    expect({ packed: third.length, json: application('app-2', uidOf(2)).length }).toEqual({ packed: 53, json: 404 });
    expect(new Set(others.map(({ length }) => length))).toEqual(new Set([third.length]));
  });

  it('keeps for all nothing but what several have', () => {
    const packer = new ResourcePacker();
    const pack = (name: string, value: string) => packer.pack(JSON.stringify([value, value]), { name, label: '1' });
    const packed = [pack('app-0', 'only the first'), pack('app-1', 'both'), pack('app-2', 'both')];
    // The one shape of all three, and the one value.
    expect(packer.size).toBe(2);
    expect(packer.unpack(packed[0] ?? '', 'app-0')).toBe('["only the first","only the first"]');
    expect(packer.unpack(packed[2] ?? '', 'app-2')).toBe('["both","both"]');
  });

  it('finds the values of a resource again however many it has', () => {
    const packer = new ResourcePacker();
    const values = Array.from({ length: 600 }, (_, index) => `value ${index % 300}`);
    const json = JSON.stringify([...values, ...values.toReversed()]);
    const packed = packer.pack(json, { name: 'app', label: '1' });
    expect(packer.unpack(packed, 'app')).toBe(json);
    packer.release(packed);
    expect(packer.size).toBe(0);
  });

  it('lets go of what the last one had in common with others', () => {
    const packer = new ResourcePacker();
    const packed = names.map((name, index) => packer.pack(application(name, uidOf(index)), { name, label: '17' }));
    const kept = packer.size;
    for (const one of packed.slice(1)) packer.release(one);
    const [first = ''] = packed;
    expect(packer.unpack(first, 'app-0')).toBe(application('app-0', uidOf(0)));
    packer.release(first);
    expect({ keptAny: kept > 0, left: packer.size }).toEqual({ keptAny: true, left: 0 });
  });

  it('knows a label from one that only begins alike', () => {
    const packer = new ResourcePacker();
    const packed = packer.pack('{}', { name: 'app', label: '17' });
    expect(['17', '1', '178', ''].map((label) => packer.hasLabel(packed, label))).toEqual([true, false, false, false]);
  });
});
