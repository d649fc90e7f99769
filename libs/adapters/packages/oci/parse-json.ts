import type { PackageAnswer } from '../transfer/package-http.ts';

/** Undefined for what is no JSON: the schema says the rest. */
export function parseJson({ body }: PackageAnswer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
