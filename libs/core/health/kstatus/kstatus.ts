import type { JsonObject } from '#core/model/json.ts';

/** What kstatus says of an object; the words are its own. */
export type Kstatus =
  | {
      readonly ok: true;
      readonly status: 'Current' | 'InProgress' | 'Failed' | 'Terminating';
      readonly message: string;
    }
  /** The object's own fields cannot be read. */
  | { readonly ok: false; readonly why: string };

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

/** An object and what every kind looks at. */
export interface Subject {
  readonly object: JsonObject;
  readonly conditions: readonly Condition[];
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

export type KindCheck = (subject: Subject) => Kstatus;

export function current(message: string): Kstatus {
  return { ok: true, status: 'Current', message };
}

export function inProgress(message: string): Kstatus {
  return { ok: true, status: 'InProgress', message };
}

export function failed(message: string): Kstatus {
  return { ok: true, status: 'Failed', message };
}
