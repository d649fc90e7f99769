import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Sandbox } from '#adapters/render/sandbox/sandbox.ts';
import type { SandboxRun } from '#adapters/render/sandbox/sandbox-run.ts';
import type { SandboxLimits } from '#adapters/render/sandbox/sandbox-limits.ts';
import { waitUntil } from '../../fleet/processes/wait-until.ts';
import { hostileProgram } from './hostile-program.ts';

const noPrivileges = new RegExp(
  [
    '^mount: operation not permitted',
    'namespace: fork/exec /program: (?:operation not permitted|no space left on device)',
    'root: invalid argument',
    'host name: operation not permitted\n',
  ].join('\n'),
);

/** Found again in the command line of every process of a run, wherever it hides. */
const marker = `nabe-sandbox-test-${process.pid}`;
let folder: string;
let program: string;
let sandbox: Sandbox | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nabe-sandbox-'));
  writeFileSync(join(folder, 'main.go'), hostileProgram);
  program = join(folder, 'hostile');
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GO111MODULE: 'off' };
  execFileSync('go', ['build', '-o', program, join(folder, 'main.go')], { env, stdio: 'pipe' });
});

afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
});

afterAll(() => rmSync(folder, { recursive: true }));

async function run(args: readonly string[], limits: Partial<SandboxLimits> = {}, outside?: SandboxRun['outside']) {
  sandbox = new Sandbox({ cacheFolder: join(folder, 'cache'), concurrency: 2, limits });
  const files = [{ path: '0/a.yaml', content: Buffer.from('a: b\n') }];
  const outcome = await sandbox.run({ program, args: [...args, marker], folder: '0', files, outside });
  return outcome.kind === 'done' ? { kind: 'done', output: Buffer.from(outcome.output).toString() } : outcome;
}

/** Processes that have the text in their command lines: with the marker those of a run, with the folder also those of a wall that waits. */
function processesWith(text: string): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
    } catch {
      return false;
    }
  });
}

async function expectNothingLeft(text = marker): Promise<void> {
  await waitUntil(async () => processesWith(text).length === 0, {
    what: 'every process of the run is gone',
    deadlineMs: 5_000,
  });
  expect(readdirSync(join(folder, 'cache', 'sandbox'))).toEqual([]);
  expect(readFileSync('/proc/self/mounts', 'utf8')).not.toContain(join(folder, 'cache'));
}

/** A server on this machine, which only says that somebody reached it. */
async function listenBriefly(): Promise<{ readonly port: number; readonly stop: () => void }> {
  const server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return { port: address.port, stop: () => server.close() };
}

describe('a renderer behind the wall', () => {
  it('sees itself, its files and nothing of the machine, as nobody', async () => {
    process.env['NABE_TEST_CANARY'] = 'secret';
    const looked = await run(['look']);
    delete process.env['NABE_TEST_CANARY'];
    const [names = '', ...variables] = looked.kind === 'done' ? (looked.output?.trim().split('\n') ?? []) : [];
    expect(names).toMatch(/^home program tree \d+ 65534 \d+$/);
    const own = 'GNUPGHOME GOGC GOMEMLIMIT HELM_CACHE_HOME HELM_CONFIG_HOME HELM_DATA_HOME HELM_PLUGINS HOME LC_ALL';
    expect(variables.toSorted().join(' ')).toBe(`${own} OLDPWD PATH PWD SOPS_AGE_KEY_FILE TMPDIR`);
  });

  it('can write nowhere', async () => {
    const outcome = await run(['write']);
    const refusals = outcome.kind === 'done' ? (outcome.output?.trim().split('\n') ?? []) : [];
    expect(refusals).toHaveLength(5);
    for (const line of refusals) expect(line).toMatch(/read-only file system|permission denied/);
  });

  it('has no privileges and cannot get any', async () => {
    const outcome = await run(['privileges']);
    expect(outcome).toEqual({ kind: 'done', output: expect.stringMatching(noPrivileges) });
  });

  it('reaches no network, not even that of its own machine', async () => {
    const { port, stop } = await listenBriefly();
    const outcome = await run(['dial', `127.0.0.1:${port}`]);
    stop();
    expect(outcome).toEqual({
      kind: 'done',
      output: `dial: dial tcp 127.0.0.1:${port}: connect: network is unreachable\nlookup fails: true\nlo false\n`,
    });
  });

  it('has the network where the run says so, with its variables, and the rest of the wall', async () => {
    const { port, stop } = await listenBriefly();
    const outside = { environment: { VAULT_TOKEN: "it's $(id)" } };
    const dialled = await run(['dial', `127.0.0.1:${port}`], {}, outside);
    stop();
    expect(dialled).toEqual({ kind: 'done', output: expect.stringMatching(/^dial: <nil>\n/) });
    const looked = await run(['look'], {}, outside);
    expect(looked).toEqual({ kind: 'done', output: expect.stringMatching(/^etc home program tree \d+ 65534 \d+\n/) });
    expect(looked).toEqual({ kind: 'done', output: expect.stringContaining('\nVAULT_TOKEN\n') });
    expect(await run(['privileges'], {}, outside)).toEqual({
      kind: 'done',
      output: expect.stringMatching(noPrivileges),
    });
    expect(processesWith(folder)).toEqual([]);
  });

  it('gets its arguments as they are, whatever a shell would make of them, and nothing to read', async () => {
    const args = ['', ' ', "it's", '"', '\\', '$(exit 1)`', 'a\nb;', '*', '~', '\u0101\u0107é🎉', '-x', '--'];
    const outcome = await run(['repeat', ...args]);
    const shown = [...args, marker].map((text) => JSON.stringify(text)).join(' ');
    expect(outcome).toEqual({ kind: 'done', output: `[${shown}]\n0 <nil>\n` });
  });

  it('does not even start with an argument that cannot be one', async () => {
    expect(await run(['repeat', 'a\0b'])).toEqual({
      kind: 'failed',
      errorText: 'Error: no argument of a program can hold a zero byte',
      exitCode: null,
    });
  });

  it('holds no folder and no pipe of those who put up its wall', async () => {
    expect(await run(['open'])).toEqual({ kind: 'done', output: '' });
  });

  it.each<{ name: string; args: string[]; limits: Partial<SandboxLimits>; outcome: object }>([
    { name: 'time, asleep', args: ['sleep'], limits: { deadlineMs: 400 }, outcome: { kind: 'late' } },
    { name: 'time, busy', args: ['spin'], limits: { deadlineMs: 400 }, outcome: { kind: 'late' } },
    {
      name: 'memory',
      args: ['eat'],
      limits: { memoryBytes: 200_000_000 },
      outcome: { kind: 'too-much-memory' },
    },
    {
      name: 'output',
      args: ['flood'],
      limits: { outputBytes: 1_000_000 },
      outcome: { kind: 'too-much-output' },
    },
  ])('is ended when it takes too much $name, and leaves nothing behind', async ({ args, limits, outcome }) => {
    expect(await run(args, limits)).toEqual(outcome);
    await expectNothingLeft();
  });

  it('cannot multiply without end, and its children end with it', async () => {
    const outcome = await run(['fork'], { processes: 40 });
    const started = outcome.kind === 'done' ? Number(outcome.output) : Number.NaN;
    expect(started).toBeLessThan(40);
    await expectNothingLeft();
  });

  it('leaves nobody behind who goes his own way', async () => {
    expect(await run(['leave'])).toEqual({ kind: 'done', output: 'start: <nil>\n' });
    await expectNothingLeft();
  });

  it('is ended together with the worker, however that ends', async () => {
    const script = join(folder, 'worker.ts');
    const room = new URL('../../../libs/adapters/render/sandbox/sandbox.ts', import.meta.url).href;
    writeFileSync(
      script,
      `import { Sandbox } from '${room}';
const sandbox = new Sandbox({ cacheFolder: ${JSON.stringify(join(folder, 'cache'))}, concurrency: 1 });
setTimeout(() => process.kill(process.pid, 'SIGKILL'), 700);
await sandbox.run({ program: ${JSON.stringify(program)}, args: ['sleep', '${marker}'], folder: '', files: [] });
`,
    );
    expect(() => execFileSync(process.execPath, ['--conditions=source', script], { stdio: 'pipe' })).toThrow(
      'Command failed',
    );
    await expectNothingLeft();
    await expectNothingLeft(folder);
  });

  it('is ended when the sandbox is closed', async () => {
    const sleeping = run(['sleep']);
    await waitUntil(async () => processesWith(marker).length > 0, { what: 'the renderer runs', deadlineMs: 5_000 });
    await sandbox?.close();
    expect(await sleeping).toEqual({ kind: 'stopped' });
    await expectNothingLeft();
  });

  it('has a wall ready for the next run, which is gone when the sandbox is closed', async () => {
    await run(['look']);
    expect(processesWith(folder)).not.toEqual([]);
    await sandbox?.close();
    await expectNothingLeft(folder);
  });

  it('runs behind another wall when the one that was ready was taken away', async () => {
    await run(['look']);
    const open = sandbox;
    const pids = processesWith(folder);
    // The first one takes the others along.
    process.kill(Math.min(...pids), 'SIGKILL');
    const areReaped = async () => pids.every((pid) => !existsSync(`/proc/${pid}`));
    await waitUntil(areReaped, { what: 'the wall is known to be gone', deadlineMs: 5_000 });
    const files = [{ path: '0/a.yaml', content: Buffer.from('a: b\n') }];
    expect(await open?.run({ program, args: ['look', marker], folder: '0', files })).toMatchObject({ kind: 'done' });
    await open?.close();
  });

  it('runs for a worker that is not root, too', async () => {
    const script = join(folder, 'unprivileged.ts');
    const room = new URL('../../../libs/adapters/render/sandbox/sandbox.ts', import.meta.url).href;
    const open = mkdtempSync(join(tmpdir(), 'nabe-open-'));
    execFileSync('chmod', ['755', folder, program]);
    execFileSync('chmod', ['777', open]);
    copyFileSync(program, join(open, 'hostile'));
    writeFileSync(
      script,
      `import { Sandbox } from '${room}';
process.setgid?.(65534);
process.setuid?.(65534);
const sandbox = new Sandbox({ cacheFolder: ${JSON.stringify(open)}, concurrency: 1, limits: { processes: 40 } });
for (const args of [['privileges'], ['fork']]) {
  const outcome = await sandbox.run({ program: ${JSON.stringify(join(open, 'hostile'))}, args: [...args, '${marker}'], folder: '', files: [] });
  console.log(outcome.kind === 'done' ? Buffer.from(outcome.output).toString() : JSON.stringify(outcome));
}
await sandbox.close();
`,
    );
    const output = execFileSync(process.execPath, ['--conditions=source', script], { encoding: 'utf8' });
    rmSync(open, { recursive: true });
    expect(output).toMatch(noPrivileges);
    expect(Number(/(\d+)\n\n$/.exec(output)?.[1])).toBeLessThan(40);
    await expectNothingLeft();
  });
});
