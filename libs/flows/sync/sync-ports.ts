import type { OperationTrigger } from '#core/resources/application.ts';
import type { ClaimIndex } from '#core/ownership/claim-index.ts';
import type { TenantHealth } from '../health/tenant-health.ts';
import type { ClusterAccess } from '../ports/clusters/cluster-access.port.ts';
import type { Clock } from '../ports/clock.port.ts';
import type { ControlPlane } from '../ports/control-plane.port.ts';
import type { GitRevisions, GitSource } from '../ports/sources/git-source.port.ts';
import type { EventRecorder } from '../ports/event-recorder.port.ts';
import type { Renderer } from '../ports/sources/renderer.port.ts';
import type { SyncQueue } from '../ports/sync-queue.port.ts';
import type { RepositoryCredentials } from '../repositories/repository-credentials.ts';
import type { DecryptionKeyring } from '../sources/decryption-keyring.ts';
import type { Siblings } from './claims/siblings.ts';

/** Everything a sync reaches for. */
export interface SyncPorts {
  readonly controlPlane: ControlPlane;
  readonly clusters: ClusterAccess;
  readonly git: GitSource & Pick<GitRevisions, 'verifySignature'>;
  readonly renderer: Renderer;
  readonly credentials: RepositoryCredentials;
  readonly keyring: DecryptionKeyring;
  readonly queue: SyncQueue;
  /** From the inventories of all Applications, kept by whoever watches them. */
  readonly claims: ClaimIndex;
  /** What the tenant's other Applications wait for, asked once at a commit for all that prune. */
  readonly siblings: Siblings;
  readonly clock: Clock;
  readonly health: TenantHealth;
  readonly events: EventRecorder;
  /** Hexadecimal digest of a text. */
  readonly digest: (text: string) => string;
  /** Likewise, with a key that only hub and workers have: of what may hold secrets, so that nobody can find them by trying. */
  readonly keyedDigest: (text: string) => string;
}

/** How a sync ended, for the log and the metrics. */
export interface SyncOutcome {
  readonly outcome: 'gone' | 'unchanged' | 'synced' | 'held' | 'waiting' | 'failed' | 'stalled' | 'deleted';
  readonly reason?: string | undefined;
  readonly cluster?: string | undefined;
  readonly commit?: string | undefined;
  /** Requests that changed something on the spoke. */
  readonly applied: number;
  readonly pruned: number;
  /** Objects brought back to what git says without a new commit. */
  readonly healed: number;
  /** What set the operation going; undefined where it came to none. */
  readonly trigger?: OperationTrigger | undefined;
  /** The version in which the Application was left; undefined where nothing was written. */
  readonly version?: string | undefined;
  /** Somebody else turned out to keep changing what git says. */
  readonly isNewlyContended?: boolean | undefined;
}
