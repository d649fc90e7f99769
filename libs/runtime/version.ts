import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

/** Version of this installation, from its package.json. */
export function readVersion(): string {
  const file = findPackageJSON('.', import.meta.url);
  const description: { version?: string } = file === undefined ? {} : JSON.parse(readFileSync(file, 'utf8'));
  return description.version ?? 'unknown';
}
