import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { parseTemplate, type RenderOptions, renderGoTemplate } from './render-go-template.ts';
import { defaultTemplateLimits } from './template-limits.ts';
import { fakeTemplateEnvironment } from './testing/fake-template-environment.ts';
import { floatNumbers } from './values/float-numbers.ts';
import { asRawJsonMap } from './values/raw-json.ts';
import { asTextMap } from './values/text-map.ts';

const environment = fakeTemplateEnvironment();

function render(text: string, data: JsonObject = {}, options: Partial<RenderOptions> = {}) {
  const parsed = parseTemplate(text, 'name');
  return parsed.ok ? renderGoTemplate(parsed.value, data, { environment, ...options }) : parsed;
}

function output(text: string, data: JsonObject = {}): unknown {
  const rendered = render(text, data);
  return rendered.ok ? rendered.value : rendered.failure.message;
}

describe('renderGoTemplate: errors', () => {
  it.each([
    {
      name: 'tells line and column of a missing key',
      template: 'a: 1\nb: {{ .cluster.nme }}',
      failure: { kind: 'execution', line: 2, column: 7 },
      message: 'template: name:2:6: executing "name" at <.cluster.nme>: map has no entry for key "nme"',
    },
    {
      name: 'tells the line of a syntax error',
      template: 'a: 1\nb: {{ .name | uper }}',
      failure: { kind: 'syntax', line: 2, column: 15 },
      message: 'template: name:2: function "uper" not defined',
    },
    {
      name: 'names the function that refused',
      template: '{{ index .list 9 }}',
      failure: { kind: 'execution', line: 1, column: 4 },
      message: 'template: name:1:3: executing "name" at <index .list 9>: error calling index: index out of range: 9',
    },
  ])('$name', ({ template, failure, message }) => {
    const rendered = render(template, { cluster: {}, list: [] }, { options: ['missingkey=error'] });
    expect(rendered).toEqual({ ok: false, failure: { ...failure, message } });
  });

  it('refuses an unknown option', () => {
    expect(render('x', {}, { options: ['missingkey=never'] })).toEqual({
      ok: false,
      failure: { kind: 'option', message: 'unrecognized option: missingkey=never' },
    });
  });
});

describe('renderGoTemplate: limits', () => {
  it.each([
    {
      name: 'a text that doubles',
      template: '{{$x := "ab"}}{{range until 40}}{{$x = print $x $x}}{{end}}',
      limit: 'longer than 1048576',
    },
    { name: 'a repeated text', template: '{{repeat 2000000000 "ab"}}', limit: 'longer than 1048576' },
    {
      name: 'a wide number',
      template: '{{range until 9}}{{printf "%200000d" 1}}{{end}}',
      limit: 'longer than 1048576',
    },
    {
      name: 'a list that doubles',
      template: '{{$x := list 1}}{{range until 40}}{{$x = concat $x $x}}{{end}}',
      limit: '1000000 steps',
    },
    {
      name: 'a list of lists that doubles',
      template: '{{$x := list 1}}{{range until 40}}{{$x = list $x $x}}{{end}}{{$x}}',
      limit: 'longer than 1048576',
    },
    {
      name: 'nested ranges',
      template: '{{range until 2000}}{{range until 2000}}{{end}}{{end}}',
      limit: '1000000 steps',
    },
    { name: 'a long list of numbers', template: '{{len (until 1000000000)}}', limit: '1000000 steps' },
    {
      name: 'a template that calls itself',
      template: '{{define "a"}}{{template "a"}}{{end}}{{template "a"}}',
      limit: '100 levels',
    },
    {
      name: 'a map that holds itself, printed',
      template: '{{$d := dict}}{{$_ := set $d "d" $d}}{{$d}}',
      limit: '100 levels',
    },
    {
      name: 'a map that holds itself, as JSON',
      template: '{{$d := dict}}{{$_ := set $d "d" $d}}{{toJson $d}}',
      limit: '100 levels',
    },
    {
      name: 'a map that holds itself, as YAML',
      template: '{{$d := dict}}{{$_ := set $d "d" $d}}{{toYaml $d}}',
      limit: '100 levels',
    },
    {
      name: 'a map that holds itself, copied',
      template: '{{$d := dict}}{{$_ := set $d "d" $d}}{{deepCopy $d}}',
      limit: '100 levels',
    },
    {
      name: 'a long text changed many times',
      template: '{{$x := repeat 1000000 "a"}}{{range until 1000}}{{$_ := upper $x}}{{end}}',
      limit: '1000000 steps',
    },
    {
      name: 'long texts joined',
      template: '{{$x := repeat 9000 "a"}}{{$l := list}}{{range until 200}}{{$l = append $l $x}}{{end}}{{join "" $l}}',
      limit: 'longer than 1048576',
    },
    {
      name: 'a large search',
      template: '{{$x := repeat 1000000 "a"}}{{regexMatch "(a?){1000}b" $x}}',
      limit: '1000000 steps',
    },
    {
      name: 'JSON nested without end',
      template: '{{fromJson (print (repeat 50000 "[") (repeat 50000 "]"))}}',
      limit: 'deeper than 1000 levels',
    },
    {
      name: 'many looks into the zone database',
      template: '{{range until 2000}}{{dateInZone "15" 0 "Europe/Berlin"}}{{end}}',
      limit: '1000000 steps',
    },
    { name: 'many slow hashes', template: '{{range until 20}}{{bcrypt "x"}}{{end}}', limit: '1000000 steps' },
  ])('stops at $name', ({ template, limit }) => {
    const rendered = render(template);
    expect(rendered).toEqual({ ok: false, failure: { kind: 'limit', message: expect.stringContaining(limit) } });
  });

  it('refuses a template nested deeper than anyone writes', () => {
    expect(render('{{'.concat('('.repeat(5000), '1', ')'.repeat(5000), '}}')).ok).toBe(false);
    expect(render('{{if 1}}'.repeat(5000) + '{{end}}'.repeat(5000)).ok).toBe(false);
  });

  it('takes other limits', () => {
    const limits = { ...defaultTemplateLimits, outputLength: 3 };
    expect(render('four', {}, { limits }).ok).toBe(false);
    expect(render('two', {}, { limits })).toEqual({ ok: true, value: 'two' });
  });
});

describe('renderGoTemplate: data', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('knows nothing of a property %s', (name) => {
    expect(output(`{{.${name}}} {{index . "${name}"}} {{hasKey . "${name}"}} {{get . "${name}"}}|`)).toBe(
      '<no value> <no value> false |',
    );
  });

  it('takes __proto__ as a key like any other', () => {
    const data: JsonObject = JSON.parse('{"__proto__": {"a": "b"}}');
    expect(output('{{.__proto__.a}} {{toJson .}} {{. | toYaml | fromYaml}}', data)).toBe(
      'b {"__proto__":{"a":"b"}} map[__proto__:map[a:b]]',
    );
  });

  it('leaves the data of the caller alone', () => {
    const data = { map: { a: 'x' } };
    expect(output('{{$_ := set .map "a" "y"}}{{.map.a}}', data)).toBe('y');
    expect(data).toEqual({ map: { a: 'x' } });
  });

  it('keeps maps of text apart, as Go does', () => {
    const data = { labels: asTextMap({ team: 'ops' }) };
    expect(output('{{.labels.team}} {{index .labels "none"}}|{{typeOf .labels}}', data)).toBe('ops |map[string]string');
    expect(output('{{get .labels "team"}}', data)).toContain('expected map[string]interface {}; got map[string]string');
    expect(output('{{dig "labels" "team" "none" .}}', data)).toContain(
      'is map[string]string, not map[string]interface {}',
    );
  });

  it('reads numbers of documents as float64 and keeps every digit of an integer that is none', () => {
    expect(output('{{.n}}', { n: floatNumbers(9007199254740993n) })).toBe('9.007199254740992e+15');
    expect(output('{{.n}} {{typeOf .n}}', { n: 9007199254740993n })).toBe('9007199254740993 int64');
  });

  it('shows undecoded JSON as Kubernetes does: bytes, but for functions that look inside', () => {
    const data = { asked: asRawJsonMap({ tier: 'gold', deep: { a: [1] } }) };
    expect(output('{{.asked.tier}} {{toJson .asked.tier}} {{.asked.deep.Raw}}', data)).toBe(
      '{[34 103 111 108 100 34]} "gold" {"a":[1]}',
    );
  });
});
