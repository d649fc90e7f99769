import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findSshd } from '../../../setup/distribution-packages.ts';
import { startOnFreePorts } from '../../processes/free-ports.ts';
import { waitUntil } from '../../processes/wait-until.ts';

const run = promisify(execFile);

/** Where sshd locks itself up when it runs as root; it refuses to start without. */
const privilegeFolder = '/run/sshd';

/** A real OpenSSH server on 127.0.0.1 with a host key of its own, which lets this user in with one key, for git and Git LFS only. */
export class LocalSshd {
  /** The private key that it lets in. */
  readonly clientKey: string;
  /** A line for known_hosts files. */
  readonly knownHosts: string;
  readonly #folder: string;
  readonly #port: number;
  readonly #process: ChildProcess;

  private constructor(parts: {
    folder: string;
    clientKey: string;
    hostKey: string;
    port: number;
    process: ChildProcess;
  }) {
    this.#folder = parts.folder;
    this.clientKey = parts.clientKey;
    this.knownHosts = `[127.0.0.1]:${parts.port} ${parts.hostKey.split(' ').slice(0, 2).join(' ')}\n`;
    this.#port = parts.port;
    this.#process = parts.process;
  }

  static async start(folder: string): Promise<LocalSshd> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (process.getuid?.() === 0) await mkdir(privilegeFolder, { recursive: true, mode: 0o755 });
    const [hostKey, clientPublic] = [await makeSshKey(join(folder, 'host')), await makeSshKey(join(folder, 'client'))];
    await writeFile(join(folder, 'login'), loginScript(folder));
    await writeFile(join(folder, 'authorized_keys'), `restrict,command="sh ${folder}/login" ${clientPublic}`);
    const clientKey = await readFile(join(folder, 'client'), 'utf8');
    return startOnFreePorts(1, async ([port = 0]) => {
      const started = await startServer(folder, port);
      return new LocalSshd({ folder, clientKey, hostKey, port, process: started });
    });
  }

  /** From now on this is what the server says where Git LFS is, whoever asks for which repository. */
  async announceLfs(answer: object): Promise<void> {
    await writeFile(join(this.#folder, lfsAnswer), JSON.stringify(answer));
  }

  /** The last question about Git LFS, as the client sent it. */
  async lfsQuestion(): Promise<string> {
    return (await readFile(join(this.#folder, `${lfsAnswer}.question`), 'utf8')).trim();
  }

  /** The address of a bare repository on this machine's disk. */
  urlOf(path: string): string {
    return `ssh://${userInfo().username}@127.0.0.1:${this.#port}${path}`;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    this.#process.kill('SIGTERM');
    await once(this.#process, 'exit');
  }
}

/** Makes an ed25519 key without passphrase at `path`; answers the line of its public half. */
export async function makeSshKey(path: string, comment = 'test'): Promise<string> {
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', comment, '-f', path]);
  return readFile(`${path}.pub`, 'utf8');
}

const lfsAnswer = 'lfs-answer';

/** Asks git's own shell, but for what only servers with Git LFS know. */
function loginScript(folder: string): string {
  const answer = join(folder, lfsAnswer);
  return `case "$SSH_ORIGINAL_COMMAND" in
  "git-lfs-authenticate "*) printf '%s\\n' "$SSH_ORIGINAL_COMMAND" > '${answer}.question'; exec cat '${answer}' ;;
  *) exec git shell -c "$SSH_ORIGINAL_COMMAND" ;;
esac
`;
}

async function startServer(folder: string, port: number): Promise<ChildProcess> {
  const sshd = findSshd();
  if (sshd === undefined) throw new Error('sshd is not there. Run: npm run setup -- --tests');
  const config = join(folder, 'sshd_config');
  await writeFile(config, configuration(folder, port));
  const server = spawn(sshd, ['-D', '-e', '-f', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  server.stderr.on('data', (words: Buffer) => {
    said += words.toString();
  });
  await waitUntil(() => isListening(port), {
    what: 'sshd listens',
    deadlineMs: 10_000,
    hopeless: () => (server.exitCode === null ? undefined : `sshd ended at once: ${said}`),
  });
  return server;
}

function configuration(folder: string, port: number): string {
  const lines = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${join(folder, 'host')}`,
    `AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
    `PidFile ${join(folder, 'pid')}`,
    // The test's folder lies below /tmp, which everybody may write to.
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    'AcceptEnv GIT_PROTOCOL',
  ];
  return `${lines.join('\n')}\n`;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
