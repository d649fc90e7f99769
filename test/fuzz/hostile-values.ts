import {
  type Arbitrary,
  array,
  boolean,
  constant,
  constantFrom,
  double,
  letrec,
  oneof,
  string,
  tuple,
} from 'fast-check';
import type { JsonObject, JsonValue } from '#core/model/json.ts';

/** Arbitraries for specs: what a tenant who means harm, or is careless, may write. */

/** Names that every JavaScript object inherits, or that mean something to a reader of YAML or templates. */
export const hostileKey = constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
  '<<',
  '$patch',
  '',
  'a',
  'a.b',
  'name',
  'values',
  'path',
  '{{.a}}',
  '{{a}}',
);

/** Templates that can be parsed, and that reach for what objects inherit or want to change it. */
export const hostileTemplate = constantFrom(
  'x-{{.name}}',
  '{{.a}}{{ .b }}',
  '{{ .constructor }}{{ .toString }}',
  '{{ .__proto__.polluted }}',
  '{{ .a.toString }}{{ .a.constructor.name }}',
  '{{ index . "__proto__" }}{{ index .a "constructor" }}',
  '{{ get . "constructor" }}{{ hasKey . "__proto__" }}',
  '{{ dig "__proto__" "polluted" "none" . }}{{ dig "constructor" "prototype" "none" . }}',
  '{{ $x := set . "__proto__" (dict "polluted" "yes") }}{{ $x | toJson }}{{ .polluted }}',
  '{{ set (dict) "constructor" (dict "prototype" (dict "polluted" 1)) | toYaml }}',
  '{{ merge (dict) . | toYaml }}{{ mergeOverwrite . (dict "__proto__" (dict "polluted" 1)) | toJson }}',
  '{{ pick . "constructor" "__proto__" | toJson }}{{ omit . "a" | toJson }}{{ unset . "__proto__" }}',
  '{{ "__proto__: {polluted: 1}" | fromYaml | toJson }}',
  '{{ fromJson "{\\"__proto__\\":{\\"polluted\\":1}}" | toYaml }}',
  '{{ deepCopy . | toJson }}{{ keys . | sortAlpha }}{{ values . }}{{ pluck "constructor" . }}',
  '{{ range $k, $v := . }}{{ $k }}={{ $v }};{{ end }}',
  '{{ define "__proto__" }}x{{ end }}{{ template "__proto__" . }}',
  '{{ template "constructor" }}',
  '{{ $constructor := 1 }}{{ $constructor }}',
  'spec: {source: {helm: {valuesObject: {__proto__: {polluted: 1}}}}}',
  'metadata: {labels: {__proto__: x, constructor: y}}',
  '$patch: replace',
);

/** Templates of the older mode, and texts that are no Go template. */
const otherTemplate = constantFrom(
  '{{a}}',
  'x-{{name}}',
  '{{__proto__}}{{constructor}}{{ toString }}',
  '{{ constructor }}',
  '{{ __proto__ . }}',
  '{{ .a | hasOwnProperty }}',
  '{{',
  '{{ end }}',
  '}}',
);

export const hostileText: Arbitrary<string> = oneof(hostileTemplate, otherTemplate, hostileKey, string());

/** An object with these keys, each an own property: `__proto__` too. */
export function hostileObject<T>(value: Arbitrary<T>): Arbitrary<Record<string, T>> {
  return array(tuple(hostileKey, value), { maxLength: 4 }).map((entries) => Object.fromEntries(entries));
}

/** Objects around a value, so many that a careless walk would run out of stack. */
function nested(value: JsonValue, depth: number): JsonValue {
  let around = value;
  for (let level = 0; level < depth; level += 1) around = level % 2 === 0 ? [around] : { a: around };
  return around;
}

const { json } = letrec<{ json: JsonValue; object: JsonObject }>((tie) => ({
  json: oneof(
    { maxDepth: 4, withCrossShrink: true },
    hostileText,
    oneof(constant(null), boolean(), double({ noNaN: true, noDefaultInfinity: true })),
    array(tie('json'), { maxLength: 3 }),
    tie('object'),
  ),
  object: hostileObject(tie('json')),
}));

export const hostileJson: Arbitrary<JsonValue> = oneof(
  { weight: 20, arbitrary: json },
  { weight: 1, arbitrary: tuple(json, constantFrom(60, 150, 3000)).map(([value, depth]) => nested(value, depth)) },
);
