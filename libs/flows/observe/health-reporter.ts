import { isDeepEqual } from '#core/model/deep-equal.ts';
import type { Application, ApplicationStatus } from '#core/resources/application.ts';
import type { ControlPlane } from '../ports/control-plane.port.ts';
import { afterNews } from '../loops/after-news.ts';
import { forEachAtOnce } from '../loops/for-each-at-once.ts';

/** The fields of the status that the observe role owns (design §4). */
export type ObservedFields = Pick<ApplicationStatus, 'health' | 'drift'>;

/** Rollouts change in bursts: news is gathered this long and written once. */
const GATHER_MS = 250;
/**
 * So often news of an Application waits for the end of its sync: half of its objects say little about its health, and the sync is about to
 * write its own fields of the same object.
 */
const MOST_PUT_OFF = 8;
const WRITES_AT_ONCE = 8;
const LONGEST_PAUSE_MS = 30_000;

/** Writes what was observed of Applications, one request for each change that lasts; failed writes are tried again. */
export class HealthReporter {
  private readonly wanted = new Map<string, ObservedFields>();
  /** How often each was put off. */
  private readonly putOff = new Map<string, number>();
  private readonly abort = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  /** Grows while writes fail. */
  private pauseMs = GATHER_MS;
  private hasFailed = false;
  private readonly controlPlane: Pick<ControlPlane, 'applyStatus' | 'view'>;
  private readonly onError: (error: unknown) => void;

  constructor(controlPlane: Pick<ControlPlane, 'applyStatus' | 'view'>, onError: (error: unknown) => void) {
    this.controlPlane = controlPlane;
    this.onError = onError;
  }

  /** States what holds now for an Application. */
  state({ metadata, status }: Application, fields: ObservedFields): void {
    const key = `${metadata.namespace}/${metadata.name}`;
    const { health, drift } = status;
    if (isDeepEqual(fields, { health, drift })) this.forget(key);
    else this.wanted.set(key, fields);
    if (this.wanted.size > 0) this.timer ??= this.later();
  }

  stop(): void {
    this.abort.abort();
    clearTimeout(this.timer);
  }

  private async flush(): Promise<void> {
    const batch = [...this.wanted].filter(([key]) => !this.isPutOff(key));
    for (const [key] of batch) this.forget(key);
    this.hasFailed = false;
    await forEachAtOnce(batch, WRITES_AT_ONCE, this.abort.signal, ([key, fields]) => this.write(key, fields));
    this.pauseMs = this.hasFailed ? Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS) : GATHER_MS;
    this.timer = undefined;
    if (this.wanted.size > 0 && !this.abort.signal.aborted) this.timer = this.later();
  }

  private isPutOff(key: string): boolean {
    const count = this.putOff.get(key) ?? 0;
    const [namespace = '', name = ''] = key.split('/');
    const { operation } = this.controlPlane.view('Application').get({ namespace, name })?.status ?? {};
    if (operation?.phase !== 'Running' || count >= MOST_PUT_OFF) return false;
    this.putOff.set(key, count + 1);
    return true;
  }

  private forget(key: string): void {
    this.wanted.delete(key);
    this.putOff.delete(key);
  }

  private later(): NodeJS.Timeout {
    return setTimeout(() => afterNews(() => void this.flush()), this.pauseMs);
  }

  private async write(key: string, fields: ObservedFields): Promise<void> {
    const [namespace = '', name = ''] = key.split('/');
    // An apply to the status of an object that is gone would be refused; one that is going needs no news.
    if (this.controlPlane.view('Application').get({ namespace, name }) === undefined) return;
    const written = await this.controlPlane.applyStatus('Application', { namespace, name }, 'nabe-observe', fields);
    if (written.ok || written.failure.kind === 'not-found') return;
    this.hasFailed = true;
    this.onError(new Error(`cannot write the health of Application ${key}: ${written.failure.message}`));
    if (!this.wanted.has(key)) this.wanted.set(key, fields);
  }
}
