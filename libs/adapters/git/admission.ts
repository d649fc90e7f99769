import { fail, type Result, succeed } from '#core/model/result.ts';
import type { GitFailure, RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import type { AccessProofs } from './access-proofs.ts';
import { describeTrouble } from './describe-trouble.ts';
import type { GitClient } from './git-client.ts';
import type { GitTrouble } from './output/explain-failure.ts';
import { parseRefs, parseTagObjects } from './output/parse-refs.ts';
import type { OpenedRepository } from './repository-copies.ts';

/** Settles who may read a repository's copies, and what of them: whom the server lets in, and commits without anything dangerous. */
export class Admission {
  readonly #client: GitClient;
  readonly #proofs: AccessProofs;

  constructor(client: GitClient, proofs: AccessProofs) {
    this.#client = client;
    this.#proofs = proofs;
  }

  /** The repository's refs. That the server shows them is the proof that it lets these credentials in. */
  async listRefs(
    { address, copies }: OpenedRepository,
    signal?: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, string>, GitFailure>> {
    const listed = await this.#client.listRefs(address, signal);
    if (!listed.ok) return this.refuse(address, listed.failure);
    const refs = parseRefs(listed.value);
    copies.tagObjects = parseTagObjects(listed.value);
    // A web page at the address reads like a repository without refs, so nothing can be concluded from an empty list.
    if (refs.size === 0)
      return this.refuse(address, {
        kind: 'not-found',
        why: 'it has no branches, or what answers there is no repository',
      });
    await this.#proofs.add(address);
    return succeed(refs);
  }

  /** Whether the server lets these credentials in; asked once, and again after it refused them. */
  async prove(opened: OpenedRepository, signal?: AbortSignal): Promise<Result<void, GitFailure>> {
    if (this.#proofs.has(opened.address)) return succeed(undefined);
    const listed = await this.listRefs(opened, signal);
    return listed.ok ? succeed(undefined) : listed;
  }

  /** Makes sure that the commit is here and may be read. */
  async ensure(opened: OpenedRepository, commit: string, signal?: AbortSignal): Promise<Result<void, GitFailure>> {
    const { address, copies } = opened;
    if (await copies.mirror.has(commit)) return this.#accept(opened, commit, signal);
    const fetched = await copies.mirror.fetchCommit(address, commit, signal);
    if (!fetched.ok) return this.refuse(address, fetched.failure, commit);
    if (fetched.value === 'fetched') await this.#proofs.add(address);
    return this.#accept(opened, commit, signal);
  }

  /** The trouble in the words of the port. Whom the server turned away has to prove that it lets them in again. */
  async refuse(address: RepositoryAddress, trouble: GitTrouble, commit?: string): Promise<Result<never, GitFailure>> {
    if (trouble.kind === 'unauthorized' || trouble.kind === 'not-found') await this.#proofs.revoke(address);
    return fail(describeTrouble(address, trouble, commit));
  }

  /** For those whom the server lets in, and with nothing dangerous in it. */
  async #accept(opened: OpenedRepository, commit: string, signal?: AbortSignal): Promise<Result<void, GitFailure>> {
    const proven = await this.prove(opened, signal);
    const refusal = proven.ok ? await opened.copies.mirror.findRefusal(commit) : undefined;
    return refusal === undefined ? proven : this.refuse(opened.address, { kind: 'refused', why: refusal });
  }
}
