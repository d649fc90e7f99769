import { beforeEach, describe, expect, it } from 'vitest';
import type { Repository } from '#core/resources/repository.ts';
import { FakeClock } from '#testing/fake-clock.ts';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { FakeGitSource } from '#testing/sources/fake-git-source.ts';
import { FakePackages } from '#testing/packages/fake-packages.ts';
import { buildRepository, buildTenant } from '#testing/control-plane/resource-builders.ts';
import { refreshRepository } from './refresh-repository.ts';
import { RepositoryCredentials } from './repository-credentials.ts';

const URL = 'https://git.example/red/apps.git';
const never = new AbortController().signal;
const STATUS_WRITE = 'status Repository tenant-red/apps nabe-hub';

let controlPlane: FakeControlPlane;
let git: FakeGitSource;
let clock: FakeClock;
let credentials: RepositoryCredentials;
let head: string;

const repository = (): Repository => {
  const found = controlPlane.views.Repository.get({ namespace: 'tenant-red', name: 'apps' });
  if (found === undefined) throw new Error('no repository');
  return found;
};
const refresh = (...revisions: string[]) =>
  refreshRepository(
    repository(),
    new Set(revisions),
    { controlPlane, git, packages: new FakePackages(), credentials, clock },
    never,
  );
const ready = () => repository().status.conditions?.find(({ type }) => type === 'Ready');
const resolved = () => repository().status.conditions?.find(({ type }) => type === 'RevisionsResolved');

beforeEach(() => {
  controlPlane = new FakeControlPlane();
  git = new FakeGitSource();
  clock = new FakeClock();
  credentials = new RepositoryCredentials(controlPlane);
  controlPlane.views.Repository.put(buildRepository('red', 'apps', { spec: { credentialsRef: { name: 'git' } } }));
  controlPlane.secrets.set('tenant-red/git', { username: 'red', password: 'secret' });
  head = git.push(URL, { 'a.yaml': 'a' });
});

describe('refreshRepository', () => {
  it('states the commit of each revision in use, and of no other', async () => {
    git.push(URL, { 'b.yaml': 'b' }, 'other');

    expect(await refresh('main', 'HEAD')).toBe('changed');
    expect(repository().status.refs).toEqual([
      { revision: 'HEAD', commit: head },
      { revision: 'main', commit: head },
    ]);
    expect(git.requests).toEqual([`refs ${URL}`, `fetch ${URL}`]);
  });

  it('asks once and writes nothing when nothing changed, and reads the Secret no more', async () => {
    await refresh('main');
    controlPlane.takeWrites();
    git.requests.length = 0;
    clock.nowMs += 60_000;

    expect(await refresh('main')).toBe('unchanged');
    expect([git.requests, controlPlane.takeWrites()]).toEqual([[`refs ${URL}`], []]);
  });

  it('writes once for a push', async () => {
    await refresh('main');
    controlPlane.takeWrites();
    const next = git.push(URL, { 'a.yaml': 'b' });

    expect(await refresh('main')).toBe('changed');
    expect(controlPlane.takeWrites()).toEqual([STATUS_WRITE]);
    expect(repository().status.refs).toEqual([{ revision: 'main', commit: next }]);
  });

  it('keeps the commits of a repository that cannot be reached, and says since when and why', async () => {
    await refresh('main');
    clock.nowMs += 60_000;
    git.script.failOn('refs', { kind: 'unreachable', message: 'cannot reach git.example' });
    expect(await refresh('main')).toBe('failed');
    clock.nowMs += 60_000;
    controlPlane.takeWrites();
    await refresh('main');

    expect(controlPlane.takeWrites()).toEqual([]);
    expect(repository().status.refs).toEqual([{ revision: 'main', commit: head }]);
    expect(ready()).toEqual({
      type: 'Ready',
      status: 'False',
      reason: 'Unreachable',
      message: 'Cannot reach git.example. The commits read last stay in use and nothing is deleted; Nabe keeps trying.',
      lastTransitionTime: '2026-03-04T05:07:07Z',
    });
  });

  it('keeps the time of the failure when only its reason changes', async () => {
    git.script.failOn('refs', { kind: 'unreachable', message: 'No answer.' }, 1);
    await refresh('main');
    clock.nowMs += 60_000;
    git.script.failOn('refs', { kind: 'unauthorized', message: 'Refused.' }, 1);
    await refresh('main');

    expect(ready()).toMatchObject({ reason: 'Unauthorized', lastTransitionTime: '2026-03-04T05:06:07Z' });
  });

  it('reads the Secret again after it was refused', async () => {
    git.script.failOn('refs', { kind: 'unauthorized', message: 'Refused.' }, 1);
    await refresh('main');
    controlPlane.takeWrites();
    await refresh('main');

    expect(controlPlane.takeWrites()).toEqual(['secret tenant-red/git', STATUS_WRITE]);
  });

  it('announces no commit that cannot be fetched', async () => {
    await refresh('main');
    git.push(URL, { 'a.yaml': 'b' });
    git.script.failOn('fetch', { kind: 'unreachable', message: 'The transfer broke off.' }, 1);

    expect(await refresh('main')).toBe('failed');
    expect(repository().status.refs).toEqual([{ revision: 'main', commit: head }]);
    expect(ready()).toMatchObject({ reason: 'FetchFailed' });
  });

  it('is not stopped by a commit id that does not exist', async () => {
    const wrong = '0123456789012345678901234567890123456789';

    expect(await refresh('main', wrong)).toBe('changed');
    expect(repository().status.refs).toEqual([{ revision: 'main', commit: head }]);
    expect(ready()?.status).toBe('True');
    expect(resolved()?.message).toBe(
      `${URL} has no revision ${wrong}: push it, or correct the targetRevision that names it.`,
    );
  });

  it('finds the highest tag of a range and the commit that an abbreviated id means', async () => {
    const old = git.push(URL, { 'a.yaml': 'old' }, 'old');
    git.tag(URL, 'v1.2.0', old);
    git.tag(URL, 'v1.3.0', head);
    const short = old.slice(0, 8);
    git.removeBranch(URL, 'old');

    expect(await refresh('~1.2', '^1', short)).toBe('changed');
    expect(repository().status.refs).toEqual([
      { revision: short, commit: old },
      { revision: '^1', commit: head },
      { revision: '~1.2', commit: old },
    ]);
  });

  it('does not choose between a branch and a tag of one name, nor stops the others', async () => {
    git.tag(URL, 'topic', head);
    git.push(URL, { 'b.yaml': 'b' }, 'topic');
    await refresh('main', 'topic');

    expect(repository().status.refs).toEqual([{ revision: 'main', commit: head }]);
    expect(resolved()).toMatchObject({ status: 'False', reason: 'RevisionAmbiguous' });
  });

  it('keeps the last good commit of a revision whose commit is refused, and goes on with the others', async () => {
    await refresh('main');
    const next = git.push(URL, { 'a.yaml': 'b' });
    const other = git.push(URL, { 'a.yaml': 'c' }, 'other');
    git.script.failOn('fetch', { kind: 'refused', message: `commit ${next} holds a path named .git` }, 1);

    expect(await refresh('main', 'other')).toBe('changed');
    expect(repository().status.refs).toEqual([
      { revision: 'main', commit: head },
      { revision: 'other', commit: other },
    ]);
    expect(resolved()?.message).toBe(
      `Refused: revision main: commit ${next} holds a path named .git. What was deployed before stays.`,
    );
  });

  describe('where sources must be signed', () => {
    const signers = [{ name: 'alice', sshKey: 'ssh-ed25519 AAAA' }];
    const refs = () => repository().status.refs;

    beforeEach(() => {
      controlPlane.views.Tenant.put(buildTenant('red', { spec: { sourceIntegrity: { signers } } }));
    });

    it('states who signed the commit', async () => {
      git.sign(head, 'alice');
      await refresh('main');

      expect(refs()).toEqual([{ revision: 'main', commit: head, signer: 'alice' }]);
    });

    it('keeps the last good commit when the next is signed by somebody else, who is named', async () => {
      git.sign(head, 'alice');
      await refresh('main');
      const next = git.push(URL, { 'a.yaml': 'b' });
      git.sign(next, 'mallory');

      expect(await refresh('main')).toBe('changed');
      expect(refs()).toEqual([{ revision: 'main', commit: head, signer: 'alice' }]);
      expect(resolved()).toMatchObject({
        status: 'False',
        reason: 'CommitRefused',
        message:
          `Refused: revision main: commit ${next} is signed by mallory, who is not among the signers. ` +
          'What was deployed before stays.',
      });
      expect(await refresh('main')).toBe('unchanged');
    });

    it('takes no commit from before the rule for a good one', async () => {
      controlPlane.views.Tenant.put(buildTenant('red'));
      await refresh('main');
      controlPlane.views.Tenant.put(buildTenant('red', { spec: { sourceIntegrity: { signers } } }));
      await refresh('main');

      expect(refs()).toEqual([]);
    });

    it('wants what the Repository asks for as well', async () => {
      const spec = {
        credentialsRef: { name: 'git' },
        sourceIntegrity: { accept: 'Tag', signers: [{ name: 'bob', sshKey: 'ssh-ed25519 BBBB' }] },
      };
      controlPlane.views.Repository.put(buildRepository('red', 'apps', { spec }));
      git.sign(head, 'alice');
      git.tag(URL, 'v1', head);
      git.tag(URL, 'v2', head);
      git.sign('refs/tags/v2', 'bob');
      await refresh('main', 'v1', 'v2');

      expect(refs()).toEqual([{ revision: 'v2', commit: head, signer: 'bob' }]);
      expect(resolved()?.message).toBe(
        `Refused: revision main: commit ${head} is not named by a tag, and only signed tags are accepted; ` +
          'revision v1: tag v1 is not signed. What was deployed before stays.',
      );
    });
  });

  it('gives the commit of a branch up that was deleted, and names the branch', async () => {
    git.push(URL, { 'b.yaml': 'b' }, 'topic');
    await refresh('main', 'topic');
    git.removeBranch(URL, 'topic');
    await refresh('main', 'topic');

    expect(repository().status.refs).toEqual([{ revision: 'main', commit: head }]);
    expect(resolved()).toMatchObject({ status: 'False', reason: 'RevisionNotFound' });
  });

  it('throws when the status cannot be written', async () => {
    controlPlane.script.failOn('status', { kind: 'unavailable', message: 'no answer' });

    await expect(refresh('main')).rejects.toThrow('cannot write the status of Repository tenant-red/apps: no answer');
  });
});
