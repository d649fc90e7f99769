import type { LocalCluster } from '../fleet/kubernetes/local-cluster.ts';

/** Requests that an API server has answered, by what was asked for. */
export type RequestCounts = ReadonlyMap<string, number>;

interface CountedRequest {
  /** As in the metric: APPLY, GET, LIST, WATCH, … */
  readonly verb: string;
  readonly resource: string;
  readonly subresource: string;
}

/** The API server's own count (`apiserver_request_total`); a watch counts when it ends. */
export async function countRequests(
  cluster: LocalCluster,
  isCounted: (request: CountedRequest) => boolean,
): Promise<RequestCounts> {
  const { status, body } = await cluster.request<string>('GET', '/metrics');
  if (status !== 200) throw new Error(`cannot read the metrics of ${cluster.name}: ${status}`);
  const counts = new Map<string, number>();
  for (const line of body.split('\n')) {
    const [, labels = '', count = ''] = /^apiserver_request_total\{(.*)\} (\S+)$/.exec(line) ?? [];
    const request = readLabels(labels);
    if (labels === '' || !isCounted(request)) continue;
    const what = [request.verb, request.resource, request.subresource].filter((part) => part !== '').join(' ');
    counts.set(what, (counts.get(what) ?? 0) + Number(count));
  }
  return counts;
}

/** What came between two counts, without what did not change. */
export function requestsBetween(before: RequestCounts, after: RequestCounts): RequestCounts {
  const differences = [...after].map(([what, count]) => [what, count - (before.get(what) ?? 0)] as const);
  return new Map(differences.filter(([, count]) => count > 0));
}

export function sumOf(counts: RequestCounts): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

function readLabels(text: string): CountedRequest {
  const labels = new Map([...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));
  const read = (name: string) => labels.get(name) ?? '';
  return { verb: read('verb'), resource: read('resource'), subresource: read('subresource') };
}
