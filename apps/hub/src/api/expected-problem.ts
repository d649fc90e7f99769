import { HttpException } from '@nestjs/common';
import { type Problem, ProblemError } from './problem.ts';

/** The answer to a refusal, whoever threw it: we, the framework or the HTTP server. Undefined for a surprise. */
export function expectedProblem(error: unknown): Problem | undefined {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof HttpException) return fromFramework(error.getStatus(), error.message);
  const status = statusOfServerError(error);
  return status === undefined ? undefined : fromFramework(status, error instanceof Error ? error.message : '');
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
