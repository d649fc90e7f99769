import { fail, succeed, type Result } from '#core/model/result.ts';
import { describeSubject, type SignatureVerdict, type SignedSubject } from '#core/repositories/signature-verdict.ts';
import type { Signer } from '#core/resources/source-integrity.ts';
import type {
  GitCopies,
  GitFailure,
  GitRevisions,
  GitSource,
  RepositoryAddress,
  TreeEntry,
} from '#flows/ports/sources/git-source.port.ts';
import { Script } from '../script.ts';
import { testDigest } from '../test-digest.ts';

/** Text by path. */
export type Files = Readonly<Record<string, string>>;

interface FakeRepository {
  readonly refs: Map<string, string>;
  readonly commits: Map<string, Files>;
}

/** Repositories in memory. `requests` holds what would have reached the server, such as `refs https://git.example/a.git`. */
export class FakeGitSource implements GitSource, GitRevisions, GitCopies {
  readonly requests: string[] = [];
  readonly script = new Script<GitFailure>();
  private readonly repositories = new Map<string, FakeRepository>();
  private readonly signatures = new Map<string, string>();
  private readonly mirrored = new Set<string>();
  /** Paths of symbolic links, by commit. */
  private readonly links = new Map<string, ReadonlySet<string>>();

  /** Makes a commit of exactly these files, and links by their targets, the head of `main`; answers its id. */
  push(url: string, plain: Files, branch = 'main', links: Files = {}): string {
    const repository = this.repositories.get(url) ?? { refs: new Map(), commits: new Map() };
    this.repositories.set(url, repository);
    const files = { ...plain, ...links };
    const commit = testDigest(`${url} ${repository.commits.size} ${JSON.stringify(files)}`).slice(0, 40);
    repository.commits.set(commit, files);
    this.links.set(commit, new Set(Object.keys(links)));
    repository.refs.set(`refs/heads/${branch}`, commit);
    if (branch === 'main') repository.refs.set('HEAD', commit);
    return commit;
  }

  tag(url: string, name: string, commit: string): void {
    this.repositories.get(url)?.refs.set(`refs/tags/${name}`, commit);
  }

  removeBranch(url: string, branch: string): void {
    this.repositories.get(url)?.refs.delete(`refs/heads/${branch}`);
  }

  /** As when the disk with the mirrors is lost. */
  loseMirrors(): void {
    this.mirrored.clear();
  }

  async listRefs({ url }: RepositoryAddress): Promise<Result<ReadonlyMap<string, string>, GitFailure>> {
    const failure = this.ask(`refs ${url}`);
    const repository = this.repositories.get(url);
    if (failure !== undefined || repository === undefined) return fail(failure ?? noRepository(url));
    return succeed(new Map(repository.refs));
  }

  async findCommits({ url }: RepositoryAddress, prefix: string): Promise<Result<readonly string[], GitFailure>> {
    const failure = this.ask(`history ${url}`);
    if (failure !== undefined) return fail(failure);
    const commits = [...(this.repositories.get(url)?.commits.keys() ?? [])];
    return succeed(commits.filter((commit) => commit.startsWith(prefix)).toSorted());
  }

  /** Says who signed a commit or a tag (full ref name). */
  sign(subject: string, signer: string): void {
    this.signatures.set(subject, signer);
  }

  async verifySignature(
    { url }: RepositoryAddress,
    subject: SignedSubject,
    signers: readonly Signer[],
  ): Promise<Result<SignatureVerdict, GitFailure>> {
    const failure = this.ask(`verify ${url}`);
    if (failure !== undefined) return fail(failure);
    const signer = this.signatures.get(subject.tag ?? subject.commit);
    if (signers.some(({ name }) => name === signer)) return succeed({ kind: 'good', signer: signer ?? '' });
    const why = signer === undefined ? 'is not signed' : `is signed by ${signer}, who is not among the signers`;
    return succeed({ kind: 'bad', why: `${describeSubject(subject)} ${why}` });
  }

  async holds({ url }: RepositoryAddress, commit: string): Promise<boolean> {
    return this.mirrored.has(`${url} ${commit}`);
  }

  async fetchRefs({ url }: RepositoryAddress, refs: readonly string[]): Promise<void> {
    if (this.ask(`fetch ${refs.join(' ')} of ${url}`) !== undefined) return;
    const commits = refs.map((ref) => this.repositories.get(url)?.refs.get(ref));
    if (commits.includes(undefined)) return;
    for (const commit of commits) this.mirrored.add(`${url} ${commit}`);
  }

  async ensureCommit({ url }: RepositoryAddress, commit: string): Promise<Result<void, GitFailure>> {
    if (this.mirrored.has(`${url} ${commit}`)) return succeed(undefined);
    const failure = this.ask(`fetch ${url}`);
    if (failure !== undefined) return fail(failure);
    if (this.filesOf(url, commit) === undefined)
      return fail({ kind: 'not-found', message: `${url} has no commit ${commit}.` });
    this.mirrored.add(`${url} ${commit}`);
    return succeed(undefined);
  }

  async listTree({ url }: RepositoryAddress, commit: string): Promise<Result<readonly TreeEntry[], GitFailure>> {
    const files = this.filesOf(url, commit);
    return files === undefined ? fail(noRepository(url)) : succeed(treeOf(files, this.links.get(commit)));
  }

  async readBlobs(
    { url }: RepositoryAddress,
    ids: readonly string[],
  ): Promise<Result<ReadonlyMap<string, Uint8Array>, GitFailure>> {
    const failure = this.ask(`blobs ${url}`);
    if (failure !== undefined) return fail(failure);
    const commits = this.repositories.get(url)?.commits.values() ?? [];
    const texts = [...commits].flatMap((files) => Object.values(files));
    const blobs = new Map(texts.map((text) => [testDigest(text).slice(0, 40), new TextEncoder().encode(text)]));
    return succeed(
      new Map(ids.flatMap((id) => (blobs.has(id) ? [[id, blobs.get(id) ?? new Uint8Array()] as const] : []))),
    );
  }

  filesOf(url: string, commit: string): Files | undefined {
    return this.repositories.get(url)?.commits.get(commit);
  }

  private ask(request: string): GitFailure | undefined {
    this.requests.push(request);
    return this.script.take(request);
  }
}

function noRepository(url: string): GitFailure {
  return { kind: 'not-found', message: `There is no repository ${url}.` };
}

function treeOf(files: Files, links: ReadonlySet<string> = new Set()): TreeEntry[] {
  const directories = new Set(Object.keys(files).flatMap(parentsOf));
  const blobs = Object.entries(files).map(([path, text]): TreeEntry => {
    const type = links.has(path) ? 'symlink' : 'blob';
    return { path, type, id: testDigest(text).slice(0, 40), size: new TextEncoder().encode(text).length };
  });
  const trees = [...directories].map((path): TreeEntry => ({ path, type: 'tree', id: treeId(files, path), size: 0 }));
  return [...trees, ...blobs].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function parentsOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
}

function treeId(files: Files, directory: string): string {
  const prefix = directory === '' ? '' : `${directory}/`;
  const below = Object.entries(files).filter(([path]) => path.startsWith(prefix));
  return testDigest(JSON.stringify(below.toSorted(([a], [b]) => (a < b ? -1 : 1)))).slice(0, 40);
}
