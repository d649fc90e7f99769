import { describe, expect, it } from 'vitest';
import { ApplicationSet } from '#core/resources/application-set.ts';
import { type SetVerdict, statusOfSet } from './describe-set.ts';

function build(status: object = {}): ApplicationSet {
  const spec = { generators: [], template: { metadata: { name: 'x' }, spec: {} } };
  return ApplicationSet.parse({ metadata: { name: 'shop', generation: 3 }, spec, status });
}

const at = '2026-03-04T05:06:07Z';
const refused: SetVerdict = { reason: 'Refused', mistakes: ['b is wrong.', 'a leads to ../../x'] };

describe('statusOfSet', () => {
  it.each<{ name: string; verdict: SetVerdict; message: string }>([
    {
      name: 'counts one Application',
      verdict: { reason: 'Expanded', mistakes: [], applications: 1 },
      message: '1 Application.',
    },
    { name: 'counts none', verdict: { reason: 'Expanded', mistakes: [], applications: 0 }, message: '0 Applications.' },
    {
      name: 'sorts mistakes, ends them once and leaves paths alone',
      verdict: refused,
      message: 'a leads to ../../x; b is wrong. All Applications of this set stay as they are.',
    },
    {
      name: 'says that the others go on when single Applications are refused',
      verdict: { reason: 'ApplicationsRefused', mistakes: ['a is wrong'], applications: 2 },
      message: 'a is wrong. Existing Applications of these names stay as they are; the others go on.',
    },
    {
      name: 'names three mistakes at most',
      verdict: { reason: 'Refused', mistakes: ['1', '2', '3', '4', '5'] },
      message: '1; 2; 3; and 2 more. All Applications of this set stay as they are.',
    },
  ])('$name', ({ verdict, message }) => {
    const { conditions } = statusOfSet(build(), verdict, at);

    expect(conditions).toEqual([
      {
        type: 'Ready',
        status: verdict.mistakes.length === 0 ? 'True' : 'False',
        reason: verdict.reason,
        message,
        lastTransitionTime: at,
      },
    ]);
  });

  it('keeps the number of Applications while it cannot be told, and the time while the status stays', () => {
    const before = statusOfSet(build({ applications: 4 }), refused, at);
    const after = statusOfSet(build(before), refused, '2026-03-04T06:00:00Z');

    expect(after).toEqual(before);
    expect(after).toMatchObject({ applications: 4, observedGeneration: 3 });
  });

  it('says that old answers are used as long as they are, beside how the expansion ended', () => {
    const verdict: SetVerdict = { reason: 'Expanded', mistakes: [], applications: 2 };
    const limited = statusOfSet(build(), { ...verdict, limits: ['a limits requests.', 'b limits requests.'] }, at);
    const later = statusOfSet(build(limited), { ...verdict, limits: ['b limits requests.'] }, '2026-03-04T06:00:00Z');

    expect([limited, later].map(({ conditions }) => conditions)).toEqual(
      ['a limits requests; b limits requests.', 'b limits requests.'].map((message) => [
        { type: 'RateLimited', status: 'True', reason: 'AnswersKept', message, lastTransitionTime: at },
        { type: 'Ready', status: 'True', reason: 'Expanded', message: '2 Applications.', lastTransitionTime: at },
      ]),
    );
    expect(statusOfSet(build(later), verdict, at).conditions?.map(({ type }) => type)).toEqual(['Ready']);
  });

  it('states no condition of another manager', () => {
    const foreign = { type: 'SourceValid', status: 'False', reason: 'Invalid', message: 'm', lastTransitionTime: at };

    expect(statusOfSet(build({ conditions: [foreign] }), refused, at).conditions?.map(({ type }) => type)).toEqual([
      'Ready',
    ]);
  });
});
