import { describe, expect, it } from 'vitest';
import { followLinks } from './follow-links.ts';

const targets = new Map([
  ['envs/eu.yaml', '../shared/base.yaml'],
  ['envs/us.yaml', 'eu.yaml'],
  ['current', './envs/'],
  ['up', 'envs/..'],
  ['escape', '../neighbour/a.yaml'],
  ['deep/escape', '../../etc/passwd'],
  ['absolute', '/etc/passwd'],
  ['self', 'self'],
  ['ping', 'pong'],
  ['pong', 'ping'],
]);

describe('followLinks', () => {
  it.each([
    { name: 'leaves what is no link alone', path: 'shared/base.yaml', end: { kind: 'path', path: 'shared/base.yaml' } },
    { name: 'goes from where the link lies', path: 'envs/eu.yaml', end: { kind: 'path', path: 'shared/base.yaml' } },
    { name: 'follows a link to a link', path: 'envs/us.yaml', end: { kind: 'path', path: 'shared/base.yaml' } },
    { name: 'enters a directory by a link', path: 'current/eu.yaml', end: { kind: 'path', path: 'shared/base.yaml' } },
    { name: 'may end at the root', path: 'up', end: { kind: 'path', path: '' } },
    { name: 'sees a link that leaves', path: 'escape', end: { kind: 'outside' } },
    { name: 'sees one that leaves further down', path: 'deep/escape', end: { kind: 'outside' } },
    { name: 'sees an absolute one', path: 'absolute', end: { kind: 'outside' } },
    { name: 'ends with a link to itself', path: 'self', end: { kind: 'circle' } },
    { name: 'ends in a circle', path: 'ping/a.yaml', end: { kind: 'circle' } },
  ])('$name', ({ path, end }) => {
    expect(followLinks(path, targets)).toEqual(end);
  });
});
