import { describe, expect, it } from 'vitest';
import { Repository } from '../resources/repository.ts';
import type { RevisionAnswer } from './revision-answer.ts';
import { statusOfAnswer, statusOfFailure } from './repository-status.ts';

const commit = 'a'.repeat(40);
const url = 'https://git.example.com/red/apps.git';
const repository = Repository.parse({
  metadata: { name: 'apps', namespace: 'tenant-red', generation: 3 },
  spec: { url },
});
const answer = (...revisions: readonly (readonly [string, string | RevisionAnswer])[]) => ({
  revisions: new Map(
    revisions.map(([revision, what]): [string, RevisionAnswer] => [
      revision,
      typeof what === 'string' ? { kind: 'commit', commit: what } : what,
    ]),
  ),
  isInsecure: false,
});
const main = answer(['main', commit]);

describe('statusOfAnswer', () => {
  it('lists the revisions in use, sorted, with their commits', () => {
    const status = statusOfAnswer(repository, answer(['refs/heads/main', commit], ['main', commit]), 'T1');

    expect(status.refs).toEqual([
      { revision: 'main', commit },
      { revision: 'refs/heads/main', commit },
    ]);
  });

  it('names a revision that does not exist and who has to do what', () => {
    const status = statusOfAnswer(repository, answer(['main', commit], ['v9', { kind: 'unknown' }]), 'T1');

    expect(status.conditions?.find(({ type }) => type === 'RevisionsResolved')).toEqual({
      type: 'RevisionsResolved',
      status: 'False',
      reason: 'RevisionNotFound',
      message: `${url} has no revision v9: push it, or correct the targetRevision that names it.`,
      lastTransitionTime: 'T1',
    });
  });

  it('names what several commits could be meant by', () => {
    const meanings = ['refs/heads/v1', 'refs/tags/v1'];
    const status = statusOfAnswer(repository, answer(['v1', { kind: 'ambiguous', meanings }]), 'T1');

    expect(status.refs).toEqual([]);
    expect(status.conditions?.find(({ type }) => type === 'RevisionsResolved')).toMatchObject({
      reason: 'RevisionAmbiguous',
      message:
        `${url} has several commits that revision v1 (refs/heads/v1, refs/tags/v1) could mean: ` +
        'write which one as targetRevision.',
    });
  });

  it('keeps the last good commit of a revision whose commit is refused', () => {
    const refused = { kind: 'refused', why: 'commit bbb is not signed', kept: { commit } } as const;
    const status = statusOfAnswer(repository, answer(['main', refused], ['v9', { kind: 'unknown' }]), 'T1');

    expect(status.refs).toEqual([{ revision: 'main', commit }]);
    expect(status.conditions?.find(({ type }) => type === 'RevisionsResolved')).toMatchObject({
      reason: 'CommitRefused',
      message:
        'Refused: revision main: commit bbb is not signed. What was deployed before stays. ' +
        `${url} has no revision v9: push it, or correct the targetRevision that names it.`,
    });
  });

  it('is byte for byte the same when nothing has changed', () => {
    const status = statusOfAnswer(repository, main, 'T1');

    expect(statusOfAnswer({ ...repository, status }, main, 'T2')).toEqual(status);
  });

  it('says so as long as the server is not checked', () => {
    const insecure = statusOfAnswer(repository, { ...main, isInsecure: true }, 'T1');
    const checked = statusOfAnswer({ ...repository, status: insecure }, main, 'T2');

    expect(insecure.conditions?.find(({ type }) => type === 'Insecure')).toEqual({
      type: 'Insecure',
      status: 'True',
      reason: 'NotVerified',
      message:
        "The server's certificate or host key is not checked, since the Secret says insecure: whoever answers may be anybody.",
      lastTransitionTime: 'T1',
    });
    expect(checked.conditions?.map(({ type }) => type)).toEqual(['Ready', 'RevisionsResolved']);
  });
});

describe('statusOfFailure', () => {
  it('keeps the commits and the time since when the repository cannot be read', () => {
    const known = { ...repository, status: statusOfAnswer(repository, main, 'T1') };
    const first = statusOfFailure(known, 'Unreachable', `cannot read ${url}: no answer`, 'T2');
    const second = statusOfFailure(
      { ...repository, status: first },
      'Unauthorized',
      `cannot read ${url}: it refused the credentials`,
      'T3',
    );

    expect(second.refs).toEqual([{ revision: 'main', commit }]);
    expect(second.conditions?.find(({ type }) => type === 'Ready')).toEqual({
      type: 'Ready',
      status: 'False',
      reason: 'Unauthorized',
      message: `Cannot read ${url}: it refused the credentials. The commits read last stay in use and nothing is deleted; Nabe keeps trying.`,
      lastTransitionTime: 'T2',
    });
  });
});
