import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { redactFields, redactText } from './redact.ts';

export interface LoggerOptions {
  readonly level: 'error' | 'warn' | 'info' | 'debug' | 'silent';
  /** hub or worker. */
  readonly component: string;
  /** Name of the replica. */
  readonly identity: string;
}

/**
 * Logs one JSON object a line: constant message, facts as fields (`log.info({ cluster }, 'cluster is ready')`), so that
 * lines group by message. error = our bug or an outage, warn = look within a day, info = state changed, debug = path taken.
 * Secrets are taken out of fields, errors and messages (law 8). Writes to standard output unless given a destination.
 */
export function createLogger(options: LoggerOptions, destination?: DestinationStream): Logger {
  const settings = {
    level: options.level,
    base: { component: options.component, identity: options.identity },
    formatters: { level: (label: string) => ({ level: label }), log: redactFields, bindings: redactFields },
    serializers: { err: (value: unknown) => value },
    timestamp: pino.stdTimeFunctions.isoTime,
    hooks: {
      logMethod(this: Logger, given: unknown[], method: (this: Logger, fields: object, message: string) => void) {
        const [fields, message] = fieldsAndMessage(given);
        method.call(this, fields, redactText(message));
      },
    },
  };
  return destination === undefined ? pino(settings) : pino(settings, destination);
}

/** Pino would copy the message of a bare Error unredacted; as a field it is cleaned with all the others. */
function fieldsAndMessage([first, second]: readonly unknown[]): [object, string] {
  if (first instanceof Error) return [{ err: first }, typeof second === 'string' ? second : 'unexpected error'];
  if (typeof first === 'object' && first !== null) return [first, typeof second === 'string' ? second : ''];
  return [{}, String(first)];
}
