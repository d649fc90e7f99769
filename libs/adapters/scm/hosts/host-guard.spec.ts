import { describe, expect, it } from 'vitest';
import { HostGuard } from './host-guard.ts';

describe('HostGuard', () => {
  it.each([
    { name: 'refuses a private address', url: 'https://10.0.0.7/api', kind: 'refused-host' },
    { name: 'refuses another scheme', url: 'file:///etc/passwd', kind: 'invalid' },
    { name: 'takes a listed host by http', url: 'http://plugin.corp.example/api', kind: undefined },
  ])('$name', ({ url, kind }) => {
    const checked = new HostGuard({ allowedHosts: ['plugin.corp.example'] }).checkUrl(url);
    expect(checked.ok ? undefined : checked.failure.kind).toBe(kind);
  });

  it.each([
    { name: 'refuses a name of the own machine', allowedHosts: [], isRefused: true },
    { name: 'takes it when it is listed', allowedHosts: ['localhost'], isRefused: false },
  ])('$name', async ({ allowedHosts, isRefused }) => {
    const guard = new HostGuard({ allowedHosts });
    const code = await new Promise((resolve) => {
      guard.lookup('localhost', { all: true }, (error) => resolve(error?.code));
    });
    expect(code === guard.refusalCode).toBe(isRefused);
  });
});
