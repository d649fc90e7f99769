import type { Result } from '#core/model/result.ts';
import type { Expansion, ExpansionRequest } from '#core/targeting/expansion/expand-set.ts';

/**
 * Expands sets away from the process's own work: whatever a template does, nobody else has to wait. `key` names the set, so that what
 * is known of its last expansion can be used again: a wanted Application that is the same as then is the same object.
 * Fails with a sentence when the expansion takes more time or memory than one set may have.
 */
export interface SetExpander {
  expand(key: string, request: ExpansionRequest, signal: AbortSignal): Promise<Result<Expansion, string>>;
}
