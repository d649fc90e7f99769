import { describe, expect, it } from 'vitest';
import { defaultTemplateLimits, RenderBudget } from '../template-limits.ts';
import { fakeTemplateEnvironment } from '../testing/fake-template-environment.ts';
import { GoList, GoMap, type GoValue } from '../values/go-value.ts';
import { goInt } from '../values/go-numbers.ts';
import type { ParameterType } from '../values/signature.ts';
import { CheckedInt, fixed, variadic } from './template-function.ts';

const context = { budget: new RenderBudget(defaultTemplateLimits), environment: fakeTemplateEnvironment() };

describe('a function of templates', () => {
  it('has integers as numbers of its own, and further arguments as a list', () => {
    const twice = fixed(['int', 'string'], (count, text) => text.repeat(count));
    const joined = variadic(['string'], 'int', (first, rest) => [first, ...rest].join());

    expect(twice.run([new CheckedInt('int', 2n), 'ab'], context)).toBe('abab');
    expect(joined.run(['a', new CheckedInt('int', 1n), new CheckedInt('int', 2n)], context)).toBe('a,1,2');
    expect(joined.run(['a'], context)).toBe('a');
  });

  it.each<[ParameterType, GoValue]>([
    ['any', undefined],
    ['string', 1],
    ['int', goInt(1)],
    ['int64', new CheckedInt('int', 1n)],
    ['float64', 'one'],
    ['bool', null],
    ['map', new GoList([])],
    ['anys', new GoMap()],
    ['time', null],
  ])('is not run with what nobody has checked to be %s', (type, value) => {
    const run = () => 'run';
    expect(() => fixed([type], run).run([value], context)).toThrow(
      `a function of ${type} was called with other arguments`,
    );
    expect(() => variadic([], type, run).run([value], context)).toThrow('was called with other arguments');
  });
});
