import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Sends what Nest says about itself to our logger. Its start-up lines count as debug: they are no change of state. */
export class NestLogger implements LoggerService {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.#logger.debug(toFields(message, rest), textOf(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.#logger.error(toFields(message, rest), textOf(message));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.error(message, ...rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.#logger.warn(toFields(message, rest), textOf(message));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.#logger.debug(toFields(message, rest), textOf(message));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.debug(message, ...rest);
  }
}

/** Nest passes the class that logs as the last argument and, for errors, a stack before it. */
function toFields(message: unknown, rest: readonly unknown[]): Record<string, unknown> {
  const context = rest.at(-1);
  const details = rest.slice(0, -1).filter((part) => part !== undefined);
  return {
    ...(typeof context === 'string' ? { context } : {}),
    ...(details.length === 0 ? {} : { details }),
    ...(message instanceof Error ? { err: message } : {}),
  };
}

function textOf(message: unknown): string {
  if (message instanceof Error) return 'unexpected error';
  return typeof message === 'string' ? message : JSON.stringify(message);
}
