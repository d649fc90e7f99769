import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalRegistry } from '../../fleet/registry/local-registry.ts';
import { ChartRoom, GIT_URL } from './chart-room.ts';

const user = { username: 'ci', password: 'push-and-pull' };
const room = new ChartRoom();
let registry: LocalRegistry;
let address: string;

beforeAll(async () => {
  registry = await LocalRegistry.start(user);
  address = `oci://${registry.host}/charts`;
  room.register('pushed', { url: address, type: 'oci' }, { ...user, insecureOCIForceHttp: 'true' });
});

afterAll(async () => {
  await registry.stop();
  await room.close();
});

/** As a person's pipeline does; answers the digest that Helm tells. */
async function push(version: string): Promise<string> {
  room.pack('web', version);
  const login = ['--username', user.username, '--password', user.password, '--plain-http'];
  const archive = `${room.folder}/web-${version}.tgz`;
  const { stdout, stderr } = await promisify(execFile)(
    room.rendering.programs.helm,
    ['push', archive, address, ...login],
    { env: { HOME: room.folder }, timeout: 60_000 },
  );
  return /sha256:[0-9a-f]{64}/.exec(stdout + stderr)?.[0] ?? '';
}

describe('a chart that helm push has put into a registry', () => {
  it('is pulled and rendered, and a newer one once it is there', async () => {
    await push('1.0.0');
    const source = { repoURL: address, chart: 'web', targetRevision: '^1' };
    expect(await room.render(source)).toEqual(['web-1.0.0-red']);
    await push('1.1.0');
    await push('2.0.0');
    expect(await room.render(source)).toEqual(['web-1.1.0-red']);
  });

  it('is found by the digest that Helm told', async () => {
    const digest = await push('3.0.0');
    expect(registry.digestOf('charts/web', '3.0.0')).toBe(digest);
    expect(await room.render({ repoURL: address, chart: 'web', targetRevision: digest })).toEqual(['web-3.0.0-red']);
  });

  it('is what another chart depends on', async () => {
    await push('4.0.0');
    const dependencies = JSON.stringify([{ name: 'web', version: '4.x', repository: address }]);
    room.push({ 'shop/Chart.yaml': `apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies: ${dependencies}\n` });
    expect(await room.render({ repoURL: GIT_URL, targetRevision: 'main', path: 'shop' })).toEqual(['web-4.0.0-red']);
  });
});
