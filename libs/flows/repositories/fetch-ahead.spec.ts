import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { FakeGitSource } from '#testing/sources/fake-git-source.ts';
import { FakePushAnnouncements } from '#testing/sources/fake-push-announcements.ts';
import { buildRepository } from '#testing/control-plane/resource-builders.ts';
import { fetchAhead } from './fetch-ahead.ts';
import { RepositoryCredentials } from './repository-credentials.ts';

const url = 'https://git.example/red/apps.git';

let controlPlane: FakeControlPlane;
let git: FakeGitSource;
let pushes: FakePushAnnouncements;
let first: string;
let second: string;

/** Has the hub state what each revision means. */
async function announce(commits: Readonly<Record<string, string>>): Promise<void> {
  const refs = Object.entries(commits).map(([revision, commit]) => ({ revision, commit }));
  controlPlane.views.Repository.put(buildRepository('red', 'apps', { status: { refs } }));
  await nextTurn();
}

beforeEach(async () => {
  controlPlane = new FakeControlPlane();
  git = new FakeGitSource();
  pushes = new FakePushAnnouncements();
  first = git.push(url, { 'a.yaml': 'a' });
  second = git.push(url, { 'a.yaml': 'b' });
  await announce({ main: first });
});

const follow = () => fetchAhead({ controlPlane, git, pushes, credentials: new RepositoryCredentials(controlPlane) });

describe('fetchAhead', () => {
  it('fetches a new commit where the one before it is here', async () => {
    await git.ensureCommit({ url }, first);
    follow();
    await announce({ main: second });
    expect([git.requests, await git.holds({ url }, second)]).toEqual([[`fetch ${url}`, `fetch ${url}`], true]);
  });

  it('fetches nothing of a repository that was never used here', async () => {
    follow();
    await announce({ main: second });
    expect(git.requests).toEqual([]);
  });

  it('fetches nothing for a revision that is new, or means what it meant', async () => {
    await git.ensureCommit({ url }, first);
    follow();
    await announce({ main: first, 'v1.0': second });
    expect(git.requests).toEqual([`fetch ${url}`]);
  });

  it('leaves a failure to the sync, and ends when it is told to', async () => {
    await git.ensureCommit({ url }, first);
    const end = follow();
    await announce({ main: 'f'.repeat(40) });
    end();
    await announce({ main: first });
    await announce({ main: second });
    expect(git.requests).toEqual([`fetch ${url}`, `fetch ${url}`]);
  });

  it('fetches the branches in use when a push is announced, so that the commit is here when the hub names it', async () => {
    await git.ensureCommit({ url }, first);
    follow();
    pushes.announce('tenant-red/apps');
    await nextTurn();
    await announce({ main: second });
    expect(git.requests).toEqual([`fetch ${url}`, `fetch refs/heads/main of ${url}`]);
  });

  it.each([
    { name: 'a Repository that does not exist', repository: 'tenant-red/none' },
    { name: 'what is no name', repository: 'nonsense' },
  ])('does nothing when a push to $name is announced', async ({ repository }) => {
    await git.ensureCommit({ url }, first);
    follow();
    pushes.announce(repository);
    await nextTurn();
    expect(git.requests).toEqual([`fetch ${url}`]);
  });

  it('fetches nothing for a push to a repository that was never used here', async () => {
    follow();
    pushes.announce('tenant-red/apps');
    await nextTurn();
    expect(git.requests).toEqual([]);
  });
});
