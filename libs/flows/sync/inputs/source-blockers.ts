import type { Blocker } from '#core/status/blocker.ts';
import { asSentence, endSentence } from '#core/status/end-sentence.ts';
import type { GitFailure } from '../../ports/sources/git-source.port.ts';
import type { RenderFailure } from '../../ports/sources/renderer.port.ts';

/** What a repository's failure means for an Application that has to be rendered from it. */
export function gitBlocker({ kind, message: text }: GitFailure): Blocker {
  const message = asSentence(text);
  switch (kind) {
    case 'unreachable':
      return { reason: 'RepositoryUnreachable', message, retry: 'soon' };
    case 'unauthorized':
      return { reason: 'RepositoryUnauthorized', message, retry: 'slowly' };
    case 'untrusted':
      return { reason: 'RepositoryUntrusted', message, retry: 'slowly' };
    case 'refused':
      return { reason: 'RepositoryRefused', message, retry: 'slowly' };
    case 'not-found':
      return { reason: 'CommitMissing', message, retry: 'slowly' };
  }
}

/** What a failed rendering means for the Application: whose move it is and what happens next. */
export function renderBlocker(failure: RenderFailure): Blocker {
  if (failure.kind === 'unavailable')
    return { reason: 'RenderingUnavailable', message: asSentence(failure.message), retry: 'slowly' };
  if (failure.kind === 'undecryptable') {
    const message = `Not synced: ${endSentence(failure.message)}`;
    return { reason: 'DecryptionFailed', message, retry: failure.mayPass ? 'slowly' : 'on-change' };
  }
  if (failure.kind !== 'invalid') return gitBlocker({ kind: failure.kind, message: failure.message });
  return invalidBlocker(failure.message);
}

/** What has to be corrected in git. */
export function invalidBlocker(why: string): Blocker {
  return {
    reason: 'InvalidManifests',
    message: `Not synced: ${endSentence(why)} Correct it in git.`,
    retry: 'on-change',
  };
}
