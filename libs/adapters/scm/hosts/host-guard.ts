import type { LookupFunction } from 'node:net';
import type { Result } from '#core/model/result.ts';
import type { ScmFailure } from '#flows/ports/scm.port.ts';
import { ADDRESS_REFUSED, guardedLookup } from './guarded-lookup.ts';
import { checkUrl, type HostPolicy, mayConnectTo } from './host-policy.ts';

/** A host policy for clients of other protocols: whoever starts them hands it to them. Both judgements are needed. */
export class HostGuard {
  /** For the connection: judges what the name resolves to. */
  readonly lookup: LookupFunction;
  /** Code of the error that a connection fails with when `lookup` refuses. */
  readonly refusalCode = ADDRESS_REFUSED;
  readonly #policy: HostPolicy;

  constructor(policy: HostPolicy) {
    this.#policy = policy;
    this.lookup = guardedLookup((hostname, address) => mayConnectTo(policy, hostname, address));
  }

  /** For each request: judges the text of its address. */
  checkUrl(text: string): Result<URL, ScmFailure> {
    return checkUrl(this.#policy, text);
  }
}
