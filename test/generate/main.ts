import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crdFiles } from './crd-files.ts';
import { findOutdated, writeGenerated } from './generated-folder.ts';

/** Writes the generated files of the repository. With `--check` it writes nothing and exits 1 when one of them is out of date. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const crdFolder = fileURLToPath(new URL('../../charts/nabe-crds/templates', import.meta.url));

const [argument, ...others] = process.argv.slice(2);
if (others.length > 0 || (argument !== undefined && argument !== '--check')) {
  process.stderr.write('usage: npm run generate [-- --check]\n');
  process.exitCode = 2;
} else if (argument === '--check') {
  const outdated = findOutdated(crdFolder, crdFiles());
  for (const { path, problem } of outdated) process.stderr.write(`${relative(root, path)}: ${problem}\n`);
  if (outdated.length > 0) {
    process.stderr.write('Generated files are out of date. Run: npm run generate\n');
    process.exitCode = 1;
  }
} else {
  for (const { path, problem } of writeGenerated(crdFolder, crdFiles())) {
    process.stdout.write(`${problem === 'superfluous' ? 'removed' : 'wrote'} ${relative(root, path)}\n`);
  }
}
