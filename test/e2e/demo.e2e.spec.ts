import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const main = fileURLToPath(new URL('../demo/main.ts', import.meta.url));
const DEADLINE_MS = 380_000;

interface Ending {
  readonly code: number | string | null | undefined;
  readonly output: string;
}

function runDemo(): Promise<Ending> {
  return new Promise((resolve) => {
    const parameters = ['--conditions=source', main, '--once'];
    execFile(process.execPath, parameters, { timeout: DEADLINE_MS, maxBuffer: 10_000_000 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : error.code, output: stdout + stderr }),
    );
  });
}

it('the demo proves everything it promises and ends by itself', async () => {
  const { code, output } = await runDemo();

  expect(output).toContain('6 of 6 proofs hold');
  expect(code).toBe(0);
});
