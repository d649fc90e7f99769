import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '#core/model/json.ts';
import { functionNames } from './functions/function-table.ts';
import { parseTemplate, renderGoTemplate } from './render-go-template.ts';
import { fakeTemplateEnvironment } from './testing/fake-template-environment.ts';

const environment = fakeTemplateEnvironment();
const limits = { outputLength: 10_000, steps: 200_000, depth: 30 };

const literal = fc.oneof(
  fc.string().map((text) => JSON.stringify(text)),
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.constantFrom(
    'true',
    'false',
    'nil',
    '.',
    '$',
    '.a',
    '.a.b',
    '$.list',
    '.list',
    '.none',
    '.__proto__',
    '.a.constructor',
    '"__proto__"',
    '"constructor"',
    '"toString"',
    "'x'",
    '1i',
    '`raw`',
  ),
);

const { expression } = fc.letrec<{ expression: string; call: string; piped: string }>((tie) => ({
  expression: fc.oneof({ maxDepth: 4 }, literal, tie('call'), tie('piped')),
  call: fc
    .tuple(fc.constantFrom(...functionNames), fc.array(tie('expression'), { maxLength: 4 }))
    .map(([name, args]) => `(${[name, ...args].join(' ')})`),
  piped: fc.tuple(tie('expression'), fc.constantFrom(...functionNames)).map(([value, name]) => `(${value} | ${name})`),
}));

const node = fc.oneof(
  expression.map((value) => `{{ ${value} }}`),
  expression.map((value) => `{{if ${value}}}yes{{else}}no{{end}}`),
  expression.map((value) => `{{range $k, $v := ${value}}}{{$k}}={{$v}}{{break}}{{end}}`),
  expression.map((value) => `{{with ${value}}}{{.}}{{end}}`),
  expression.map((value) => `{{- $x := ${value} -}} {{$x}}`),
  fc.string(),
);

/** Pieces that look like templates but mostly are none. */
const fragments = fc
  .array(
    fc.constantFrom(
      '{{',
      '}}',
      '{{-',
      ' -}}',
      '"',
      '`',
      '(',
      ')',
      '|',
      '$x',
      ':=',
      'if',
      'end',
      'range',
      '.',
      '/*',
      '*/',
      ' ',
      '\n',
      '\\',
      '0x',
      '%',
    ),
  )
  .map((parts) => parts.join(''));

function render(text: string, data: JsonValue): unknown {
  const parsed = parseTemplate(text);
  return parsed.ok ? renderGoTemplate(parsed.value, data, { environment, limits }) : parsed;
}

const outcome = expect.objectContaining({ ok: expect.any(Boolean) });

describe('renderGoTemplate', () => {
  it('gives a text or a failure for any template and any data, and never throws', () => {
    const template = fc.array(node, { maxLength: 4 }).map((nodes) => nodes.join(''));
    fc.assert(
      fc.property(template, fc.json(), (text, data) => {
        expect(render(text, { a: JSON.parse(data), list: [1, 'x', null] })).toEqual(outcome);
      }),
      { numRuns: 1500 },
    );
  });

  it('reaches nothing that objects inherit, and leaves it alone', () => {
    const before = Reflect.ownKeys(Object.prototype);
    const name = fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf');
    const dict = fc.tuple(name, expression).map(([key, value]) => `(dict "${key}" ${value})`);
    const hostile = fc.oneof(
      fc.tuple(name, name).map(([a, b]) => `{{ .${a}.${b} }}{{ $.a.${a} }}{{ (index . "${a}").${b} }}`),
      fc.tuple(name, name).map(([a, b]) => `{{ get . "${a}" }}{{ hasKey .a "${b}" }}{{ dig "${a}" "${b}" "none" . }}`),
      fc.tuple(name, dict).map(([a, value]) => `{{ $x := set .a "${a}" ${value} }}{{ toJson $x }}{{ $x.${a} }}`),
      fc.tuple(dict, dict).map(([a, b]) => `{{ mergeOverwrite ${a} ${b} . | toYaml }}{{ merge . ${a} | deepCopy }}`),
      fc.tuple(name, dict).map(([a, value]) => `{{ pick ${value} "${a}" }}{{ omit . "${a}" }}{{ unset .a "${a}" }}`),
      fc.tuple(name, dict).map(([a, value]) => `{{ pluck "${a}" . ${value} }}{{ ${value} | toJson | fromYaml }}`),
      name.map((a) => `{{ fromJson "{\\"${a}\\":{\\"polluted\\":1}}" }}{{ fromYaml "${a}: {polluted: 1}" }}`),
      name.map((a) => `{{ $${a} := 1 }}{{ $${a} }}{{ define "${a}" }}{{ . }}{{ end }}{{ template "${a}" . }}`),
      name.map((a) => `{{ ${a} . }}{{ template "${a}" }}`),
    );
    fc.assert(
      fc.property(hostile, fc.dictionary(name, fc.jsonValue()), (text, a) => {
        const rendered = JSON.stringify(render(text, { a: JSON.parse(JSON.stringify(a)) }));
        expect(rendered).not.toMatch(/\[native code\]|\[object |\[Function/);
        expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
        expect(Reflect.get({}, 'polluted')).toBeUndefined();
      }),
      { numRuns: 600 },
    );
  });

  it('survives any text as a template', () => {
    fc.assert(
      fc.property(fc.oneof(fragments, fc.string({ unit: 'binary' })), (text) => {
        expect(render(text, {})).toEqual(outcome);
      }),
      { numRuns: 1500 },
    );
  });

  it('gives the same answer twice', () => {
    fc.assert(
      fc.property(node, fc.json(), (text, data) => {
        const dot = { a: JSON.parse(data) };
        expect(render(text, dot)).toEqual(render(text, dot));
      }),
      { numRuns: 300 },
    );
  });
});
