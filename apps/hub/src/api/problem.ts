/** An error answer as RFC 9457 has it, with the media type application/problem+json. */
export interface Problem {
  readonly status: number;
  /** The kind of problem: the same text for the same kind. */
  readonly title: string;
  /** This very problem: what, where, and who must act. */
  readonly detail: string;
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export function formatProblem(problem: Problem): string {
  return JSON.stringify({ type: 'about:blank', ...problem });
}

/** The answer to a surprise tells the caller nothing of the inside. */
export const INTERNAL_ERROR: Problem = {
  status: 500,
  title: 'Internal error',
  detail: 'The hub failed at this request; its log says why.',
};

/** Ends a request with a problem. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

export function badRequest(detail: string): ProblemError {
  return new ProblemError({ status: 400, title: 'Bad request', detail });
}

export function notFound(detail: string): ProblemError {
  return new ProblemError({ status: 404, title: 'Not found', detail });
}

/** It cannot be done as things are now. */
export function conflict(detail: string): ProblemError {
  return new ProblemError({ status: 409, title: 'Not possible now', detail });
}

/** A part of a list would look like a whole one: better no answer (law 3). */
export function notComplete(kinds: readonly string[]): ProblemError {
  const detail = `The hub has not read all resources of kind ${kinds.join(', ')} from the management cluster yet; try again in a few seconds, and look at /readyz if it lasts.`;
  return new ProblemError({ status: 503, title: 'Not complete yet', detail });
}

/** It is there, and saying "not found" would be wrong. */
export function unreadableResource(kind: string, name: string): ProblemError {
  const detail = `${kind} ${name} exists on the management cluster and is not of the form this version of Nabe knows; the platform team has to correct it there.`;
  return new ProblemError({ status: 500, title: 'Unreadable resource', detail });
}
