import type { Condition } from '#core/model/conditions.ts';
import type { ApplicationSet } from '#core/resources/application-set.ts';
import type { Application } from '#core/resources/application.ts';
import { APPLICATION_SET_LABEL } from '#core/resources/metadata.ts';
import { waitUntil } from '../fleet/processes/wait-until.ts';
import type { TenantSpec, World } from './world.ts';

export interface TeamOptions {
  /** Name of the tenant, of its repository and of its namespace on every cluster. */
  readonly name: string;
  /** First commit; `appsets/` holds the app sets. */
  readonly files: (url: string) => Record<string, string>;
  /** Default: the team's own repository and namespace, on every cluster. */
  readonly rules?: Partial<TenantSpec>;
}

/** A tenant with one repository, as tests use it. */
export class Team {
  readonly name: string;
  readonly url: string;
  private readonly world: World;

  private constructor(world: World, name: string, url: string) {
    this.world = world;
    this.name = name;
    this.url = url;
  }

  /** Registers the tenant and its repository, then lets the repository's `appsets/` count. Needs a running hub. */
  static async add(world: World, { name, files, rules }: TeamOptions): Promise<Team> {
    const own = {
      sourceRepos: [`http://127.0.0.1:*/${name}`],
      destinations: [{ clusterSelector: {}, namespaces: [name] }],
      ...rules,
    };
    await world.addTenant(name, own);
    const url = await world.addRepository(name, name, files);
    await world.addTenant(name, { ...own, configSources: [{ repoURL: url, revision: 'main', path: 'appsets' }] });
    return new Team(world, name, url);
  }

  commit(files: Record<string, string | null>, message: string): Promise<string> {
    return this.world.commit(this.name, files, message);
  }

  application(name: string): Promise<Application | undefined> {
    return this.world.application(this.name, name);
  }

  async applications(): Promise<Application[]> {
    return (await this.world.applications()).filter(({ metadata }) => metadata.namespace === `tenant-${this.name}`);
  }

  /** Waits until exactly these Applications exist, all synced (to `commit` where one is named) and healthy. */
  untilSynced(names: readonly string[], commit?: string): Promise<void> {
    return this.untilThese(names, () => this.applications(), commit);
  }

  /** Likewise for the Applications of one set, whatever the others make. */
  untilSetSynced(set: string, names: readonly string[]): Promise<void> {
    return this.untilThese(names, () => this.applicationsOf(set));
  }

  async applicationsOf(set: string): Promise<Application[]> {
    const all = await this.applications();
    return all.filter(({ metadata }) => metadata.labels[APPLICATION_SET_LABEL] === set);
  }

  /** A condition of a set. */
  async conditionOf(set: string, type: string): Promise<Condition | undefined> {
    const found = await this.world.resource<ApplicationSet>(`namespaces/tenant-${this.name}/applicationsets/${set}`);
    return found?.status?.conditions?.find((condition) => condition.type === type);
  }

  readinessOf(set: string): Promise<Condition | undefined> {
    return this.conditionOf(set, 'Ready');
  }

  /** Waits until the set is not Ready and tells of this; answers its condition. */
  untilNotReady(set: string, message: string): Promise<Condition> {
    return this.world.until(`ApplicationSet ${set} says ${message}`, async () => {
      const condition = await this.readinessOf(set);
      return condition?.status === 'False' && condition.message.includes(message) && condition;
    });
  }

  /** Writes a Secret of the tenant's namespace on the management cluster. */
  putSecret(name: string, stringData: Readonly<Record<string, string>>): Promise<void> {
    const metadata = { namespace: `tenant-${this.name}`, name };
    const path = `/api/v1/namespaces/${metadata.namespace}/secrets/${name}`;
    return this.world.put(path, { apiVersion: 'v1', kind: 'Secret', metadata, stringData });
  }

  /** Likewise a ConfigMap. */
  putConfigMap(name: string, data: Readonly<Record<string, string>>): Promise<void> {
    const metadata = { namespace: `tenant-${this.name}`, name };
    const path = `/api/v1/namespaces/${metadata.namespace}/configmaps/${name}`;
    return this.world.put(path, { apiVersion: 'v1', kind: 'ConfigMap', metadata, data });
  }

  private async untilThese(
    names: readonly string[],
    read: () => Promise<Application[]>,
    commit?: string,
  ): Promise<void> {
    const wanted = names.toSorted().join(', ') || 'no Applications';
    const areSynced = async () => {
      const applications = await read();
      const existing = applications.map(({ metadata }) => metadata.name).toSorted();
      const found = existing.join(', ') || 'no Applications';
      if (found !== wanted) throw new Error(`there are ${found}`);
      const late = applications.find(({ status }) => !isSynced(status, commit));
      if (late !== undefined)
        throw new Error(`${late.metadata.name} is ${JSON.stringify({ ...late.status, inventory: undefined })}`);
      return true;
    };
    const what = `${wanted} of ${this.name} are synced and healthy`;
    await waitUntil(areSynced, { what, deadlineMs: 60_000, intervalMs: 100, explain: () => this.world.logs() });
  }
}

function isSynced({ sync, health }: Application['status'], commit: string | undefined): boolean {
  return sync?.status === 'Synced' && health?.status === 'Healthy' && (commit === undefined || sync.commit === commit);
}
