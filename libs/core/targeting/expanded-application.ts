import type { JsonObject } from '#core/model/json.ts';

/** An Application as the template gives it, before anybody has judged it: Argo CD's document less kind and status. */
export interface ExpandedApplication {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels?: Readonly<Record<string, string>> | undefined;
    readonly annotations?: Readonly<Record<string, string>> | undefined;
    readonly finalizers?: readonly string[] | undefined;
  };
  readonly spec: JsonObject;
}

export interface Expanded {
  readonly application: ExpandedApplication;
  /** Which generator and parameter set it came from, for messages. */
  readonly origin: string;
}
