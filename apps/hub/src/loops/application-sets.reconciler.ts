import type { ClusterFact } from '#core/generators/facts.ts';
import { ComparisonMemory } from '#core/targeting/comparison/comparison-memory.ts';
import { isAffectedByCluster, requiredFacts } from '#core/generators/required-facts.ts';
import { deleteApplicationSet, guardApplications } from '#flows/application-sets/delete-application-set.ts';
import { reconcileApplicationSet } from '#flows/application-sets/reconcile-application-set.ts';
import { ObjectInterest } from '#flows/application-sets/object-interest.ts';
import type { OutsideWorld } from '#flows/application-sets/gather-facts.ts';
import type { SetExpander } from '#flows/ports/generators/set-expander.port.ts';
import { approvalAnnotation } from '#core/sync-options/read-approval.ts';
import type { ObjectMeta } from '#core/resources/metadata.ts';
import { KeyedLoop, type RunOutcome } from '#flows/loops/keyed-loop.ts';
import type { Platform } from '#runtime/platform.ts';
import type { Followers } from './followers.ts';
import { keyOf, nameOf } from './resource-key.ts';

const AT_ONCE = 4;

/** What an expansion needs beside the platform. */
interface ExpansionMeans extends OutsideWorld {
  readonly expander: SetExpander;
}

/** Keeps the Applications of every ApplicationSet what its generators and template say. */
export class ApplicationSetsReconciler {
  readonly loop: KeyedLoop;
  private readonly platform: Platform;
  private readonly followers: Followers;
  private readonly means: ExpansionMeans;
  private readonly objects: ObjectInterest;
  private readonly compared = new ComparisonMemory();

  constructor(platform: Platform, followers: Followers, means: ExpansionMeans) {
    this.platform = platform;
    this.followers = followers;
    this.means = means;
    const onError = (key: string, error: unknown) => {
      platform.metrics.expansions.inc({ outcome: 'error' });
      platform.log.error({ applicationSet: key, err: error }, 'cannot reconcile an app set: trying again');
    };
    this.loop = new KeyedLoop({
      clock: platform.clock,
      concurrency: AT_ONCE,
      run: (key, signal) => this.run(key, signal),
      onError,
    });
    const { controlPlane } = platform;
    this.objects = new ObjectInterest(
      (collection, onChange) => controlPlane.watchObjects(collection, onChange),
      (set) => this.loop.request(set),
    );
  }

  follow(): () => void {
    const unfollow = this.followSets();
    return () => {
      unfollow();
      this.objects.close();
    };
  }

  private followSets(): () => void {
    const view = this.platform.controlPlane.view('ApplicationSet');
    const versions = new Map(view.list().map(({ metadata }) => [keyOf(metadata), versionOf(metadata)]));
    for (const key of versions.keys()) this.loop.request(key);
    return view.onChange((name, set) => {
      const key = keyOf(name);
      if (set === undefined) {
        this.loop.forget(key);
        this.followers.withdraw({ kind: 'ApplicationSet', key });
        this.objects.withdraw(key);
        return;
      }
      if (versions.get(key) !== versionOf(set.metadata)) this.loop.request(key);
      versions.set(key, versionOf(set.metadata));
    });
  }

  /** A cluster came, went or changed: the sets whose generators can see it have to know. */
  requestAffected(before: ClusterFact | undefined, after: ClusterFact | undefined): void {
    for (const { metadata, spec } of this.platform.controlPlane.view('ApplicationSet').list()) {
      if (isAffectedByCluster(requiredFacts(spec), before, after)) this.loop.request(keyOf(metadata));
    }
  }

  private async run(key: string, signal: AbortSignal): Promise<RunOutcome | void> {
    const { controlPlane, metrics } = this.platform;
    const set = controlPlane.view('ApplicationSet').get(nameOf(key));
    if (set === undefined) return;
    if (set.metadata.deletionTimestamp !== undefined) return deleteApplicationSet(set, controlPlane);
    await guardApplications(set, controlPlane);
    const { moment } = this.followers;
    const outcome = await reconcileApplicationSet(
      set,
      { ...this.platform, ...this.means, compared: this.compared },
      signal,
    );
    metrics.expansions.inc({ outcome: 'ok' });
    if (this.followers.state({ kind: 'ApplicationSet', key }, outcome.followed, moment)) this.loop.request(key);
    this.objects.state(key, outcome.objectsRead);
    return { againInMs: outcome.againInMs };
  }
}

/** Changes with whatever may change what a set wants; not with its status. */
function versionOf({ generation, deletionTimestamp = '', annotations }: ObjectMeta): string {
  return `${generation} ${deletionTimestamp} ${annotations[approvalAnnotation] ?? ''}`;
}
