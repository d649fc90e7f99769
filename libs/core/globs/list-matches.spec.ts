import { describe, expect, it } from 'vitest';
import { listMatches } from './list-matches.ts';

describe('listMatches', () => {
  it.each([
    { name: 'an exact entry as it is', entries: ['*'], mode: 'exact', text: 'team-a', answer: false },
    { name: 'a glob', entries: ['x', 'team-*'], mode: 'glob', text: 'team-a', answer: true },
    { name: 'slashes as part of a glob', entries: ['/team/'], mode: 'glob', text: 'team', answer: false },
    { name: 'an expression anywhere in the text', entries: ['/am-/'], mode: 'regexp', text: 'team-a', answer: true },
    { name: 'a glob among expressions', entries: ['/^b$/', 'team-*'], mode: 'regexp', text: 'team-a', answer: true },
    { name: 'a malformed expression as nothing', entries: ['/[/'], mode: 'regexp', text: '[', answer: false },
    { name: 'a lookahead that holds', entries: ['/^(?!kube-).*$/'], mode: 'regexp', text: 'team-a', answer: true },
    { name: 'one that does not', entries: ['/^(?!(kube|sys)-)t?/'], mode: 'regexp', text: 'sys-a', answer: false },
    { name: 'two of them', entries: ['/^(?=team)(?!.*-b$).*/'], mode: 'regexp', text: 'team-b', answer: false },
    { name: 'one elsewhere as malformed', entries: ['/team(?!-a)/'], mode: 'regexp', text: 'team-b', answer: false },
  ] as const)('reads $name', ({ entries, mode, text, answer }) => {
    expect(listMatches(entries, text, mode)).toBe(answer);
  });
});
