import { describe, expect, it } from 'vitest';
import { describeLimits } from './describe-limits.ts';

const at = (time: string): number => Date.parse(`2026-03-04T${time}Z`);
const github = { host: 'api.github.com', untilMs: at('06:00:00') };

describe('describeLimits', () => {
  it.each([
    { name: 'says nothing without kept answers', answers: [], sentences: [] },
    {
      name: 'says one sentence for a limit, with the oldest of its answers',
      answers: [
        { ...github, readAtMs: at('05:10:00') },
        { ...github, readAtMs: at('05:00:00') },
        { ...github, readAtMs: at('05:20:00') },
      ],
      sentences: [
        'api.github.com limits requests until 2026-03-04T06:00:00Z; what it answered at 2026-03-04T05:00:00Z is used.',
      ],
    },
    {
      name: 'sorts services and tells limits of different credentials apart',
      answers: [
        { host: 'git.example:8443', untilMs: at('05:30:00'), readAtMs: at('05:00:00') },
        { ...github, untilMs: at('06:30:00'), readAtMs: at('05:20:00') },
        { ...github, readAtMs: at('05:10:00') },
      ],
      sentences: [
        'api.github.com limits requests until 2026-03-04T06:00:00Z; what it answered at 2026-03-04T05:10:00Z is used.',
        'api.github.com limits requests until 2026-03-04T06:30:00Z; what it answered at 2026-03-04T05:20:00Z is used.',
        'git.example:8443 limits requests until 2026-03-04T05:30:00Z; what it answered at 2026-03-04T05:00:00Z is used.',
      ],
    },
  ])('$name', ({ answers, sentences }) => {
    expect(describeLimits(answers)).toEqual(sentences);
  });
});
