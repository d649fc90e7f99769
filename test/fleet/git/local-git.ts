import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { startOnFreePorts } from '../processes/free-ports.ts';
import { type GitUser, isAuthorized } from './basic-auth.ts';
import { type CommitContent, defaultBranch, formatFastImport } from './fast-import.ts';
import { runGit } from './git-process.ts';
import { answerThroughBackend } from './http-backend.ts';
import { LfsShelf } from './lfs/lfs-shelf.ts';
import { type GitRequestKind, kindOfRequest } from './request-kind.ts';

export interface LocalGitOptions {
  /** Path of the git program. */
  readonly binary: string;
  /** Folder for the bare repositories; it is made. */
  readonly folder: string;
}

export interface LocalRepository extends GitUser {
  readonly url: string;
  /** The bare repository on disk. */
  readonly path: string;
}

/** Requests answered since the start, by kind; refused and failed ones count too. */
export type GitRequestCounts = Readonly<Record<GitRequestKind, number>>;

interface Hosted extends LocalRepository {
  readonly counts: Record<GitRequestKind, number>;
  /** Requests of this kind are never answered. */
  readonly silentFor?: GitRequestKind;
  /** Undefined: the server has no Git LFS for it. */
  readonly lfs?: LfsShelf;
  /** Commits to one repository happen one after the other. */
  lastCommit: Promise<unknown>;
}

/** A git server on 127.0.0.1: `git http-backend` over bare repositories, each with a user and password of its own. */
export class LocalGit {
  readonly #options: LocalGitOptions;
  readonly #port: number;
  readonly #repositories = new Map<string, Hosted>();
  #server: Server | undefined;
  #failure: number | undefined;

  private constructor(options: LocalGitOptions, port: number) {
    this.#options = options;
    this.#port = port;
  }

  static start(options: LocalGitOptions): Promise<LocalGit> {
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
    return startOnFreePorts(1, async ([port = 0]) => {
      const git = new LocalGit(options, port);
      await git.start();
      return git;
    });
  }

  /** Makes an empty repository, whose first branch will be `main`. Without `user` a random password is made for user `git`. */
  async createRepository(name: string, user?: GitUser): Promise<LocalRepository> {
    const path = join(this.#options.folder, `${name}.git`);
    await this.#git(['init', '--quiet', '--bare', `--initial-branch=${defaultBranch}`, path]);
    // Single commits and partial clones are what clients with a mirror ask for.
    for (const setting of ['http.receivepack', 'uploadpack.allowFilter', 'uploadpack.allowAnySHA1InWant']) {
      await this.#git(['-C', path, 'config', setting, 'true']);
    }
    const { username, password } = user ?? { username: 'git', password: randomBytes(12).toString('hex') };
    const repository = { url: `http://127.0.0.1:${this.#port}/${name}.git`, path, username, password };
    const counts = { advertisement: 0, listing: 0, fetch: 0, push: 0, other: 0 };
    this.#repositories.set(name, { ...repository, counts, lastCommit: Promise.resolve() });
    return repository;
  }

  /** Adds a commit to a branch, straight into the bare repository; gives its id. Works while the server is stopped too. */
  async commit(name: string, content: CommitContent): Promise<string> {
    const repository = this.#find(name);
    const committing = repository.lastCommit.then(() => this.#commitNow(repository, content));
    repository.lastCommit = committing.catch(() => undefined);
    return committing;
  }

  /** From now on requests of one kind are taken and never answered. */
  keepSilent(name: string, silentFor: GitRequestKind): void {
    this.#repositories.set(name, { ...this.#find(name), silentFor });
  }

  /** From now on the server has Git LFS for the repository; whoever may read the one may read the other. */
  addLfs(name: string): LfsShelf {
    const lfs = new LfsShelf();
    this.#repositories.set(name, { ...this.#find(name), lfs });
    return lfs;
  }

  /** From now on the repository wants this user; one that was handed out before is refused. */
  changeUser(name: string, user: GitUser): void {
    this.#repositories.set(name, { ...this.#find(name), ...user });
  }

  requestCounts(name: string): GitRequestCounts {
    return { ...this.#find(name).counts };
  }

  /** From now on every request is answered with this HTTP status; without one all is well again. */
  failWith(status?: number): void {
    this.#failure = status;
  }

  /** Listens again on the same port; does nothing while it listens. */
  async start(): Promise<void> {
    if (this.#server !== undefined) return;
    const server = createServer((request, response) => void this.#answer(request, response));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port: this.#port, host: '127.0.0.1', exclusive: true }, resolve);
    });
    this.#server = server;
  }

  /** Stops listening and breaks the open connections, as an outage would. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.on('error', () => response.destroy());
    const url = request.url ?? '/';
    const name = /^\/([^/]+)\.git\//.exec(url)?.[1] ?? '';
    const repository = this.#repositories.get(decodeURIComponent(name));
    const body = request[Symbol.asyncIterator]();
    const first = await body.next().catch(() => ({ done: true, value: undefined }));
    const start: Buffer = first.done === true ? Buffer.alloc(0) : first.value;
    if (repository !== undefined) repository.counts[kindOfRequest(url, start)]++;

    if (this.#failure !== undefined) return refuse(response, this.#failure, 'The server was told to fail');
    if (repository === undefined) return refuse(response, 404, 'No such repository');
    if (!isAuthorized(request.headers.authorization, repository)) {
      response.setHeader('WWW-Authenticate', 'Basic realm="git", charset="UTF-8"');
      return refuse(response, 401, 'Wrong user name or password');
    }
    if (repository.silentFor !== undefined && kindOfRequest(url, start) === repository.silentFor) return;
    const lfs = /^\/[^/]+\.git\/info\/lfs\/(.*)$/.exec(url);
    if (lfs !== null) return answerLfs(repository, lfs[1] ?? '', request, startingWith(start, body), response);
    const { binary, folder } = this.#options;
    const backend = { binary, home: folder, root: folder, user: repository.username };
    await answerThroughBackend(request, startingWith(start, body), response, backend);
  }

  async #commitNow({ path }: Hosted, content: CommitContent): Promise<string> {
    const branch = content.branch ?? defaultBranch;
    const known = await this.#git(['-C', path, 'for-each-ref', '--format=%(objectname)', `refs/heads/${branch}`]);
    const base = { time: Math.floor(Date.now() / 1000), branchExists: known !== '' };
    const id = await this.#git(
      ['-C', path, 'fast-import', '--quiet', '--date-format=raw'],
      formatFastImport(content, base),
    );
    return id.trim();
  }

  #git(args: readonly string[], input?: string): Promise<string> {
    return runGit(this.#options.binary, this.#options.folder, args, input);
  }

  #find(name: string): Hosted {
    const repository = this.#repositories.get(name);
    if (repository === undefined) throw new Error(`The fleet's git server has no repository ${name}: create it first`);
    return repository;
  }
}

/** The address of the API is what the client called it, also from behind a front. */
async function answerLfs(
  { lfs }: Hosted,
  place: string,
  { method = '', url = '', headers }: IncomingMessage,
  body: AsyncIterable<Buffer>,
  response: ServerResponse,
): Promise<void> {
  if (lfs === undefined) return refuse(response, 404, 'No Git LFS');
  if (lfs.tricks.isSilent) return;
  const { host = '', 'x-forwarded-proto': scheme = 'http' } = headers;
  const base = `${String(scheme)}://${host}${url.slice(0, url.length - place.length - 1)}`;
  const told = lfs.answer(method, place, base, await buffer(body));
  response.writeHead(told.status, { ...told.headers }).end(told.body);
}

async function* startingWith(start: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (start.length > 0) yield start;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`);
}
