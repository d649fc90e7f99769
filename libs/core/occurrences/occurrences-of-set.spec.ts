import { expect, it } from 'vitest';
import type { Condition } from '../model/conditions.ts';
import { occurrencesOfSet } from './occurrences-of-set.ts';

const condition = (type: string, status: 'True' | 'False', reason: string, message: string): Condition => ({
  type,
  status,
  reason,
  message,
  lastTransitionTime: '2026-03-04T05:06:07Z',
});
const expanded = condition('Ready', 'True', 'Expanded', '4 Applications.');
const refused = condition('Ready', 'False', 'ApplicationsRefused', 'web-eu: not allowed.');
const unread = condition('Ready', 'False', 'FactsIncomplete', 'main has not been read yet.');
const held = condition('DeletionsHeld', 'True', 'OverBudget', '5 Applications wait.');
const limited = condition('RateLimited', 'True', 'AnswersKept', 'until noon.');

it.each([
  { name: 'its first expansion', before: [], after: [expanded], told: ['Normal Expanded: 4 Applications.'] },
  {
    name: 'another number of Applications',
    before: [expanded],
    after: [{ ...expanded, message: '5 Applications.' }],
    told: ['Normal Expanded: 5 Applications.'],
  },
  {
    name: 'Applications that the walls of the tenant refuse',
    before: [expanded],
    after: [refused],
    told: ['Warning ApplicationsRefused: web-eu: not allowed.'],
  },
  { name: 'nothing, when all is as it was', before: [refused, held], after: [refused, held], told: [] },
  { name: 'nothing, when a new set has to read something first', before: [], after: [unread], told: [] },
  {
    name: 'what cannot be read any more',
    before: [expanded],
    after: [unread],
    told: ['Warning FactsIncomplete: main has not been read yet.'],
  },
  {
    name: 'deletions that wait for a person, and nothing of limits',
    before: [expanded],
    after: [expanded, limited, held],
    told: ['Warning DeletionsHeld: 5 Applications wait.'],
  },
])('tells $name', ({ before, after, told }) => {
  const occurrences = occurrencesOfSet({ conditions: before }, { conditions: after });
  expect(occurrences.map(({ type, reason, message }) => `${type} ${reason}: ${message}`)).toEqual(told);
});
