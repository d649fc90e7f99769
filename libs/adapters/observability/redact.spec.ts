import { describe, expect, it } from 'vitest';
import { redactFields, redactText } from './redact.ts';

describe('redactText', () => {
  it.each([
    [
      'a password in a URL',
      'clone https://red:hunter2@git.example/app failed',
      'clone https://[redacted]@git.example/app failed',
    ],
    ['a token as user name', 'redis://sekret@cache:6379', 'redis://[redacted]@cache:6379'],
    ['a bearer token', 'sent Authorization: Bearer eyJhbGciOi.J9.x-y', 'sent Authorization: Bearer [redacted]'],
    ['nothing, when there is no secret', 'see https://git.example/@team/app', 'see https://git.example/@team/app'],
  ])('removes %s', (_name, text, expected) => {
    expect(redactText(text)).toBe(expected);
  });
});

describe('redactFields', () => {
  it('hides values under sensitive names at any depth and keeps the names of Secrets', () => {
    const fields = {
      cluster: 'prod-eu',
      token: 'abc',
      secretName: 'cluster-prod-eu',
      headers: { Authorization: 'Bearer abc', accept: 'json' },
      list: [{ clientSecret: 'x', count: 1 }],
      password: '',
    };
    expect(redactFields(fields)).toEqual({
      cluster: 'prod-eu',
      token: '[redacted]',
      secretName: 'cluster-prod-eu',
      headers: { Authorization: '[redacted]', accept: 'json' },
      list: [{ clientSecret: '[redacted]', count: 1 }],
      password: '',
    });
  });

  it('cleans errors and their causes', () => {
    const error = Object.assign(new Error('cannot reach redis://a:b@c'), {
      stack: 'Error: redis://a:b@c',
      code: 'ECONNREFUSED',
    });
    expect(redactFields({ err: new Error('outer', { cause: error }) })).toMatchObject({
      err: {
        type: 'Error',
        message: 'outer',
        cause: {
          type: 'Error',
          message: 'cannot reach redis://[redacted]@c',
          stack: 'Error: redis://[redacted]@c',
          code: 'ECONNREFUSED',
        },
      },
    });
  });

  it('leaves out what clients attach to their errors', () => {
    const error = Object.assign(new Error('WRONGPASS'), { command: { name: 'auth', args: ['hunter2'] } });
    expect(JSON.stringify(redactFields({ err: error }))).not.toContain('hunter2');
  });

  it('ends on cycles', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    expect(JSON.stringify(redactFields(loop))).toContain('[too deep]');
  });
});
