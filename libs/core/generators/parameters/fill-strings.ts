import { fieldBelow } from '#core/model/text/field-text.ts';
import { type JsonObject, type JsonValue, isJsonObject } from '#core/model/json.ts';
import { type Result, fail, succeed } from '#core/model/result.ts';

export interface FillFailure {
  /** Where in the filled value: `template.metadata.labels["{{x}}"]`, `template.spec.sources[0].path`. */
  readonly path: string;
  readonly message: string;
}

/** Renders one string; a failure is a sentence. */
export type RenderText = (text: string) => Result<string, string>;

/**
 * Renders each string of a JSON object on its own, keys too (Argo CD templates both). Numbers, booleans and nulls in lists
 * stay; a key whose value is null is dropped, as Go's decoding drops it. Two keys that render to the same text: the later one
 * wins. Fails with the first string that cannot be rendered.
 */
export function fillStrings(object: object, render: RenderText, path = ''): Result<JsonObject, FillFailure> {
  const entries: [string, JsonValue][] = [];
  for (const [key, value] of Object.entries(object)) {
    if (value === null || value === undefined) continue;
    const place = fieldBelow(path, [key]);
    const filledKey = fillText(key, render, place);
    if (!filledKey.ok) return filledKey;
    const filled = fillValue(value, render, place);
    if (!filled.ok) return filled;
    entries.push([filledKey.value, filled.value]);
  }
  return succeed(Object.fromEntries(entries));
}

function fillValue(value: JsonValue, render: RenderText, path: string): Result<JsonValue, FillFailure> {
  if (typeof value === 'string') return fillText(value, render, path);
  if (Array.isArray(value)) return fillList(value, render, path);
  return isJsonObject(value) ? fillStrings(value, render, path) : succeed(value);
}

function fillText(text: string, render: RenderText, path: string): Result<string, FillFailure> {
  const rendered = render(text);
  return rendered.ok ? rendered : fail({ path, message: rendered.failure });
}

function fillList(list: readonly JsonValue[], render: RenderText, path: string): Result<JsonValue[], FillFailure> {
  const filled: JsonValue[] = [];
  for (const [index, item] of list.entries()) {
    const next = fillValue(item, render, `${path}[${index}]`);
    if (!next.ok) return next;
    filled.push(next.value);
  }
  return succeed(filled);
}
