import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PackageRepositories } from '#adapters/packages/package-repositories.ts';
import { LocalServer } from '#testing/packages/package-servers.ts';
import type { Figure } from '../figures.ts';
import { watchProcess } from '../process-watch.ts';

interface IndexSize {
  readonly charts: number;
  /** Of each chart. */
  readonly versions: number;
}

/** As the largest public repositories have them. */
const size: IndexSize = { charts: 400, versions: 50 };
const revision = 'chart-7@^1';

/** What a worker does with the index of a Helm repository that has 20,000 charts, from the request to the version. */
export async function measureLargeIndex(): Promise<Figure[]> {
  const [index, small] = [size, { charts: 10, versions: 10 }].map((each) => Buffer.from(indexText(each)));
  const server = new LocalServer((path, _request, response) => response.end(path.startsWith('/small') ? small : index));
  const url = `http://${await server.start()}`;
  const cacheFolder = mkdtempSync(join(tmpdir(), 'nabe-bench-'));
  const proxies = { httpProxy: '', httpsProxy: '', noProxy: '' };
  const packages = new PackageRepositories({ cacheFolder, proxies });
  try {
    // A worker that has run for a while: what is loaded for the first request is not the index' fault.
    await packages.resolve({ url: `${url}/small` }, new Set([revision]));
    const startedAt = performance.now();
    const { value: answers, use } = await watchProcess(() => packages.resolve({ url }, new Set([revision])));
    const seconds = (performance.now() - startedAt) / 1000;
    const pinned = answers.ok ? answers.value.get(revision) : answers;
    if (pinned?.ok !== true) throw new Error(`the index was not read: ${JSON.stringify(pinned)}`);
    const what = `an index.yaml of ${size.charts * size.versions} charts`;
    return [
      { name: 'size of the index', value: (index?.length ?? 0) / 1e6, unit: 'MB' },
      { name: `${what}, fetched and read`, value: seconds, unit: 's', goal: { atMost: 5 } },
      { name: `${what}: memory above idle`, value: use.memoryMegabytes, unit: 'MB', goal: { atMost: 200 } },
      { name: `${what}: longest block of the event loop`, value: use.longestBlockMs, unit: 'ms', goal: { atMost: 50 } },
    ];
  } finally {
    await server.stop();
    rmSync(cacheFolder, { recursive: true, force: true });
  }
}

/** Laid out as `helm repo index` does. */
function indexText({ charts: count, versions: each }: IndexSize): string {
  const charts = Array.from({ length: count }, (_chart, chart) => {
    const versions = Array.from({ length: each }, (_entry, version) => entryText(`chart-${chart}`, `1.${version}.0`));
    return `  chart-${chart}:\n${versions.join('')}`;
  });
  return `apiVersion: v1\nentries:\n${charts.join('')}generated: "2026-01-01T00:00:00Z"\n`;
}

function entryText(name: string, version: string): string {
  return `  - apiVersion: v2
    appVersion: ${version}
    created: "2026-01-01T00:00:00.000000000Z"
    description: ${'Runs the shop and all that belongs to it. '.repeat(11)}
    digest: ${'ab'.repeat(32)}
    home: https://charts.example/${name}
    icon: https://charts.example/${name}/icon.png
    keywords:
    - shop
    - web
    maintainers:
    - email: ana@example.com
      name: Ana
    name: ${name}
    sources:
    - https://git.example/${name}
    type: application
    urls:
    - https://charts.example/archives/${name}-${version}.tgz
    version: ${version}
`;
}
