import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PackageRepositories } from '#adapters/packages/package-repositories.ts';
import type { Repository } from '#core/resources/repository.ts';
import { DecryptionKeyring } from '#flows/sources/decryption-keyring.ts';
import { refreshRepository } from '#flows/repositories/refresh-repository.ts';
import { RepositoryCredentials } from '#flows/repositories/repository-credentials.ts';
import { repositoryKey } from '#flows/repositories/repository-lookup.ts';
import { RepositorySources } from '#flows/sources/repository-sources.ts';
import { assessInputs, type Inputs } from '#flows/sync/inputs/assess-inputs.ts';
import { FakeClock } from '#testing/fake-clock.ts';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { FakeGitSource, type Files } from '#testing/sources/fake-git-source.ts';
import {
  buildApplication,
  buildCluster,
  buildRepository,
  buildTenant,
} from '#testing/control-plane/resource-builders.ts';
import { testDigest } from '#testing/test-digest.ts';
import { RenderingRoom, requestFor } from '../rendering-room.ts';

export const GIT_URL = 'https://git.example/red/apps.git';
const never = new AbortController().signal;

/** Packed by the real Helm, fetched from local servers, rendered by the real Helm: only git and the management cluster are in memory. */
export class ChartRoom {
  readonly folder = mkdtempSync(join(tmpdir(), 'nabe-charts-'));
  readonly rendering = new RenderingRoom();
  readonly controlPlane = new FakeControlPlane();
  readonly git = new FakeGitSource();
  private packages = this.openPackages();

  constructor() {
    const destinations = [{ cluster: '*', namespaces: ['shop'] }];
    this.controlPlane.views.Tenant.put(buildTenant('red', { spec: { sourceRepos: ['*'], destinations } }));
    this.controlPlane.views.Cluster.put(buildCluster('prod-eu'));
  }

  /** A chart whose object tells version and colour, as `helm package` packs it. */
  pack(name: string, version: string, more: Files = {}): Uint8Array {
    const chart = join(this.folder, `${name}-${version}`, name);
    const object = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}-{{ .Chart.Version }}-{{ .Values.colour }}}\n`;
    const files = {
      'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: ${version}\n`,
      'values.yaml': 'colour: red\n',
      'templates/web.yaml': object,
      ...more,
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(chart, path)), { recursive: true });
      writeFileSync(join(chart, path), text);
    }
    const helm = this.rendering.programs.helm;
    execFileSync(helm, ['package', chart, '--destination', this.folder], { env: { HOME: this.folder } });
    return readFileSync(join(this.folder, `${name}-${version}.tgz`));
  }

  register(name: string, spec: object, secret?: Readonly<Record<string, string>>): void {
    const credentialsRef = secret === undefined ? {} : { credentialsRef: { name } };
    if (secret !== undefined) this.controlPlane.secrets.set(`tenant-red/${name}`, secret);
    this.controlPlane.views.Repository.put(buildRepository('red', name, { spec: { ...spec, ...credentialsRef } }));
  }

  /** Makes these files the commit that `main` means. */
  push(files: Files): void {
    const commit = this.git.push(GIT_URL, files);
    const status = { refs: [{ revision: 'main', commit }] };
    this.controlPlane.views.Repository.put(buildRepository('red', 'apps', { spec: { url: GIT_URL }, status }));
  }

  /** As after a restart: memory is lost, the disk is not. */
  restart(): void {
    this.packages = this.openPackages();
  }

  /** What the hub does: reads all repositories of charts that the Application follows, until it follows no further ones. */
  async assess(sources: readonly object[]): Promise<Inputs> {
    for (let round = 0; ; round += 1) {
      const inputs = await this.look(sources);
      if (round === 2) return inputs;
      const followed = inputs.followed.filter(({ repository }) => repository.spec.type !== 'git');
      for (const repository of new Map(
        followed.map((one) => [repositoryKey(one.repository), one.repository]),
      ).values()) {
        const ofThis = followed.filter((one) => repositoryKey(one.repository) === repositoryKey(repository));
        await this.refresh(repository, new Set(ofThis.map(({ revision }) => revision)));
      }
    }
  }

  /** Names of the objects that the sources become, or why there are none. */
  async render(...sources: readonly object[]): Promise<unknown> {
    const inputs = await this.assess(sources);
    if (inputs.kind === 'blocked') return inputs.blocker;
    const renderer = this.rendering.renderer(this.sources, this.packages);
    const capabilities = { kubeVersion: undefined, apiVersions: [] };
    const rendered = await renderer.render({ ...requestFor(inputs.sources, capabilities), charts: inputs.charts });
    return rendered.ok ? rendered.value.manifests.map(({ manifest }) => manifest.metadata.name) : rendered.failure;
  }

  condition(name: string, type: string) {
    const repository = this.controlPlane.views.Repository.get({ namespace: 'tenant-red', name });
    return repository?.status.conditions?.find((condition) => condition.type === type);
  }

  async close(): Promise<void> {
    await this.rendering.close();
    rmSync(this.folder, { recursive: true });
  }

  private get sources(): RepositorySources {
    return new RepositorySources(this.git, this.packages);
  }

  private look(sources: readonly object[]): Promise<Inputs> {
    const application = buildApplication('red', 'web', { spec: { source: undefined, sources } });
    const { controlPlane } = this;
    const credentials = new RepositoryCredentials(controlPlane);
    const keyring = new DecryptionKeyring({ controlPlane, clock: new FakeClock(), digest: testDigest });
    const ports = { controlPlane, git: this.sources, credentials, keyring, digest: testDigest };
    return assessInputs(application, ports, never);
  }

  private async refresh(repository: Repository, revisions: ReadonlySet<string>): Promise<void> {
    const { controlPlane, git, packages } = this;
    const ports = { controlPlane, git, packages, credentials: new RepositoryCredentials(controlPlane) };
    await refreshRepository(repository, revisions, { ...ports, clock: new FakeClock() }, never);
  }

  private openPackages(): PackageRepositories {
    const proxies = { httpProxy: '', httpsProxy: '', noProxy: '' };
    return new PackageRepositories({ cacheFolder: join(this.folder, 'cache'), proxies, deadlineMs: 10_000 });
  }
}
