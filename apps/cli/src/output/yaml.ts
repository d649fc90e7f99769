import type { JsonValue } from '#core/model/json.ts';

/** The package is loaded when YAML is wanted only: the other commands start faster. */
export async function formatYaml(value: JsonValue): Promise<string> {
  const { stringify } = await import('yaml');
  return stringify(value, { lineWidth: 0 });
}
