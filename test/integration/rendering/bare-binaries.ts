import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { parseFiles } from '#adapters/render/parse-files.ts';
import type { Manifest } from '#core/model/objects/manifest.ts';
import type { MemoryFile } from '#testing/sources/memory-git.ts';

const run = promisify(execFile);

/** One call of a program, in a folder of the checkout. */
export interface BareCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
}

/** What the bare programs make of a checkout, run by hand one after the other: the objects that the last one prints. */
export async function renderBare(
  files: Readonly<Record<string, MemoryFile>>,
  commands: readonly BareCommand[],
): Promise<Manifest[]> {
  const checkout = mkdtempSync(join(tmpdir(), 'nabe-bare-'));
  try {
    for (const [path, file] of Object.entries(files)) {
      mkdirSync(dirname(join(checkout, path)), { recursive: true });
      if (typeof file === 'string') writeFileSync(join(checkout, path), file);
      else symlinkSync(file.link, join(checkout, path));
    }
    let output = '';
    for (const { program, args, folder } of commands) {
      const env = { PATH: process.env['PATH'], HOME: checkout };
      output = (await run(program, args, { cwd: join(checkout, folder), env })).stdout;
    }
    const { manifests, problems } = parseFiles([{ path: 'bare', content: Buffer.from(output) }]);
    if (problems.length > 0)
      throw new Error(`the bare program prints what cannot be read: ${JSON.stringify(problems)}`);
    return manifests.map(({ manifest }) => manifest);
  } finally {
    rmSync(checkout, { recursive: true });
  }
}
