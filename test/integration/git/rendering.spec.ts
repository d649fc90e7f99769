import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MirrorGitSource } from '#adapters/git/mirror-git-source.ts';
import { memorySource, RenderingRoom, requestFor } from '../rendering-room.ts';
import { addressOf, GitRoom } from './git-room.ts';

let room: GitRoom;
let rendering: RenderingRoom;
let source: MirrorGitSource;

beforeAll(async () => {
  room = await GitRoom.open();
  rendering = new RenderingRoom();
  source = await room.source('rendering');
});

afterAll(async () => {
  await rendering.close();
  await room.close();
});

async function render(name: string, lines: (blob: (content: string) => Promise<string>) => Promise<string[]>) {
  const repository = await room.server.createRepository(name);
  const commit = await room.commitTree(repository, await lines((content) => room.storeBlob(repository, content)));
  const rendered = await rendering
    .renderer(source)
    .render(requestFor([{ ...memorySource(commit, {}), repository: addressOf(repository) }]));
  return rendered.ok
    ? rendered.value.manifests.map(({ file, manifest }) => `${file}: ${manifest.metadata.name}`)
    : rendered.failure;
}

describe('rendering from git', () => {
  it('reads what a link inside the repository leads to', async () => {
    const rendered = await render('linked', async (blob) => [
      `100644 blob ${await blob('apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n')}\tweb.txt`,
      `120000 blob ${await blob('web.txt')}\tweb.yaml`,
    ]);
    expect(rendered).toEqual(['web.yaml: web']);
  });

  it('refuses a link out of the repository and shows nothing of its target', async () => {
    const rendered = await render('escaping', async (blob) => [
      `120000 blob ${await blob('../../../../etc/passwd')}\tusers.yaml`,
    ]);
    expect(rendered).toEqual({
      kind: 'invalid',
      message: 'the symbolic link "users.yaml" leads out of the repository: remove it',
    });
  });

  it('says where a file is wrong, and nothing of what is in it', async () => {
    const rendered = await render('secret', async (blob) => [
      `100644 blob ${await blob('kind: Secret\nstringData:\n  key: "hunter2\n')}\ts.yaml`,
    ]);
    expect(rendered).toEqual({ kind: 'invalid', message: expect.stringMatching(/^s\.yaml:\d+: [^\n]*$/) });
    expect(JSON.stringify(rendered)).not.toContain('hunter2');
  });
});
