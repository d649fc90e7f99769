import { loadAll, YAMLException } from 'js-yaml';
import { kubernetesSchema, isLoadedValue } from '#core/manifests/yaml/kubernetes-schema.ts';
import { measureValue } from '#core/manifests/yaml/measure-value.ts';
import type { JsonValue } from '#core/model/json.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';

/** Largest value once its aliases are written out. Unit: characters plus one for each value. */
const largestSize = 10_000_000;

/** Deepest nesting of collections. */
const deepestNesting = 100;

/**
 * Reads the first document of a text as sigs.k8s.io/yaml does: YAML 1.1, keys become texts, of two equal keys the last one
 * counts. An empty text is null. The failure is one sentence with the line, for the author of the text.
 */
export function parseYaml11(text: string): Result<JsonValue, string> {
  try {
    const [value = null] = loadAll(text, { schema: kubernetesSchema, json: true, maxDepth: deepestNesting });
    return isLoadedValue(value) ? checkSize(value) : fail('the document has no counterpart in JSON');
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return fail(error.mark === undefined ? error.reason : `line ${error.mark.line + 1}: ${error.reason}`);
  }
}

function checkSize(value: JsonValue): Result<JsonValue, string> {
  const measured = measureValue(value);
  if ('obstacle' in measured) return fail('the document contains itself, a number beyond JSON or broken Unicode');
  const fits = measured.size <= largestSize && measured.depth <= deepestNesting;
  return fits ? succeed(value) : fail('the document is too large once its aliases are written out');
}
