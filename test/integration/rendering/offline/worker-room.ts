import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PackageRepositories } from '#adapters/packages/package-repositories.ts';
import type { Manifest } from '#core/model/objects/manifest.ts';
import { succeed } from '#core/model/result.ts';
import type { Application } from '#core/resources/application.ts';
import type { ApplyRequest } from '#flows/ports/clusters/cluster-access.port.ts';
import { type RefreshPorts, refreshRepository } from '#flows/repositories/refresh-repository.ts';
import { repositoryKey } from '#flows/repositories/repository-lookup.ts';
import { RepositorySources } from '#flows/sources/repository-sources.ts';
import { assessInputs } from '#flows/sync/inputs/assess-inputs.ts';
import { syncApplication } from '#flows/sync/sync-application.ts';
import type { SyncPorts } from '#flows/sync/sync-ports.ts';
import { buildRepository, buildTenant } from '#testing/control-plane/resource-builders.ts';
import { FakeTenantSpoke } from '#testing/spoke/fake-clusters.ts';
import type { FakeSpoke } from '#testing/spoke/fake-spoke.ts';
import { SyncWorld, WEB } from '#testing/worlds/sync-world.ts';
import type { LocalRepository } from '../../../fleet/git/local-git.ts';
import { GitRoom } from '../../git/git-room.ts';
import { RenderingRoom } from '../../rendering-room.ts';

const run = promisify(execFile);
const never = new AbortController().signal;

/** Notes what a worker applies, in its order. */
class NotedSpoke extends FakeTenantSpoke {
  readonly applied: Manifest[];

  constructor(spoke: FakeSpoke, applied: Manifest[]) {
    super(spoke);
    this.applied = applied;
  }

  override async apply(request: ApplyRequest) {
    this.applied.push(request.manifest);
    return await super.apply(request);
  }
}

/** What the platform team has set up for keys of cloud services. */
interface CloudAccess {
  /** Of tenant red. */
  readonly cloudKeys: readonly string[];
  /** Of the worker. */
  readonly sopsEnvironment: Readonly<Record<string, string>>;
}

/** What a worker does with an Application, with real git over HTTP, servers of charts and renderers; the clusters are in memory. */
export class WorkerRoom {
  readonly git: GitRoom;
  readonly rendering = new RenderingRoom();
  readonly #mirrors: Awaited<ReturnType<GitRoom['source']>>;
  readonly #cloud: CloudAccess;
  readonly #repositories = new Map<string, LocalRepository>();
  readonly #specs = new Map<string, object>();
  readonly #secrets = new Map<string, Readonly<Record<string, string>>>();

  private constructor(git: GitRoom, mirrors: Awaited<ReturnType<GitRoom['source']>>, cloud: CloudAccess) {
    this.git = git;
    this.#cloud = cloud;
    this.#mirrors = mirrors;
  }

  static async open(cloud: CloudAccess): Promise<WorkerRoom> {
    const git = await GitRoom.open();
    return new WorkerRoom(git, await git.source('worker'), cloud);
  }

  /** A repository of git with these files and links to commits of others, registered for tenant red; answers its address and commit. */
  async createGit(
    name: string,
    files: Readonly<Record<string, string>>,
    { links = {}, spec = {} }: { readonly links?: Readonly<Record<string, string>>; readonly spec?: object } = {},
  ): Promise<{ readonly url: string; readonly commit: string }> {
    const repository = await this.git.server.createRepository(name);
    this.#repositories.set(name, repository);
    await this.git.server.commit(name, { files, message: 'Files' });
    const lines = (await this.git.onServer(repository, ['ls-tree', 'main'])).split('\n');
    const modules = Object.entries(links).map(([path, id]) => `160000 commit ${id}\t${path}`);
    const commit = await this.git.commitTree(repository, [...lines, ...modules]);
    const { url, username, password } = repository;
    this.#secrets.set(name, { username, password });
    this.#specs.set(name, { url, credentialsRef: { name }, ...spec });
    return { url, commit };
  }

  register(name: string, spec: object): void {
    this.#specs.set(name, spec);
  }

  keepSecret(name: string, data: Readonly<Record<string, string>>): void {
    this.#secrets.set(name, data);
  }

  /** The bare repository of the server. */
  bare(name: string): string {
    const repository = this.#repositories.get(name);
    if (repository === undefined) throw new Error(`there is no repository ${name}`);
    return repository.path;
  }

  async tag(name: string, tag: string): Promise<void> {
    await run('git', ['-C', this.bare(name), 'tag', tag, 'main']);
  }

  /** Checks a repository out, as a person does; submodules stay empty folders. */
  async checkOut(name: string): Promise<string> {
    const folder = join(this.rendering.folder, 'checkouts', name);
    await run('git', ['clone', '--quiet', this.bare(name), folder]);
    return folder;
  }

  /** What a worker applies in the first sync of these sources, in its order; fails the test when it applies nothing. */
  async sync(sources: readonly object[]): Promise<Manifest[]> {
    const world = new SyncWorld();
    const { controlPlane } = world;
    const rules = { sourceRepos: ['**'], destinations: [{ cluster: '*', namespaces: ['shop'] }] };
    const { cloudKeys, sopsEnvironment } = this.#cloud;
    controlPlane.views.Tenant.put(
      buildTenant('red', {
        spec: { ...rules, decryption: { cloudKeys }, clusterResources: { allow: [{ group: '*', kind: '*' }] } },
      }),
    );
    for (const [name, data] of this.#secrets) controlPlane.secrets.set(`tenant-red/${name}`, data);
    for (const [name, spec] of this.#specs) controlPlane.views.Repository.put(buildRepository('red', name, { spec }));
    world.change({ spec: { source: undefined, sources } });
    const proxies = { httpProxy: '', httpsProxy: '', noProxy: '' };
    const packages = new PackageRepositories({ cacheFolder: join(this.rendering.folder, 'packages'), proxies });
    const git = new RepositorySources(this.#mirrors, packages);
    const applied: Manifest[] = [];
    const clusters = { asTenant: async () => succeed(new NotedSpoke(world.spoke, applied)) };
    const renderer = this.rendering.renderer(git, packages, { sopsEnvironment });
    const ports = { ...world.ports, git, packages, renderer, clusters };
    await readFollowed(world.application, ports);
    const { outcome } = await syncApplication(WEB, ports, never);
    if (outcome !== 'synced') throw new Error(JSON.stringify(world.application.status));
    return applied;
  }

  async close(): Promise<void> {
    await this.rendering.close();
    await this.git.close();
  }
}

/** What the hub does: reads the Repositories that an Application follows. A chart shows what it depends on once it is read. */
async function readFollowed(application: Application, ports: SyncPorts & RefreshPorts): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    const { followed } = await assessInputs(application, ports, never);
    const all = new Map(followed.map(({ repository }) => [repositoryKey(repository), repository]));
    for (const [key, repository] of all) {
      const own = followed.filter((one) => repositoryKey(one.repository) === key);
      await refreshRepository(repository, new Set(own.map(({ revision }) => revision)), ports, never);
    }
  }
}
