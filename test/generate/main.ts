import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crdFiles } from './crd-files.ts';
import { type OutdatedFile, findOutdated, writeGenerated } from './generated-folder.ts';
import { schemaFiles } from './schema-files.ts';

/** Writes the generated files of the repository. With `--check` it writes nothing and exits 1 when one of them is out of date. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const folders = [
  { path: join(root, 'charts/nabe-crds/templates'), files: crdFiles() },
  { path: join(root, 'docs/schemas'), files: schemaFiles() },
];

const [argument, ...others] = process.argv.slice(2);
if (others.length > 0 || (argument !== undefined && argument !== '--check')) {
  process.stderr.write('usage: npm run generate [-- --check]\n');
  process.exitCode = 2;
} else if (argument === '--check') {
  check(folders.flatMap(({ path, files }) => findOutdated(path, files)));
} else {
  for (const { path, problem } of folders.flatMap((folder) => writeGenerated(folder.path, folder.files))) {
    process.stdout.write(`${problem === 'superfluous' ? 'removed' : 'wrote'} ${relative(root, path)}\n`);
  }
}

function check(outdated: readonly OutdatedFile[]): void {
  for (const { path, problem } of outdated) process.stderr.write(`${relative(root, path)}: ${problem}\n`);
  if (outdated.length === 0) return;
  process.stderr.write('Generated files are out of date. Run: npm run generate\n');
  process.exitCode = 1;
}
