import { listBriefly } from '#core/model/text/list-briefly.ts';
import type { SpokeFailure } from '#flows/ports/clusters/cluster-access.port.ts';
import type { RequestFailure } from '../transport/kube-request.ts';

/** What was asked, for the sentence of a failure. */
export interface Asked {
  readonly cluster: string;
  /** Verb and object: `apply Deployment shop/web`. */
  readonly what: string;
  /** The server's words may quote values of a Secret, or of what was encrypted in git: then only reason and fields are told (law 8). */
  readonly isSecret?: boolean;
  /** The request named the UID it meant. */
  readonly withUid?: boolean;
}

/** Translates a failed request, once, into what happens next. The sentence names cluster, verb, object and the server's reason. */
export function spokeFailure(asked: Asked, failure: RequestFailure): SpokeFailure {
  const message = `Cannot ${asked.what} on cluster ${asked.cluster}: ${explain(asked, failure)}`;
  const kind = kindOf(asked, failure);
  if (kind === 'field-conflict') {
    const managers = conflictingManagers(failure);
    const fields = fieldsOf(failure);
    return {
      kind,
      managers,
      message: `Cannot ${asked.what} on cluster ${asked.cluster}: ${describeConflict(managers, fields)}`,
    };
  }
  if (kind === 'unreachable' && failure.retryAfterMs !== undefined)
    return { kind, message, retryAfterMs: failure.retryAfterMs };
  return { kind, message };
}

function kindOf({ withUid }: Asked, { status, reason, causes }: RequestFailure): SpokeFailure['kind'] {
  if (status === 401) return 'unauthorized';
  // A namespace on its way out refuses new objects with 403 and may come back.
  if (status === 403)
    return causes.some((cause) => cause.reason === 'NamespaceTerminating') ? 'unreachable' : 'forbidden';
  // A 404 that is not Kubernetes' own (a proxy's page, a path not served) says nothing about the object.
  if (status === 404) return reason === 'NotFound' ? 'not-found' : 'unreachable';
  if (status === 409 && causes.some((cause) => cause.reason === FIELD_CONFLICT)) return 'field-conflict';
  // Without a UID of ours in it, a conflict is a race with another writer, and the next attempt meets its outcome.
  if (status === 409) return withUid === true ? 'precondition' : 'unreachable';
  // An apply that names another UID than the object's is told that the UID cannot be changed.
  if (withUid === true && causes.some(({ field }) => field === 'metadata.uid')) return 'precondition';
  if (status === 422 && causes.some(({ message }) => IMMUTABLE.test(message))) return 'immutable';
  return status >= 400 && status < 500 && status !== 408 && status !== 429 ? 'invalid' : 'unreachable';
}

function explain({ isSecret }: Asked, failure: RequestFailure): string {
  if (failure.status === 401) return "the cluster refuses the hub's credentials; the platform team has to renew them";
  if (isSecret !== true || failure.status === 0) return failure.message;
  const fields = fieldsOf(failure);
  return fields.length === 0 ? failure.reason : `${failure.reason} in ${listBriefly(fields, ', ')}`;
}

function describeConflict(managers: readonly string[], fields: readonly string[]): string {
  const owners = managers.length === 0 ? 'others' : listBriefly(managers, ', ');
  return `${owners} own${managers.length === 1 ? 's' : ''} fields of it: ${listBriefly(fields, ', ')}`;
}

function fieldsOf({ causes }: RequestFailure): string[] {
  return [...new Set(causes.map(({ field }) => field).filter((field) => field !== ''))].toSorted();
}

/** The server says `conflict with "kubectl" using apps/v1 at …` and gives no field for the name alone. */
function conflictingManagers({ causes }: RequestFailure): string[] {
  const names = causes.map(({ message }) => /^conflict with "([^"]*)"/.exec(message)?.[1] ?? '');
  return [...new Set(names.filter((name) => name !== ''))].toSorted();
}

/** What validation of the built-in kinds says of a field that cannot be changed: there is no reason of its own for it. */
const IMMUTABLE = /field is immutable|may not (be changed|change once set)|updates to \S+ spec for fields other than/;

const FIELD_CONFLICT = 'FieldManagerConflict';
