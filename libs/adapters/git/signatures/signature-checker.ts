import { createHash, randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { formatAllowedSigners, type SignatureVerdict } from '#core/repositories/signature-verdict.ts';
import type { Signer } from '#core/resources/source-integrity.ts';
import { formatGitConfig } from '../access/git-config.ts';
import type { GitTrouble } from '../output/explain-failure.ts';
import type { GitHome } from '../process/git-home.ts';
import { runProgram } from '../process/run-program.ts';
import { readVerdict } from './read-verdict.ts';

interface CheckerOptions {
  readonly home: GitHome;
  readonly environment: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
}

/** An object of a mirror that should be signed. */
export interface SignedObject {
  /** The mirror. */
  readonly folder: string;
  readonly id: string;
  readonly type: 'commit' | 'tag';
  /** Its name in sentences. */
  readonly subject: string;
}

const mostRemembered = 10_000;

/** GnuPG as an instrument: it asks nobody, starts nothing and trusts exactly the keys that lie there. */
const gpgConfiguration =
  'batch\nno-tty\nno-autostart\nno-auto-key-retrieve\nno-auto-key-locate\ndisable-dirmngr\ntrust-model always\n';

/**
 * Checks signatures with git, GnuPG and ssh-keygen, each time in a folder of its own that holds the listed keys and no others.
 * An object never changes, so a verdict about it and a list of signers is remembered.
 */
export class SignatureChecker {
  readonly #options: CheckerOptions;
  readonly #verdicts = new Map<string, SignatureVerdict>();

  constructor(options: CheckerOptions) {
    this.#options = options;
  }

  /** The failure: the check itself could not be made. */
  async check(object: SignedObject, signers: readonly Signer[]): Promise<Result<SignatureVerdict, GitTrouble>> {
    const key = createHash('sha256')
      .update(JSON.stringify([object.id, object.subject, signers]))
      .digest('hex');
    const known = this.#verdicts.get(key);
    if (known !== undefined) return succeed(known);
    const folder = join(this.#options.home.accessFolder, randomBytes(12).toString('hex'));
    try {
      const verdict = await this.#checkIn(folder, object, signers);
      if (this.#verdicts.size >= mostRemembered) this.#verdicts.clear();
      if (verdict.ok) this.#verdicts.set(key, verdict.value);
      return verdict;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #checkIn(
    folder: string,
    { folder: mirror, id, type, subject }: SignedObject,
    signers: readonly Signer[],
  ): Promise<Result<SignatureVerdict, GitTrouble>> {
    const { home, environment, deadlineMs } = this.#options;
    const keyring = join(folder, 'gnupg');
    const allowed = join(folder, 'allowed_signers');
    await mkdir(keyring, { recursive: true, mode: 0o700 });
    await writeFile(join(keyring, 'gpg.conf'), gpgConfiguration);
    await writeFile(allowed, formatAllowedSigners(signers));
    const settings = formatGitConfig([
      ['include', 'path', join(home.folder, '.gitconfig')],
      ['gpg "ssh"', 'allowedSignersFile', allowed],
      ['gpg "x509"', 'program', '/bin/false'],
    ]);
    await writeFile(join(folder, '.gitconfig'), settings);
    const own = { ...environment, HOME: folder, GNUPGHOME: keyring };
    const imported = await this.#importKeys(signers, own);
    if (!imported.ok) return imported;
    const args = [`verify-${type}`, '--raw', id];
    const ended = await runProgram(home.binary, { args, folder: mirror, environment: own, deadlineMs });
    if (ended.kind !== 'ended')
      return fail({ kind: 'unreachable', why: `the signature of ${subject} could not be checked` });
    return succeed(readVerdict(subject, ended));
  }

  async #importKeys(
    signers: readonly Signer[],
    environment: Readonly<Record<string, string>>,
  ): Promise<Result<void, GitTrouble>> {
    for (const { name, gpgKey } of signers) {
      if (gpgKey === undefined) continue;
      const { deadlineMs, home } = this.#options;
      const command = { args: ['--import'], folder: home.folder, environment, deadlineMs, input: gpgKey };
      const ended = await runProgram('gpg', command);
      if (ended.kind === 'missing')
        return fail({
          kind: 'unreachable',
          why: 'gpg is not installed where Nabe runs: the platform team has to add it',
        });
      if (ended.kind !== 'ended' || ended.exitCode !== 0)
        return fail({
          kind: 'unreachable',
          why: `the GPG key of signer ${name} cannot be read: correct sourceIntegrity`,
        });
    }
    return succeed(undefined);
  }
}
