/** The place a path points to, as people write it: `spec.generators[0].list`, `metadata.labels["a/b"]`. */
export function fieldText(path: readonly PropertyKey[]): string {
  return fieldBelow('', path).replace(/^\./, '');
}

/** As {@link fieldText}, for a place below one that is a text already. */
export function fieldBelow(field: string, path: readonly PropertyKey[]): string {
  return field + path.map((part) => (typeof part === 'number' ? `[${part}]` : keyText(String(part)))).join('');
}

function keyText(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
