import { canonicalJson } from '../model/canonical-json.ts';
import type { Application } from '../resources/application.ts';

/** Names what a person asks for, so that a status can say of which request it speaks; undefined when nothing is asked for. */
export function requestId({ operation }: Application, digest: (text: string) => string): string | undefined {
  return operation === undefined ? undefined : digest(canonicalJson(operation)).slice(0, 16);
}
