import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { familyRules } from '../../families/family-rules.ts';
import type { HealthRule } from '../health-rule.ts';
import { compileRule } from './compile-rule.ts';

const kinds = ['pots.example/Pot'];

function judge(rule: Omit<HealthRule, 'kinds'>, object: JsonObject) {
  const compiled = compileRule({ kinds, ...rule });
  return compiled.ok ? compiled.check({ apiVersion: 'pots.example/v1', kind: 'Pot', ...object }) : compiled;
}

/** What an expression gives, told by the message of a rule that always holds. */
function tell(expression: string, object: JsonObject = {}) {
  const judged = judge({ otherwise: { status: 'Healthy', messageExpression: expression } }, object);
  return judged !== undefined && 'message' in judged ? judged.message : judged;
}

describe('compileRule', () => {
  it('judges by the first case that holds, else by otherwise', () => {
    const rule: Omit<HealthRule, 'kinds'> = {
      let: { phase: "status.text('phase')" },
      cases: [
        { when: "phase == 'Broken'", status: 'Degraded', messageExpression: "'because ' + status.text('why')" },
        { when: "phase == 'Done'", status: 'Healthy' },
      ],
      otherwise: { status: 'Progressing', message: 'Waiting' },
    };
    const phases = ['Broken', 'Done', 'Baking'].map((phase) => judge(rule, { status: { phase, why: 'a crack' } }));
    expect(phases).toEqual([
      { status: 'Degraded', message: 'because a crack' },
      { status: 'Healthy', message: '' },
      { status: 'Progressing', message: 'Waiting' },
    ]);
  });

  it('judges nothing when no case holds and there is no otherwise', () => {
    expect(judge({ cases: [{ when: 'false', status: 'Healthy' }] }, {})).toBeUndefined();
  });

  it('sees no field that is null', () => {
    const object = { status: { phase: null, parts: [{ lid: null }] }, data: null };
    expect(
      tell(
        'string(has(status.phase) || status.parts.exists(part, has(part.lid)) || has(object.data) || has(object.spec))',
        object,
      ),
    ).toBe('false');
  });

  it('says the plain message when the expression gives none', () => {
    const otherwise = { status: 'Degraded', messageExpression: "status.text('why')", message: 'broken' } as const;
    expect(judge({ otherwise }, {})).toEqual({ status: 'Degraded', message: 'broken' });
  });

  it('reads as kstatus where a rule says so', () => {
    const conditions = [{ type: 'Stalled', status: 'True', message: 'gave up' }];
    expect(judge({ use: 'kstatus' }, { status: { conditions } })).toEqual({ status: 'Degraded', message: 'gave up' });
    expect(judge({ use: 'kstatus' }, { metadata: { generation: 'x' } })).toEqual({
      status: 'Unknown',
      message: 'cannot read the object: metadata.generation is no whole number',
    });
  });

  it.each([
    { name: 'a field that is missing', when: "status.phase == 'x'", why: 'No such key: phase' },
    {
      name: 'conditions that are no list',
      when: 'true',
      why: 'status: conditions is no list',
      status: { conditions: { type: 'Ready' } },
    },
    {
      name: 'a condition that is no map',
      when: 'true',
      why: 'status: a condition is no map',
      status: { conditions: [1] },
    },
    { name: 'a value that is no truth', when: "status.?phase.orValue('x')", why: 'gives no bool' },
  ])('is Unknown and says why at $name', ({ when, why, status = {} }) => {
    expect(judge({ cases: [{ when, status: 'Healthy' }] }, { status })).toEqual({
      status: 'Unknown',
      message: `cannot read the object: ${why}`,
    });
  });

  it('names every mistake and its place', () => {
    const rule = {
      kinds,
      let: { phase: 'status.text(' },
      cases: [
        { when: "fase == 'x'", status: 'Healthy' },
        { when: "'text'", status: 'Healthy', messageExpression: '1 + 1' },
        { when: "'a'.matches('(a+)+$')", status: 'Healthy' },
        { when: 'conditions.all(a, conditions.all(b, allConditions(status.parts).holds(b.type)))', status: 'Healthy' },
      ],
    };
    expect(compileRule(rule)).toEqual({
      ok: false,
      problems: [
        'let.phase: Unexpected token: EOF',
        'cases[0].when: Unknown variable: fase',
        'cases[1].when: gives string, not bool',
        'cases[1].messageExpression: gives int, not string',
        'cases[2].when: matches can take for ever: write matchesRe2',
        'cases[3].when: allConditions stands in a loop: give it a name under let',
      ],
    });
  });

  it.each([
    { name: 'a kind without a group', rule: { kinds: ['Pot'] }, problem: 'kinds.0: is not of the form group/Kind' },
    { name: 'an unknown field', rule: { kinds, case: [] }, problem: 'Unrecognized key: "case"' },
    {
      name: 'kstatus beside cases',
      rule: { kinds, use: 'kstatus', otherwise: { status: 'Healthy' } },
      problem: 'use: goes without cases and otherwise',
    },
  ])('refuses $name', ({ rule, problem }) => {
    const compiled = compileRule(rule);
    expect(compiled.ok ? [] : compiled.problems).toEqual([expect.stringContaining(problem)]);
  });

  it.each(['spec', 'conditions', 'cel'])('refuses to give a value the name %s', (name) => {
    const compiled = compileRule({ kinds, let: { [name]: '1' }, otherwise: { status: 'Healthy' } });
    expect(compiled).toEqual({ ok: false, problems: [`let.${name}: this name has a meaning already`] });
  });

  it('refuses to judge what could take too long', () => {
    const many = Array.from({ length: 2000 }, (_, index) => index);
    const when = 'status.list.all(a, status.list.all(b, a != b || a == b))';
    expect(judge({ cases: [{ when, status: 'Healthy' }] }, { status: { list: many } })).toEqual({
      status: 'Unknown',
      message: 'cannot read the object: the object is too large for the rule',
    });
  });

  it('does not let values grow without end', () => {
    const names = Array.from('abcdefghij');
    const values = names.map((name, index) => {
      const before = names[index - 1] ?? 'status.text';
      return [name, index === 0 ? "status.text('a')" : Array.from({ length: 40 }, () => before).join(' + ')] as const;
    });
    expect(judge({ let: Object.fromEntries(values), cases: [] }, { status: { a: 'xxxxxxxxxx' } })).toEqual({
      status: 'Unknown',
      message: 'cannot read the object: a value is too long',
    });
  });

  it.each([
    { expression: "string(status.n + 1) + '/' + string(status.f)", says: '4/1.5' },
    { expression: "string(status.number('n') + status.number('text') + status.number('none'))", says: '10' },
    { expression: "status.text('n') + status.text('f') + status.text('list')", says: '31.5' },
    { expression: "string([1, 2].sum()) + string('12'.isNumber()) + string('1x'.isNumber())", says: '3truefalse' },
    { expression: "string('(a+)+b'.matchesRe2('^[(]a'))", says: 'true' },
    { expression: "conditions.named('Fired').message + conditions.named('None').message", says: 'done' },
    { expression: "string(conditions.holds('Fired')) + string(conditions.fails('Fired'))", says: 'truefalse' },
    { expression: 'string(size(allConditions(status.parts)))', says: '2' },
    { expression: "status.text('__proto__') + status.?constructor.orValue('no')", says: 'no' },
    { expression: 'object.kind + string(has(metadata.managedFields))', says: 'Potfalse' },
  ])('can say $expression', ({ expression, says }) => {
    const status = {
      n: 3,
      f: 1.5,
      text: '7',
      list: ['a'],
      conditions: [{ type: 'Fired', status: 'True', message: 'done' }],
      parts: [{ conditions: [{ type: 'Lid' }] }, {}, { conditions: [{ type: 'Body' }] }],
    };
    expect(tell(expression, { metadata: { managedFields: [] }, status })).toBe(says);
  });
});

describe('our own rules', () => {
  it('can all be read', () => {
    const problems = familyRules.flatMap((rule) => {
      const compiled = compileRule(rule);
      return compiled.ok ? [] : [[rule.kinds[0], compiled.problems]];
    });
    expect(problems).toEqual([]);
  });

  it('name each kind once', () => {
    const all = familyRules.flatMap(({ kinds: named }) => named);
    expect(all.filter((kind, index) => all.indexOf(kind) !== index)).toEqual([]);
  });
});
