import type { JsonValue } from '#core/model/json.ts';

/** The package is loaded when YAML is wanted only: the other commands start faster. */
export async function formatYaml(value: JsonValue): Promise<string> {
  const { stringify } = await import('yaml');
  return stringify(value, { lineWidth: 0 });
}

/** One document for each item, each begun by `---`: a stream that `kubectl apply -f -` takes. */
export async function formatYamlDocuments(items: readonly JsonValue[]): Promise<string> {
  const { stringify } = await import('yaml');
  // Readers of YAML 1.1, such as Kubernetes, take a bare `on` or `017` for something else: version 1.1 quotes those.
  const options = { lineWidth: 0, aliasDuplicateObjects: false, version: '1.1' } as const;
  return items.map((item) => `---\n${stringify(item, options)}`).join('');
}
