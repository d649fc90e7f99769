import { describe, expect, it } from 'vitest';
import type { Resolve } from './guarded-lookup.ts';
import { HostGuard } from './host-guard.ts';

describe('HostGuard', () => {
  it.each([
    { name: 'refuses a private address', url: 'https://10.0.0.7/api', kind: 'refused-host' },
    { name: 'refuses another scheme', url: 'file:///etc/passwd', kind: 'invalid' },
    { name: 'takes a listed host by http', url: 'http://plugin.corp.example/api', kind: undefined },
  ])('$name', ({ url, kind }) => {
    const checked = new HostGuard({ policy: { allowedHosts: ['plugin.corp.example'] } }).checkUrl(url);
    expect(checked.ok ? undefined : checked.failure.kind).toBe(kind);
  });

  it.each([
    { name: 'refuses a name of the own machine', allowedHosts: [], isRefused: true },
    { name: 'takes it when it is listed', allowedHosts: ['localhost'], isRefused: false },
  ])('$name', async ({ allowedHosts, isRefused }) => {
    const guard = new HostGuard({ policy: { allowedHosts } });
    const code = await new Promise((resolve) => {
      guard.lookup('localhost', { all: true }, (error) => resolve(error?.code));
    });
    expect(code === guard.refusalCode).toBe(isRefused);
  });

  const url = 'http://me:secret@proxy.corp.example:3128';
  const addresses: Readonly<Record<string, string>> = { 'git.example': '140.82.121.6', 'evil.example': '10.0.0.1' };
  const resolve: Resolve = (name, _options, answer) => {
    const address = addresses[name];
    if (address !== undefined) answer(null, [{ address, family: 4 }]);
    else answer(Object.assign(new Error(name), { code: name === 'slow.example' ? 'EAI_AGAIN' : 'ENOTFOUND' }), []);
  };
  const refused = (host: string, why: string) => ({
    kind: 'refused-host',
    message: `${host} ${why}: the platform team must allow this host, or the tenant must name another address`,
  });

  it.each([
    { name: 'takes the proxy to a name with a public address', target: 'https://git.example', answer: url },
    { name: 'takes it to a listed name unseen', target: 'https://inside.corp.example', answer: url },
    { name: 'takes it to a public address', target: 'https://140.82.121.6', answer: url },
    { name: 'takes none by http', target: 'http://inside.corp.example', answer: undefined },
    { name: 'takes none to an exception', target: 'https://api.direct.example', answer: undefined },
    {
      name: 'refuses a name with a private address',
      target: 'https://evil.example',
      answer: refused('evil.example', 'resolves to an address that is not public'),
    },
    {
      name: 'refuses a name that only the proxy could look up',
      target: 'https://hidden.example:8443',
      answer: refused('hidden.example:8443', 'is a name that only the proxy could look up'),
    },
    {
      name: 'fails while names cannot be looked up',
      target: 'https://slow.example',
      answer: { kind: 'unreachable', message: 'the name of slow.example cannot be looked up (EAI_AGAIN)' },
    },
  ])('$name', async ({ target, answer }) => {
    const guard = new HostGuard({
      policy: { allowedHosts: ['inside.corp.example', 'inside.corp.example:80'] },
      proxy: { url, exceptions: 'direct.example' },
      resolve,
    });
    const chosen = await guard.proxyFor(new URL(target), new AbortController().signal);
    expect(chosen.ok ? chosen.value : chosen.failure).toEqual(answer);
  });

  it('waits for a name no longer than the request may take', async () => {
    const guard = new HostGuard({
      policy: { allowedHosts: [] },
      proxy: { url, exceptions: '' },
      resolve: () => undefined,
    });
    const stop = new AbortController();
    const chosen = guard.proxyFor(new URL('https://git.example'), stop.signal);
    stop.abort();
    expect(await chosen).toMatchObject({ failure: { kind: 'unreachable' } });
  });
});
