import type { GitCopies, GitRevisions, GitSource, RepositoryAddress } from '../ports/sources/git-source.port.ts';
import type { PackageSource } from '../ports/sources/package-source.port.ts';

type Trees = Pick<GitSource, 'ensureCommit' | 'listTree' | 'readBlobs'>;

/** Repositories of every kind, read alike: an address that pins a package is one of charts or artifacts, every other one is git's. */
export class RepositorySources implements GitSource, GitRevisions, GitCopies {
  readonly #git: GitSource & GitRevisions & GitCopies;
  readonly #packages: PackageSource;

  constructor(git: GitSource & GitRevisions & GitCopies, packages: PackageSource) {
    this.#git = git;
    this.#packages = packages;
  }

  get lfs(): GitSource['lfs'] {
    return this.#git.lfs;
  }

  listRefs: GitSource['listRefs'] = (...asked) => this.#git.listRefs(...asked);
  findCommits: GitRevisions['findCommits'] = (...asked) => this.#git.findCommits(...asked);
  verifySignature: GitRevisions['verifySignature'] = (...asked) => this.#git.verifySignature(...asked);
  holds: GitCopies['holds'] = (...asked) => this.#git.holds(...asked);
  fetchRefs: GitCopies['fetchRefs'] = (...asked) => this.#git.fetchRefs(...asked);
  ensureCommit: GitSource['ensureCommit'] = (address, ...asked) =>
    this.#treesOf(address).ensureCommit(address, ...asked);
  listTree: GitSource['listTree'] = (address, ...asked) => this.#treesOf(address).listTree(address, ...asked);
  readBlobs: GitSource['readBlobs'] = (address, ...asked) => this.#treesOf(address).readBlobs(address, ...asked);

  #treesOf(address: RepositoryAddress): Trees {
    return address.package === undefined ? this.#git : this.#packages;
  }
}
