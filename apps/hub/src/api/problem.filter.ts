import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type Problem, ProblemError } from './problem.ts';

/** The one place where anything thrown becomes an HTTP answer. Surprises are logged and tell the caller nothing of the inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('api');

  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const problem = this.problemOf(error);
    const response: unknown = host.switchToHttp().getResponse();
    const { httpAdapter } = this.host;
    httpAdapter.setHeader(response, 'content-type', 'application/problem+json; charset=utf-8');
    if (problem.status === 503) httpAdapter.setHeader(response, 'retry-after', '2');
    httpAdapter.reply(response, JSON.stringify({ type: 'about:blank', ...problem }), problem.status);
  }

  private problemOf(error: unknown): Problem {
    if (error instanceof ProblemError) return error.problem;
    if (error instanceof HttpException) return fromFramework(error.getStatus(), error.message);
    const status = statusOfServerError(error);
    if (status !== undefined) return fromFramework(status, error instanceof Error ? error.message : '');
    this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return { status: 500, title: 'Internal error', detail: 'The hub failed at this request; its log says why.' };
  }
}

/** Refusals of the HTTP server itself (body too large, malformed URL) carry their status. */
function statusOfServerError(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  const { statusCode } = error;
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : undefined;
}

function fromFramework(status: number, detail: string): Problem {
  return { status, title: status === 404 ? 'Not found' : 'Request refused', detail };
}
