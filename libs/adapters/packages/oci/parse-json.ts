import { wholeBody } from '../transfer/answer-body.ts';
import type { PackageAnswer } from '../transfer/package-http.ts';

/** Undefined for what is no JSON: the schema says the rest. */
export function parseJson(answer: PackageAnswer): unknown {
  try {
    return JSON.parse(wholeBody(answer).toString('utf8'));
  } catch {
    return undefined;
  }
}
