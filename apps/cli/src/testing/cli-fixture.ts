import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../run.ts';

export interface CliFixture {
  /** The path of a file in the folder. */
  readonly at: (name: string) => string;
  /** Writes a file and answers its path. */
  readonly write: (name: string, text: string) => string;
  /** Runs one command line. The folder is cut from what it prints. */
  readonly nabe: (...args: string[]) => Promise<{ code: number; out: string; error: string }>;
  readonly remove: () => void;
}

/** `nabe` and a temporary folder of files for it. */
export function createCliFixture(): CliFixture {
  const folder = mkdtempSync(join(tmpdir(), 'nabe-cli-'));
  const at = (name: string) => join(folder, name);
  return {
    at,
    write: (name, text) => {
      mkdirSync(dirname(at(name)), { recursive: true });
      writeFileSync(at(name), text);
      return at(name);
    },
    nabe: async (...args) => {
      const { code, out, error } = await runNabe(args);
      return { code, out: out.replaceAll(`${folder}/`, ''), error: error.replaceAll(`${folder}/`, '') };
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

async function runNabe(args: readonly string[]) {
  let [out, error] = ['', ''];
  const code = await run(
    {
      env: {},
      now: () => 0,
      print: (text) => void (out += text),
      printError: (text) => void (error += text.endsWith('\n') ? text : `${text}\n`),
      colours: false,
      version: '1.2.3',
    },
    args,
  );
  return { code, out, error };
}
