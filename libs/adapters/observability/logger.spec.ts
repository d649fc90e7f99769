import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createLogger } from './logger.ts';
import type { LoggerOptions } from './logger.ts';
import { NestLogger } from './nest-logger.ts';

function capture(level: LoggerOptions['level'] = 'debug') {
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger(
    { level, component: 'hub', identity: 'hub-a' },
    { write: (line) => lines.push(withoutTime(line)) },
  );
  return { logger, lines };
}

function withoutTime(line: string): Record<string, unknown> {
  const { time: _time, ...rest } = z.looseObject({ time: z.iso.datetime() }).parse(JSON.parse(line));
  return rest;
}

const base = { component: 'hub', identity: 'hub-a' };

describe('createLogger', () => {
  it('writes a constant message and its fields without secrets', () => {
    const { logger, lines } = capture();
    logger.info({ cluster: 'prod-eu', token: 'abc', url: 'https://u:p@git.example' }, 'cluster is ready');
    expect(lines).toEqual([
      {
        ...base,
        level: 'info',
        cluster: 'prod-eu',
        token: '[redacted]',
        url: 'https://[redacted]@git.example',
        msg: 'cluster is ready',
      },
    ]);
  });

  it('cleans a bare error, its message included', () => {
    const { logger, lines } = capture();
    logger.error(new Error('redis://a:b@c refused'));
    expect(lines).toMatchObject([
      { level: 'error', msg: 'unexpected error', err: { type: 'Error', message: 'redis://[redacted]@c refused' } },
    ]);
    expect(JSON.stringify(lines)).not.toContain('a:b');
  });

  it('keeps quiet below its level', () => {
    const { logger, lines } = capture('warn');
    logger.info('state changed');
    logger.child({ flow: 'sync' }).warn('look at this');
    expect(lines).toEqual([{ ...base, level: 'warn', flow: 'sync', msg: 'look at this' }]);
  });
});

describe('NestLogger', () => {
  it('takes the context from the last argument', () => {
    const { logger, lines } = capture();
    const nest = new NestLogger(logger);
    nest.log('Mapped route', 'Router');
    nest.error('boom', 'the stack', 'Router');
    expect(lines).toEqual([
      { ...base, level: 'debug', context: 'Router', msg: 'Mapped route' },
      { ...base, level: 'error', context: 'Router', details: ['the stack'], msg: 'boom' },
    ]);
  });
});
