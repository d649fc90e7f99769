import { describe, expect, it } from 'vitest';
import { UNKNOWN_VERSION } from '#core/model/objects/resource-version.ts';
import { LastWrites, lastWriteMessage } from './last-writes.ts';

const web = { namespace: 'tenant-red', name: 'web' };
const seen = { application: '10', repository: '7', tenant: '5', cluster: '3' };

function after(...messages: readonly string[]): LastWrites {
  const writes = new LastWrites();
  for (const message of messages) writes.note(message);
  return writes;
}

describe('LastWrites', () => {
  it.each([
    { name: 'a version that the hub has not seen', version: '12', expected: '12' },
    { name: 'what the hub has seen, where that is newer', version: '9', expected: '10' },
    { name: 'a version that nobody knows', version: UNKNOWN_VERSION, expected: UNKNOWN_VERSION },
    { name: 'what the hub has seen, where nothing was written', version: '', expected: '10' },
  ])('wants $name to be seen', ({ version, expected }) => {
    expect(after(lastWriteMessage(web, version)).raise(seen, web)).toEqual({ ...seen, application: expected });
  });

  it('wants it of that Application alone', () => {
    expect(after(lastWriteMessage(web, '12')).raise(seen, { ...web, name: 'api' })).toEqual(seen);
  });

  it('goes by the last write of an Application', () => {
    const writes = after(lastWriteMessage(web, UNKNOWN_VERSION), lastWriteMessage(web, '13'), '');
    expect(writes.raise(seen, web).application).toBe('13');
  });

  it('forgets the oldest of very many', () => {
    const others = Array.from({ length: 1_000 }, (_, index) =>
      lastWriteMessage({ ...web, name: `app-${index}` }, '12'),
    );
    expect(after(lastWriteMessage(web, '12'), ...others).raise(seen, web)).toEqual(seen);
  });
});
