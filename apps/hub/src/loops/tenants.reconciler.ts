import { KeyedLoop, type RunOutcome } from '#flows/loops/keyed-loop.ts';
import { reconcileTenant } from '#flows/tenants/reconcile-tenant.ts';
import type { Platform } from '#runtime/platform.ts';
import type { Followers } from './followers.ts';
import { keyOf, nameOf } from './resource-key.ts';

const AT_ONCE = 4;

/** Keeps every Tenant's namespace and the ApplicationSets of its config sources. */
export class TenantsReconciler {
  readonly loop: KeyedLoop;
  private readonly platform: Platform;
  private readonly followers: Followers;

  constructor(platform: Platform, followers: Followers) {
    this.platform = platform;
    this.followers = followers;
    const onError = (key: string, error: unknown) =>
      platform.log.error({ tenant: nameOf(key).name, err: error }, 'cannot reconcile a tenant: trying again');
    this.loop = new KeyedLoop({
      clock: platform.clock,
      concurrency: AT_ONCE,
      run: (key, signal) => this.run(key, signal),
      onError,
    });
  }

  follow(): () => void {
    const view = this.platform.controlPlane.view('Tenant');
    const generations = new Map(view.list().map(({ metadata }) => [keyOf(metadata), metadata.generation]));
    for (const key of generations.keys()) this.loop.request(key);
    return view.onChange((name, tenant) => {
      const key = keyOf(name);
      if (tenant === undefined) {
        this.loop.forget(key);
        this.followers.withdraw({ kind: 'Tenant', key });
        return;
      }
      if (generations.get(key) !== tenant.metadata.generation) this.loop.request(key);
      generations.set(key, tenant.metadata.generation);
    });
  }

  private async run(key: string, signal: AbortSignal): Promise<RunOutcome | void> {
    const tenant = this.platform.controlPlane.view('Tenant').get(nameOf(key));
    if (tenant === undefined) return;
    const { moment } = this.followers;
    const outcome = await reconcileTenant(tenant, this.platform, signal);
    if (this.followers.state({ kind: 'Tenant', key }, outcome.followed, moment)) this.loop.request(key);
    return { againInMs: outcome.againInMs };
  }
}
