import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A new PGP key in a keyring of its own, which {@link PgpKey.remove} removes with the agent that gpg has started for it. */
export class PgpKey {
  /** GNUPGHOME of the keyring. */
  readonly home: string;
  readonly fingerprint: string;
  /** In ASCII armour. */
  readonly privateKey: string;

  private constructor(home: string, fingerprint: string, privateKey: string) {
    this.home = home;
    this.fingerprint = fingerprint;
    this.privateKey = privateKey;
  }

  static async make(): Promise<PgpKey> {
    const home = mkdtempSync(join(tmpdir(), 'nabe-gpg-'));
    const gpg = async (...args: string[]) =>
      (await run('gpg', ['--homedir', home, '--batch', '--passphrase', '', ...args])).stdout;
    await gpg('--quick-generate-key', 'red <red@example.com>', 'default', 'default', 'never');
    const listing = await gpg('--list-keys', '--with-colons');
    const fingerprint = /^fpr:+([0-9A-F]+):/m.exec(listing)?.[1];
    if (fingerprint === undefined) throw new Error(`gpg lists no key: ${listing}`);
    return new PgpKey(home, fingerprint, await gpg('--armor', '--export-secret-keys'));
  }

  async remove(): Promise<void> {
    await run('gpgconf', ['--homedir', this.home, '--kill', 'all']);
    rmSync(this.home, { recursive: true });
  }
}
