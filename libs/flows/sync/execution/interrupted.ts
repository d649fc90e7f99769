import type { Blocker } from '#core/status/blocker.ts';

/** A worker was told to stop. */
export const INTERRUPTED: Blocker = {
  reason: 'Interrupted',
  message: 'The worker was stopped before every object was as wanted.',
  retry: 'soon',
};
