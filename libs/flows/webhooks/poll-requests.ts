import type { Clock } from '../ports/clock.port.ts';

/** No Repository is polled more often because of webhooks than the shortest interval it could have. Unit: milliseconds. */
const PAUSE_MS = 1000;

export interface PollRequestsOptions {
  readonly clock: Clock;
  /** Asks for a poll of one Repository, `namespace/name`. */
  readonly poll: (repository: string) => Promise<void>;
  readonly onError: (repository: string, error: unknown) => void;
}

/** Turns any number of pushes into at most one poll a second for each Repository: the first at once, and one after the last. */
export class PollRequests {
  private readonly options: PollRequestsOptions;
  private readonly pausing = new Map<string, { again: boolean }>();
  private readonly stopping = new AbortController();

  constructor(options: PollRequestsOptions) {
    this.options = options;
  }

  request(repository: string): void {
    const pause = this.pausing.get(repository);
    if (pause !== undefined) pause.again = true;
    else void this.pollAndPause(repository);
  }

  /** Asks for no more polls. */
  stop(): void {
    this.stopping.abort();
  }

  private async pollAndPause(repository: string): Promise<void> {
    const pause = { again: true };
    this.pausing.set(repository, pause);
    while (pause.again && !this.stopping.signal.aborted) {
      pause.again = false;
      await this.poll(repository);
      await this.options.clock.sleep(PAUSE_MS, this.stopping.signal);
    }
    this.pausing.delete(repository);
  }

  private async poll(repository: string): Promise<void> {
    try {
      await this.options.poll(repository);
    } catch (error) {
      this.options.onError(repository, error);
    }
  }
}
