import { describe, expect, it } from 'vitest';
import { findJudge } from '../find-judge.ts';
import type { OwnHealthRule } from './health-rule.ts';
import { readOwnRules } from './own-rules.ts';

const always = (kind: string, message: string): OwnHealthRule => ({
  kinds: [kind],
  otherwise: { status: 'Suspended', message },
});
const object = (group: string, kind: string) => ({ apiVersion: `${group}/v1`, kind });

function judgedBy(rules: readonly OwnHealthRule[], group: string, kind: string) {
  const judge = findJudge({ group, kind }, readOwnRules(rules, 'red'));
  if (judge === undefined) return undefined;
  return 'script' in judge ? judge.script : judge.check(object(group, kind))?.message;
}

describe('readOwnRules', () => {
  it.each([
    {
      name: 'a rule for a kind before ours',
      rule: always('apps/Deployment', 'mine'),
      kind: 'apps/Deployment',
      by: 'mine',
    },
    {
      name: 'ours for a kind before a pattern',
      rule: always('*/*', 'mine'),
      kind: 'argoproj.io/CronWorkflow',
      by: 'Scheduled',
    },
    {
      name: 'a pattern before our pattern',
      rule: always('*.upbound.io/*', 'mine'),
      kind: 'ec2.aws.upbound.io/VPC',
      by: 'mine',
    },
    {
      name: 'a pattern for a kind we do not know',
      rule: always('*.example/*', 'mine'),
      kind: 'pots.example/Pot',
      by: 'mine',
    },
    {
      name: 'nothing where nobody has a rule',
      rule: always('pots.example/Lid', 'mine'),
      kind: 'pots.example/Pot',
      by: undefined,
    },
    {
      name: 'a script',
      rule: { kinds: ['pots.example/Pot'], lua: 'return {}' },
      kind: 'pots.example/Pot',
      by: 'return {}',
    },
  ])('lets $name decide', ({ rule, kind, by }) => {
    const [group = '', name = ''] = kind.split('/');
    expect(judgedBy([rule], group, name)).toBe(by);
  });

  it('lets the first of two rules for a kind decide', () => {
    const rules = [always('pots.example/Pot', 'first'), always('pots.example/Pot', 'second')];
    expect(judgedBy(rules, 'pots.example', 'Pot')).toBe('first');
  });

  it.each<{ name: string; rule: OwnHealthRule; problem: string }>([
    {
      name: 'an expression',
      rule: { kinds: ['pots.example/Pot'], cases: [{ when: 'nope', status: 'Healthy' }] },
      problem: 'cases[0].when: Unknown variable: nope',
    },
    {
      name: 'a script beside a rule',
      rule: { ...always('pots.example/Pot', 'x'), lua: 'return {}' },
      problem: 'lua goes without use, cases and otherwise',
    },
  ])('says what is wrong about $name, and who must correct it', ({ rule, problem }) => {
    expect(judgedBy([rule], 'pots.example', 'Pot')).toBe(
      `The health rule at spec.healthRules[0] of Tenant red is wrong, and the platform team has to correct it: ${problem}`,
    );
  });
});
