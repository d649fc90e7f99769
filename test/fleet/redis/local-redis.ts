import { once } from 'node:events';
import { createConnection } from 'node:net';
import { startOnFreePorts } from '../processes/free-ports.ts';
import { Program } from '../processes/program.ts';
import type { Guard } from '../processes/guard.ts';
import { waitUntil } from '../processes/wait-until.ts';

export interface LocalRedisOptions {
  readonly binary: string;
  /** Working folder; nothing is stored there. */
  readonly folder: string;
  readonly logFile: string;
  readonly guard: Guard;
}

const readyDeadlineMs = 10_000;

/** A Redis (or Valkey) server on 127.0.0.1 that keeps nothing on disk: after `kill` and `start` it is empty. */
export class LocalRedis {
  readonly #options: LocalRedisOptions;
  readonly #port: number;
  #program: Program | undefined;

  private constructor(options: LocalRedisOptions, port: number) {
    this.#options = options;
    this.#port = port;
  }

  static start(options: LocalRedisOptions): Promise<LocalRedis> {
    return startOnFreePorts(1, async ([port = 0]) => {
      const redis = new LocalRedis(options, port);
      await redis.start();
      return redis;
    });
  }

  get url(): string {
    return `redis://127.0.0.1:${this.#port}`;
  }

  get pid(): number | undefined {
    return this.#program?.pid;
  }

  /** Starts it again, empty, on the same port; does nothing while it runs. */
  async start(): Promise<void> {
    if (this.#program !== undefined && this.#program.end === undefined) return;
    const { binary, guard, logFile, folder } = this.#options;
    const program = new Program({ name: 'redis', command: binary, args: this.#flags(folder), logFile, guard });
    this.#program = program;
    await waitUntil(() => answersPing(this.#port), {
      what: 'redis answers',
      deadlineMs: readyDeadlineMs,
      intervalMs: 20,
      hopeless: () => program.end,
      explain: () => program.logTail(),
    });
  }

  /** Ends it at once (SIGKILL), as a crash would. */
  async kill(): Promise<void> {
    await this.#program?.stop();
  }

  #flags(folder: string): string[] {
    const network = ['--bind', '127.0.0.1', '--port', String(this.#port)];
    const storage = ['--save', '', '--appendonly', 'no', '--dir', folder];
    // BullMQ's queues are lost piece by piece under any other policy.
    return [...network, ...storage, '--maxmemory-policy', 'noeviction', '--daemonize', 'no'];
  }
}

async function answersPing(port: number): Promise<boolean> {
  const socket = createConnection({ host: '127.0.0.1', port });
  try {
    socket.setTimeout(1_000, () => socket.destroy(new Error('no answer within 1 s')));
    socket.write('PING\r\n');
    const [answer] = await once(socket, 'data');
    return String(answer).startsWith('+PONG');
  } finally {
    socket.destroy();
  }
}
