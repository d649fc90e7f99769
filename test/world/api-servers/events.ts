import type { World } from '../world.ts';

interface CoreEvent {
  readonly type: string;
  readonly reason: string;
  readonly message: string;
}

/** What `kubectl describe` shows of a resource of the management cluster, asked for as kubectl does: `Warning Refused: …`, sorted. */
export async function eventsOf(
  world: World,
  kind: 'Application' | 'ApplicationSet',
  { metadata }: { readonly metadata: { readonly namespace: string; readonly name: string; readonly uid: string } },
): Promise<readonly string[]> {
  const { namespace, name, uid } = metadata;
  const fields = { kind, name, namespace, uid };
  const selector = Object.entries(fields).map(([field, value]) => `involvedObject.${field}=${value}`);
  const path = `/api/v1/namespaces/${namespace}/events?fieldSelector=${encodeURIComponent(selector.join(','))}`;
  const { body } = await world.get<{ items: CoreEvent[] }>(path);
  return body.items.map(({ type, reason, message }) => `${type} ${reason}: ${message}`).toSorted();
}
