import type { GitFailure } from '#flows/ports/sources/git-source.port.ts';
import type { PackageAnswer } from './package-http.ts';

/** Why an answer other than 200 is no use, by what happens next. `what` names what was asked for. */
export function answerFailure({ status, url }: PackageAnswer, what: string): GitFailure {
  if (status === 401 || status === 403)
    return { kind: 'unauthorized', message: `${url.host} does not let us read ${what} (HTTP ${status})` };
  if (status === 404) return { kind: 'not-found', message: `${url.host} has no ${what}` };
  return { kind: 'unreachable', message: `${url.host} answered HTTP ${status} for ${what}` };
}
