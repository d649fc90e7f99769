import { existsSync } from 'node:fs';
import { describeArea } from './report.ts';
import { runCorpus } from './run-corpus.ts';

interface Output {
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

/**
 * Holds this version against every conformance case below a folder: `npm run conformance -- DIR [--why]`. With `--why` each failing
 * case says what is wrong. The exit code: 0 all passed; 1 a case failed; 2 it was called wrongly.
 */
export async function conformance(args: readonly string[], { print, printError }: Output): Promise<0 | 1 | 2> {
  const [folder, ...others] = args.filter((argument) => argument !== '--why');
  if (folder === undefined || folder.startsWith('-') || others.length > 0) {
    printError('usage: npm run conformance -- DIR [--why]\n');
    return 2;
  }
  let [areas, failed] = [0, 0];
  for await (const outcome of runCorpus(folder)) {
    areas += 1;
    failed += outcome.cases?.filter(({ verdict }) => verdict === 'failed').length ?? 0;
    print(`${describeArea(outcome, args.includes('--why')).join('\n')}\n`);
  }
  if (areas > 0) return failed > 0 ? 1 : 0;
  const what = existsSync(folder)
    ? 'holds no area of conformance cases (appset, template, glob and so on)'
    : 'is not there';
  printError(`${folder} ${what}\n`);
  return 2;
}
