import { request } from 'undici';
import { startOnFreePorts } from '../processes/free-ports.ts';
import type { Guard } from '../processes/guard.ts';
import { Program } from '../processes/program.ts';
import { waitUntil } from '../processes/wait-until.ts';

export interface EtcdOptions {
  readonly binary: string;
  readonly dataFolder: string;
  readonly logFile: string;
  readonly guard: Guard;
}

export interface Etcd {
  readonly url: string;
  readonly pid: number | undefined;
}

/** Starts the one etcd that all API servers of a fleet share, each under a prefix of its own; resolves when it is healthy. */
export function startEtcd(options: EtcdOptions): Promise<Etcd> {
  return startOnFreePorts(2, async ([clientPort = 0, peerPort = 0]) => {
    const url = `http://127.0.0.1:${clientPort}`;
    const args = etcdFlags(options.dataFolder, url, `http://127.0.0.1:${peerPort}`);
    const { binary, logFile, guard } = options;
    const etcd = new Program({ name: 'etcd', command: binary, args, logFile, guard });
    const isHealthy = async () => {
      const { statusCode, body } = await request(`${url}/health`, { headersTimeout: 2_000 });
      await body.dump();
      return statusCode === 200;
    };
    await waitUntil(isHealthy, {
      what: 'etcd is healthy',
      deadlineMs: 30_000,
      hopeless: () => etcd.end,
      explain: () => etcd.logTail(),
    }).catch(async (error: unknown) => {
      await etcd.stop();
      throw error;
    });
    return { url, pid: etcd.pid };
  });
}

function etcdFlags(dataFolder: string, url: string, peerUrl: string): string[] {
  return [
    '--name=fleet',
    `--data-dir=${dataFolder}`,
    `--listen-client-urls=${url}`,
    `--advertise-client-urls=${url}`,
    `--listen-peer-urls=${peerUrl}`,
    `--initial-advertise-peer-urls=${peerUrl}`,
    `--initial-cluster=fleet=${peerUrl}`,
    // The data is thrown away with the fleet, so nothing need survive a power cut.
    '--unsafe-no-fsync',
    '--log-level=warn',
  ];
}
