#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { run } from './run.ts';

const printError = (text: string) => process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);

function readVersion(): string {
  const file = findPackageJSON('.', import.meta.url);
  const description: { version?: string } = file === undefined ? {} : JSON.parse(readFileSync(file, 'utf8'));
  return description.version ?? 'unknown';
}

// A reader that ends early, such as `| head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await run(
  {
    env: process.env,
    now: () => Date.now(),
    print: (text) => void process.stdout.write(text),
    printError: (text) => void printError(text),
    colours: process.stdout.isTTY && process.stdout.hasColors(),
    version: readVersion(),
  },
  process.argv.slice(2),
);
