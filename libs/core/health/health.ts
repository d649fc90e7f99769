import type { JsonObject } from '#core/model/json.ts';
import type { HealthStatus } from '#core/resources/application.ts';

/** Whether an object works, as opposed to whether it is as git wants it. `message` is stable text, '' when there is nothing to say. */
export interface Health {
  readonly status: HealthStatus;
  readonly message: string;
}

/** Judges a live object of one kind; undefined when the object gives no ground for a judgement. Never throws. */
export type HealthCheck = (object: JsonObject) => Health | undefined;

/** A short way to write down a judgement. */
export function health(status: HealthStatus, message = ''): Health {
  return { status, message };
}
