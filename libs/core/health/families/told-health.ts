import { assessHealth } from '#core/health/assess-health.ts';
import type { JsonObject } from '#core/model/json.ts';

/** What is told of an object of a kind (`group/version/Kind`), as `Status: message`; 'nothing' when it is not judged. */
export function toldHealth(kind: string, body: JsonObject): string {
  const slash = kind.lastIndexOf('/');
  const object = { apiVersion: kind.slice(0, slash), kind: kind.slice(slash + 1), ...body };
  const health = assessHealth(object);
  if (health === undefined) return 'nothing';
  return health.message === '' ? health.status : `${health.status}: ${health.message}`;
}

/** A status with conditions, each written as `Type=Status`, or `Type=Status Reason`, or `Type=Status Reason message`. */
export function withConditions(...conditions: readonly string[]): JsonObject {
  return { status: { conditions: conditions.map(parseCondition) } };
}

function parseCondition(text: string): JsonObject {
  const [head = '', reason, ...message] = text.split(' ');
  const [type = '', status = ''] = head.split('=');
  return { type, status, ...(reason && { reason }), ...(message.length > 0 && { message: message.join(' ') }) };
}
