import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { parseApiVersion } from '#core/model/objects/manifest.ts';
import type { ObjectKey } from '#core/model/objects/object-key.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { SpokeFailure } from '#flows/ports/clusters/cluster-access.port.ts';
import { collectionPath } from '../discovery/object-path.ts';
import { MEDIA } from '../transport/kube-request.ts';
import { listAllPages } from '../watch/list-all-pages.ts';
import { textOf } from '../watch/watch-event.ts';
import type { ClusterConnection } from './cluster-connection.ts';
import { spokeFailure } from './spoke-failure.ts';

const AUTOSCALERS = {
  group: 'autoscaling',
  version: 'v2',
  kind: 'HorizontalPodAutoscaler',
  resource: 'horizontalpodautoscalers',
  namespaced: true,
} as const;

/** What the HorizontalPodAutoscalers of a namespace scale, read on behalf of a tenant. */
export async function listScaled(
  connection: ClusterConnection,
  impersonate: string,
  namespace: string,
  signal: AbortSignal | undefined,
): Promise<Result<readonly ObjectKey[], SpokeFailure>> {
  const scaled: ObjectKey[] = [];
  const listed = await listAllPages({
    send: (request) => connection.send(request),
    path: `${collectionPath(AUTOSCALERS, namespace)}?`,
    accept: MEDIA.json,
    impersonate,
    signal,
    each: (object) => scaled.push(targetOf(object, namespace)),
  });
  if (listed.ok) return succeed(scaled);
  const what = `list the HorizontalPodAutoscalers of namespace ${namespace}`;
  return fail(spokeFailure({ cluster: connection.name, what }, listed.failure));
}

function targetOf({ spec }: JsonObject, namespace: string): ObjectKey {
  const target = isJsonObject(spec) && isJsonObject(spec['scaleTargetRef']) ? spec['scaleTargetRef'] : {};
  const { group } = parseApiVersion(textOf(target['apiVersion']));
  return { group, kind: textOf(target['kind']), namespace, name: textOf(target['name']) };
}
