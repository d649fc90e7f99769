/** The place a path points to, as people write it: `spec.generators[0].list`, `metadata.labels["a/b"]`. */
export function fieldText(path: readonly PropertyKey[]): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : keyText(String(part), index))).join('');
}

function keyText(key: string, index: number): string {
  if (!/^[A-Za-z_][\w-]*$/.test(key)) return `[${JSON.stringify(key)}]`;
  return index === 0 ? key : `.${key}`;
}
