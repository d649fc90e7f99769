import { fail, type Result, succeed } from '#core/model/result.ts';
import { isJsonObject } from '#core/model/json.ts';
import type { ScmFailure } from '#flows/ports/generators/scm.port.ts';
import type { ApiReply, ApiRequest } from './api-request.ts';
import type { WireAnswer } from './scm-exchange.ts';

/** Makes a reply of a good answer, or says what its status means and who must act. Limits are judged before. */
export function judgeAnswer({ method, expected = [] }: ApiRequest, answer: WireAnswer): Result<ApiReply, ScmFailure> {
  const { status, headers, text } = answer;
  const failure = expected.includes(status) ? undefined : failureOf(status);
  if (failure) return fail(failure);
  if (method === 'HEAD') return succeed({ status, headers, body: undefined });
  try {
    return succeed({ status, headers, body: JSON.parse(text) });
  } catch {
    return fail({ kind: 'unreachable', message: 'it sent something that is not complete JSON' });
  }
}

function failureOf(status: number): ScmFailure | undefined {
  // Azure DevOps sends its sign-in page with 203.
  if (status === 401 || status === 203)
    return {
      kind: 'unauthorized',
      message: `it does not accept the credentials (${status}): the tenant must renew them`,
    };
  if (status === 403)
    return {
      kind: 'unauthorized',
      message: 'the credentials may not read this (403): the tenant must widen their rights',
    };
  if (status === 404 || status === 410)
    return { kind: 'not-found', message: `there is no such thing, or the credentials may not see it (${status})` };
  if (status >= 500 || status === 408) return { kind: 'unreachable', message: `it is in trouble (${status})` };
  if (status >= 400) return { kind: 'invalid', message: `it refuses the request (${status})` };
  return undefined;
}

/** GitHub marks answers of its secondary limits by nothing but the page of its documentation they point to. */
export function pointsToRateLimits({ status, text }: WireAnswer): boolean {
  if (status !== 403 || !text.includes('rate-limit')) return false;
  try {
    const body: unknown = JSON.parse(text);
    const page = isJsonObject(body) ? body.documentation_url : undefined;
    return typeof page === 'string' && page.includes('rate-limit');
  } catch {
    return false;
  }
}
