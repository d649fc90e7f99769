import { chooseOpening, type Opening } from '#core/decryption/choose-opening.ts';
import type { DecryptionKeys } from '#core/decryption/decryption-keys.ts';
import { explainSops, mayOpenLater } from '#core/decryption/explain-sops.ts';
import { findEncryption, type SopsFormat } from '#core/decryption/find-encryption.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { kustomizationNames } from '#core/sources/detect-kind.ts';
import type { RenderFailure } from '#flows/ports/sources/renderer.port.ts';
import type { RawFile } from '../parse-files.ts';
import type { ReadyTool, RendererTool } from '../renderer-tool.ts';
import type { SandboxOutcome } from '../sandbox/sandbox-run.ts';
import type { SandboxFile } from '../sandbox/tar-stream.ts';
import { keyPlaces, treeFolder } from '../sandbox/wall-script.ts';
import { binaryPgpKey } from './binary-pgp-key.ts';
import { readSopsIdentity } from './sops-identity.ts';

export interface DecryptedFiles {
  /** All files in their order, those that were encrypted with their plain text. */
  readonly files: readonly RawFile[];
  /** Paths of those that were encrypted. What is made of them must be quoted nowhere. */
  readonly decrypted: ReadonlySet<string>;
}

const inTree = (path: string) => path.slice(`${treeFolder}/`.length);
const AGE_FILE = inTree(keyPlaces.SOPS_AGE_KEY_FILE);
/** The ring that sops reads by itself: the program gpg is not behind the wall. */
const PGP_FILE = `${inTree(keyPlaces.GNUPGHOME)}/secring.gpg`;

/** Files that were read while planning, as git has them. */
const PLANNED = new Set<string>([...kustomizationNames, 'Chart.yaml', 'Chart.lock', 'requirements.yaml']);

/**
 * Decrypts files with the real sops, each by itself behind the wall: keys and plain text pass through pipes into a file system in memory
 * that ends with the process.
 */
export class SopsDecryptor {
  readonly #sops: RendererTool;
  readonly #variables: Readonly<Record<string, string>>;

  /** `variables` tell sops who the worker is for cloud services; none where those are not asked. */
  constructor(sops: RendererTool, variables: Readonly<Record<string, string>> = {}) {
    this.#sops = sops;
    this.#variables = variables;
  }

  /**
   * The same files in plain text. Fails for a file that is encrypted only in part, that no key fits or that was tampered with, and
   * for any encrypted one where there are no keys: nothing is handed on encrypted.
   */
  async decrypt(
    files: readonly RawFile[],
    keys: DecryptionKeys | undefined,
  ): Promise<Result<DecryptedFiles, RenderFailure>> {
    const wanted = new Map<RawFile, SopsFormat>();
    for (const file of files) {
      const found = encryptionOf(file);
      if (!found.ok) return found;
      if (found.value !== undefined) wanted.set(file, found.value);
    }
    const [first] = wanted.keys();
    if (first === undefined) return succeed({ files, decrypted: new Set() });
    if (keys === undefined) return undecryptable(withoutKeys(first.path));
    const ready = await this.#sops.ready();
    if (!ready.ok) return ready;
    const opened = await this.#decryptAll(ready.value, wanted, keys);
    if (!opened.ok) return opened;
    const plain = files.map((file) => opened.value.get(file) ?? file);
    return succeed({ files: plain, decrypted: new Set([...wanted.keys()].map(({ path }) => path)) });
  }

  async #decryptAll(
    tool: ReadyTool,
    wanted: ReadonlyMap<RawFile, SopsFormat>,
    keys: DecryptionKeys,
  ): Promise<Result<ReadonlyMap<RawFile, RawFile>, RenderFailure>> {
    const runs = [...wanted].map(
      async ([file, format]) => [file, await this.#decryptFile(tool, file, format, keys)] as const,
    );
    const opened = new Map<RawFile, RawFile>();
    for (const [file, plain] of await Promise.all(runs)) {
      if (!plain.ok) return plain;
      opened.set(file, plain.value);
    }
    return succeed(opened);
  }

  async #decryptFile(
    tool: ReadyTool,
    { path, content }: RawFile,
    format: SopsFormat,
    keys: DecryptionKeys,
  ): Promise<Result<RawFile, RenderFailure>> {
    const keyFiles = filesOfKeys(keys);
    if (!keyFiles.ok) return keyFiles;
    const text = new TextDecoder().decode(content);
    const opening = chooseOpening({ path, format, text }, keys, Object.keys(this.#variables).length > 0);
    if (opening.kind === 'refused') return undecryptable(opening.message);
    const identity = opening.kind === 'cloud' ? await readSopsIdentity(this.#variables) : undefined;
    const encrypted = opening.kind === 'cloud' ? Buffer.from(opening.text) : content;
    const outcome = await this.#sops.run(tool, {
      args: ['decrypt', '--input-type', format, '--output-type', format, `${treeFolder}/encrypted`],
      folder: '',
      files: [{ path: 'encrypted', content: encrypted }, ...keyFiles.value, ...(identity?.files ?? [])],
      outside: identity && { environment: identity.environment },
    });
    if (outcome.kind === 'done') return succeed({ path, content: outcome.output });
    return explain(path, outcome, keys, opening);
  }
}

function encryptionOf({ path, content }: RawFile): Result<SopsFormat | undefined, RenderFailure> {
  // Most files do not even hold the word, and many of them are large.
  if (!Buffer.from(content.buffer, content.byteOffset, content.length).includes('sops')) return succeed(undefined);
  const found = findEncryption(path, new TextDecoder().decode(content));
  if (found.kind === 'none') return succeed(undefined);
  if (found.kind === 'partly')
    return undecryptable(
      `${path}:${found.line} is not encrypted, and another document of the same file is: encrypt the whole file, or put them into two`,
    );
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (PLANNED.has(name))
    return undecryptable(`${path} is encrypted, and says what else is read: keep secrets in other files`);
  return succeed(found.format);
}

function withoutKeys(path: string): string {
  return `${path} is encrypted with SOPS, and its Repository names no keys: put an age or PGP key into a Secret of the tenant's namespace, and name that in spec.decryption.secretRef`;
}

function whyLate(path: string): string {
  return `${path} cannot be decrypted: the cloud services that it names have not answered in time; it is tried again, see whether the workers reach them`;
}

function filesOfKeys({ age, pgp, origin }: DecryptionKeys): Result<SandboxFile[], RenderFailure> {
  const packets: Uint8Array[] = [];
  for (const armoured of pgp) {
    const packet = binaryPgpKey(armoured);
    if (packet === undefined) return undecryptable(`a PGP key in ${origin} is damaged: export it anew`);
    packets.push(packet);
  }
  const ring = Buffer.concat(packets);
  return succeed([
    { path: AGE_FILE, content: Buffer.from(`${age}\n`) },
    ...(pgp.length === 0 ? [] : [{ path: PGP_FILE, content: ring }]),
  ]);
}

function explain(
  path: string,
  outcome: Exclude<SandboxOutcome, { readonly kind: 'done' }>,
  keys: DecryptionKeys,
  opening: Exclude<Opening, { readonly kind: 'refused' }>,
): Result<never, RenderFailure> {
  if (outcome.kind === 'failed') {
    const message = explainSops(path, outcome.exitCode, keys, opening);
    const passing = mayOpenLater(outcome.exitCode, opening) ? { mayPass: true as const } : {};
    return fail({ kind: 'undecryptable', message, ...passing });
  }
  if (outcome.kind === 'stopped')
    return fail({ kind: 'unreachable', message: `decrypting ${path} was given up because the worker ends` });
  if (outcome.kind === 'late' && opening.kind === 'cloud')
    return fail({ kind: 'undecryptable', message: whyLate(path), mayPass: true });
  return undecryptable(`${path} cannot be decrypted within the limits of time, memory and size: make it smaller`);
}

function undecryptable(message: string): Result<never, RenderFailure> {
  return fail({ kind: 'undecryptable', message });
}
