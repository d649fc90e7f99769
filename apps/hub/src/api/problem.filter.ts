import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { expectedProblem } from './expected-problem.ts';
import { formatProblem, INTERNAL_ERROR, PROBLEM_TYPE, type Problem } from './problem.ts';

/** The one place where anything thrown becomes an HTTP answer. Surprises are logged and tell the caller nothing of the inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('api');

  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const problem = this.problemOf(error);
    const response: unknown = host.switchToHttp().getResponse();
    const { httpAdapter } = this.host;
    httpAdapter.setHeader(response, 'content-type', PROBLEM_TYPE);
    if (problem.status === 503) httpAdapter.setHeader(response, 'retry-after', '2');
    httpAdapter.reply(response, formatProblem(problem), problem.status);
  }

  private problemOf(error: unknown): Problem {
    const expected = expectedProblem(error);
    if (expected !== undefined) return expected;
    this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return INTERNAL_ERROR;
  }
}
