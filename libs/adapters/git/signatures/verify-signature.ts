import { fail, type Result, succeed } from '#core/model/result.ts';
import { describeSubject, type SignatureVerdict, type SignedSubject } from '#core/repositories/signature-verdict.ts';
import type { Signer } from '#core/resources/source-integrity.ts';
import type { RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import type { Mirror } from '../mirror/mirror.ts';
import type { GitTrouble } from '../output/explain-failure.ts';
import { readTag } from './read-tag.ts';
import type { SignatureChecker } from './signature-checker.ts';

export interface VerificationRequest {
  readonly address: RepositoryAddress;
  readonly mirror: Mirror;
  readonly subject: SignedSubject;
  readonly signers: readonly Signer[];
  /** Ids of annotated tags by ref, as the server listed them last. */
  readonly tagObjects: ReadonlyMap<string, string>;
  readonly signal?: AbortSignal | undefined;
}

/** Checks the signature of a commit that is in the mirror, or of the annotated tag that led to it. */
export async function verifySignature(
  request: VerificationRequest,
  checker: SignatureChecker,
): Promise<Result<SignatureVerdict, GitTrouble>> {
  const { subject, mirror, signers } = request;
  const name = describeSubject(subject);
  const object = subject.tag === undefined ? succeed(subject.commit) : await findTag(request, subject.tag);
  if (!object.ok) return object;
  if (typeof object.value !== 'string') return succeed(object.value);
  const type = subject.tag === undefined ? 'commit' : 'tag';
  return checker.check({ folder: mirror.folder, id: object.value, type, subject: name }, signers);
}

/**
 * The id of the tag object, brought into the mirror, or why it proves nothing. The name inside is part of what was signed: without a
 * look at it, a signed old tag under a new name would pass.
 */
async function findTag(
  { address, mirror, subject, tagObjects, signal }: VerificationRequest,
  ref: string,
): Promise<Result<string | SignatureVerdict, GitTrouble>> {
  const bad = (why: string) => succeed<SignatureVerdict>({ kind: 'bad', why: `${describeSubject(subject)} ${why}` });
  const id = tagObjects.get(ref);
  if (id === undefined) return bad('is not annotated, so nobody has signed it');
  const fetched = await mirror.fetchTag(address, id, signal);
  if (!fetched.ok) return fetched;
  const text = await mirror.readTag(id);
  if (text === undefined) return fail({ kind: 'unreachable', why: `${describeSubject(subject)} cannot be read` });
  const tag = readTag(text);
  if (tag?.targetType !== 'commit' || tag.target !== subject.commit) return bad('does not point to a commit directly');
  if (`refs/tags/${tag.name}` !== ref)
    return bad(`was signed under another name, ${JSON.stringify(tag.name.slice(0, 100))}`);
  return succeed(id);
}
