const sensitiveKey = /(password|passphrase|token|authorization|cookie|secret|private[-_]?key|kubeconfig|credentials)$/i;
const userinfo = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi;
const bearer = /\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi;
const maxDepth = 6;
const redacted = '[redacted]';

/** Takes the userinfo out of URLs and the credentials out of Authorization values, wherever they stand in the text. */
export function redactText(text: string): string {
  return text.replace(userinfo, `$1${redacted}@`).replace(bearer, `$1 ${redacted}`);
}

/**
 * A copy of log fields without secrets: values under sensitive names are replaced, texts are cleaned, Errors become plain
 * objects with their causes. Deeper than six levels nothing is shown, so that an object with cycles cannot hang the logger.
 */
export function redactFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return redactEntries(fields, 0);
}

function redactEntries(fields: object, depth: number): Record<string, unknown> {
  const entries = Object.entries(fields).map(([key, value]) => [
    key,
    isSensitive(key, value) ? redacted : redactValue(value, depth + 1),
  ]);
  return Object.fromEntries(entries);
}

function isSensitive(key: string, value: unknown): boolean {
  return sensitiveKey.test(key) && value !== undefined && value !== null && value !== '';
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > maxDepth) return '[too deep]';
  if (value instanceof Error) return redactError(value, depth);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth + 1));
  if (value instanceof Date) return value;
  return redactEntries(value, depth);
}

/** Other properties of an error are left out: clients attach the request, with its credentials, to the errors they throw. */
function redactError(error: Error, depth: number): Record<string, unknown> {
  const { cause, stack } = error;
  const code = 'code' in error ? error.code : undefined;
  return {
    type: error.name,
    message: redactText(error.message),
    ...(typeof code === 'string' ? { code } : {}),
    ...(stack === undefined ? {} : { stack: redactText(stack) }),
    ...(cause === undefined ? {} : { cause: redactValue(cause, depth + 1) }),
  };
}
