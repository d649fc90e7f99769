import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MirrorGitSource } from '#adapters/git/mirror-git-source.ts';
import type { Signer } from '#core/resources/source-integrity.ts';
import { RepositoryCredentials } from '#flows/repositories/repository-credentials.ts';
import { findSubmodules } from '#flows/sources/find-submodules.ts';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { buildRepository, buildTenant } from '#testing/control-plane/resource-builders.ts';
import { makeSshKey } from '../../../fleet/git/access/local-sshd.ts';
import { GitRoom } from '../git-room.ts';

const run = promisify(execFile);

let room: GitRoom;
let git: MirrorGitSource;
const people = new Map<string, Signer>();
const controlPlane = new FakeControlPlane();
const credentials = new RepositoryCredentials(controlPlane);
const signal = new AbortController().signal;

beforeAll(async () => {
  room = await GitRoom.open();
  git = await room.source('signed');
  await mkdir(room.cacheFolder('people'), { recursive: true });
  for (const name of ['alice', 'bob']) {
    const sshKey = (await makeSshKey(join(room.cacheFolder('people'), name), name)).trim();
    people.set(name, { name, sshKey });
  }
});

afterAll(() => room.close());

/** Accepts commits that these people signed; undefined: anybody's. */
function integrity(...names: readonly string[]) {
  const signers = names.flatMap((name) => people.get(name) ?? []);
  return names.length === 0 ? {} : { sourceIntegrity: { accept: 'Commit' as const, signers } };
}

interface Written {
  readonly name: string;
  readonly signer?: string | undefined;
  /** Of `sourceIntegrity`. */
  readonly signers?: readonly string[];
  /** The commit that `vendor` links to, and of which repository. */
  readonly links?: { readonly name: string; readonly commit: string };
}

/** Makes a Repository of tenant red with one commit, signed or not, and answers the commit. */
async function write({ name, signer, signers = [], links }: Written): Promise<string> {
  const created = await room.server.createRepository(name);
  const { url, username, password, path } = created;
  controlPlane.secrets.set(`tenant-red/${name}`, { username, password });
  const spec = { url, credentialsRef: { name }, submodules: true, ...integrity(...signers) };
  controlPlane.views.Repository.put(buildRepository('red', name, { spec }));
  const modules = links === undefined ? '' : `[submodule "vendor"]\n\tpath = vendor\n\turl = ../${links.name}.git\n`;
  const lines = [`100644 blob ${await room.storeBlob(created, modules)}\t.gitmodules`];
  if (links !== undefined) lines.push(`160000 commit ${links.commit}\tvendor`);
  const unsigned = await room.commitTree(created, lines);
  if (signer === undefined) return unsigned;
  const key = join(room.cacheFolder('people'), signer);
  const settings = ['user.name=A', 'user.email=a@example.com', 'gpg.format=ssh', `user.signingKey=${key}`];
  const args = ['-C', path, ...settings.flatMap((setting) => ['-c', setting]), 'commit-tree', '-S', '-m', 'signed'];
  const commit = (await run('git', [...args, `${unsigned}^{tree}`])).stdout.trim();
  await room.onServer(created, ['update-ref', 'refs/heads/main', commit]);
  return commit;
}

/** Paths of the submodules that are read, and why others are not. */
async function find(name: string, commit: string, tenantSigners: readonly string[] = []) {
  const tenant = buildTenant('red', { spec: { sourceRepos: ['**'], ...integrity(...tenantSigners) } });
  controlPlane.views.Tenant.put(tenant);
  const repository = controlPlane.views.Repository.get({ namespace: 'tenant-red', name });
  if (repository === undefined) throw new Error(`${name} was not registered`);
  const address = await credentials.addressOf(repository);
  if (!address.ok) throw new Error(address.failure);
  const root = { repository, address: address.value, commit };
  const found = await findSubmodules(root, tenant, { controlPlane, git, credentials }, signal);
  if (!found.ok) return found.failure;
  return [...(found.value?.modules ?? []).map(({ path }) => path), ...(found.value?.refusals ?? [])];
}

describe('a submodule whose Repository wants signatures', () => {
  const refusal = (commit: string) => [
    'vendor',
    `is not fetched: commit ${commit} is not signed, and only signed commits of Repository MODULE may be deployed: a signer of that Repository has to sign it, or the commit that names it`,
  ];

  it.each<{ name: string; module: Partial<Written>; top: Partial<Written>; isRead: boolean }>([
    {
      name: 'is read when its own commit is signed',
      module: { signer: 'alice', signers: ['alice'] },
      top: {},
      isRead: true,
    },
    {
      name: 'is read when one of its signers has signed the commit that names it',
      module: { signers: ['alice', 'bob'] },
      top: { signer: 'bob', signers: ['bob'] },
      isRead: true,
    },
    {
      name: 'is refused when nobody has signed anything',
      module: { signers: ['alice'] },
      top: {},
      isRead: false,
    },
    {
      name: 'is refused when somebody else may sign the commit that names it',
      module: { signers: ['alice'] },
      top: { signer: 'alice', signers: ['alice', 'bob'] },
      isRead: false,
    },
    {
      name: 'is refused when the signature above it was never asked for',
      module: { signers: ['alice'] },
      top: { signer: 'alice' },
      isRead: false,
    },
  ])('$name', async ({ name, module, top, isRead }) => {
    const id = name.replaceAll(/[^a-z]/g, '-');
    const moduleName = `module-${id}`;
    const commit = await write({ ...module, name: moduleName });
    const topCommit = await write({ ...top, name: id, links: { name: moduleName, commit } });
    const found = await find(id, topCommit);
    const expected = isRead ? ['vendor'] : [refusal(commit).map((text) => text.replace('MODULE', moduleName))];
    expect(found).toEqual(expected);
  });

  it("needs no signature of its own for the Tenant's policy, which the commit that names it has met", async () => {
    const commit = await write({ name: 'module-of-tenant' });
    const top = await write({ name: 'top-of-tenant', signer: 'alice', links: { name: 'module-of-tenant', commit } });
    expect(await find('top-of-tenant', top, ['alice'])).toEqual(['vendor']);
  });

  it('is vouched for through the submodules in between', async () => {
    const deep = await write({ name: 'deep', signers: ['alice'] });
    const middle = await write({ name: 'middle', links: { name: 'deep', commit: deep } });
    const links = { name: 'middle', commit: middle };
    const signed = await write({ name: 'top', signer: 'alice', signers: ['alice'], links });
    expect(await find('top', signed)).toEqual(['vendor', 'vendor/vendor']);
    const unsigned = await write({ name: 'top-unsigned', links });
    expect(await find('top-unsigned', unsigned)).toEqual([
      'vendor',
      ['vendor/vendor', expect.stringContaining(`commit ${deep} is not signed`)],
    ]);
  });
});
