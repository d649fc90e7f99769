import type { ControlPlaneFailure } from '#flows/ports/control-plane.port.ts';
import type { RequestFailure } from '../transport/kube-request.ts';

/** `what` says verb and object: `apply Application tenant-red/web`. */
export function controlPlaneFailure(what: string, failure: RequestFailure): ControlPlaneFailure {
  return { kind: kindOf(failure), message: `Cannot ${what} on the management cluster: ${failure.message}` };
}

function kindOf({ status, reason }: RequestFailure): ControlPlaneFailure['kind'] {
  if (status === 0 || status === 429 || status >= 500) return 'unavailable';
  if (status === 409 || status === 410) return 'conflict';
  // Any other 404 is a path that is not served: our CRDs are not installed (yet), which says nothing about the object.
  if (status === 404) return reason === 'NotFound' ? 'not-found' : 'unavailable';
  return 'refused';
}
