import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { spellingTable } from './spelling-table.ts';

/**
 * Asks the Go libraries that Argo CD makes `branch_slug` with, and writes what Nabe keeps of their answers: the table of spellings
 * and the answers that the spec beside it compares with. Run by hand when Argo CD changes their versions: it needs Go, and the network.
 */
const GoAnswers = z.object({
  slugs: z.array(z.string()),
  digest: z.string(),
  spellings: z.record(z.string(), z.string()),
});

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const target = (name: string): string => here(`../../../libs/core/generators/kinds/scm/slug/${name}`);

const names = readFileSync(here('branch-names.txt'), 'utf8').split('\n').slice(0, -1);
const output = execFileSync('go', ['run', '.'], {
  cwd: here('go'),
  input: JSON.stringify(names),
  maxBuffer: 16 * 1024 * 1024,
  timeout: 300_000,
});
const { slugs, digest, spellings } = GoAnswers.parse(JSON.parse(output.toString('utf8')));
const answers = names.map((branch, index) => ({ branch, slug: slugs[index] }));
const lines = answers.map((answer) => `    ${JSON.stringify(answer)}`).join(',\n');
writeFileSync(
  target('branch-slug.answers.gen.json'),
  `{\n  "digestOfAllCharacters": "${digest}",\n  "answers": [\n${lines}\n  ]\n}\n`,
);
writeFileSync(target('spellings.gen.ts'), spellingTable(spellings));
process.stdout.write(`wrote ${answers.length} answers and ${Object.keys(spellings).length} spellings\n`);
