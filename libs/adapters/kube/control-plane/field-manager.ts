import { fail, type Result, succeed } from '#core/model/result.ts';
import type { ControlPlaneFailure } from '#flows/ports/control-plane.port.ts';
import type { KubeConnection } from '../transport/kube-connection.ts';
import { MEDIA } from '../transport/kube-request.ts';
import { metadataOf, textOf } from '../watch/watch-event.ts';
import { controlPlaneFailure } from './control-plane-failure.ts';

/**
 * The field manager under which this hub's workers apply on all spokes: `nabe-` and the first eight hex digits of the
 * management cluster's kube-system UID. Each hub has its own, and nobody meets it by accident (design §9).
 */
export async function readFieldManager(management: KubeConnection): Promise<Result<string, ControlPlaneFailure>> {
  const path = '/api/v1/namespaces/kube-system';
  const answer = await management.send({ method: 'GET', path, accept: MEDIA.metadata });
  if (!answer.ok) return fail(controlPlaneFailure('read Namespace kube-system', answer.failure));
  return succeed(`nabe-${textOf(metadataOf(answer.value.body)['uid']).replaceAll('-', '').slice(0, 8)}`);
}
