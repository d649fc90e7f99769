import type { Blocker } from '#core/status/blocker.ts';
import { asSentence } from '#core/status/end-sentence.ts';
import type { SpokeFailure } from '../../ports/clusters/cluster-access.port.ts';

/** What a spoke's refusal means for the Application: whose move it is and what happens next. */
export function blockerOf(failure: SpokeFailure): Blocker {
  const message = asSentence(failure.message);
  switch (failure.kind) {
    case 'unreachable':
      return { reason: 'ClusterUnreachable', message, retry: 'soon' };
    case 'precondition':
      return { reason: 'ObjectReplaced', message, retry: 'soon' };
    case 'not-found':
      return { reason: 'NotFound', message, retry: 'soon' };
    case 'unauthorized':
      return { reason: 'ClusterUnauthorized', message, retry: 'slowly' };
    case 'forbidden':
      return { reason: 'Forbidden', message, retry: 'slowly' };
    case 'invalid':
      return { reason: 'Invalid', message, retry: 'slowly' };
    case 'immutable': {
      const remedy =
        'Undo the change in git, or let the object be deleted and created anew with its sync option Force=true.';
      return { reason: 'FieldImmutable', message: `${message} ${remedy}`, retry: 'slowly' };
    }
    case 'field-conflict':
      return { reason: 'FieldConflict', message, retry: 'slowly' };
  }
}
