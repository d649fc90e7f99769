import { parseArgs } from 'node:util';
import { ThreadHealthScripts } from '#adapters/health-scripts/thread-health-scripts.ts';
import { assessHealth } from '#core/health/assess-health.ts';
import { findArgoChecks } from './argo-checks.ts';
import { compareCheck } from './compare-check.ts';

const options = {
  /** The version that answered test/conformance/health, but for two kinds. */
  version: { type: 'string', default: '3.5.0' },
  /** A regular expression over group/Kind. */
  kinds: { type: 'string', default: '' },
  rounds: { type: 'string', default: '1000' },
  seed: { type: 'string', default: '1' },
} as const;

/** Compares our health of random objects with that of Argo CD's scripts; exits 1 where they differ. */
async function main(): Promise<number> {
  const { version, kinds, rounds, seed } = parseArgs({ options }).values;
  const checks = (await findArgoChecks(version)).filter(({ name }) => new RegExp(kinds).test(name));
  const scripts = new ThreadHealthScripts();
  let differing = 0;
  try {
    for (const check of checks) {
      const isKnown = check.examples.some((example) => assessHealth(example) !== undefined);
      const differences = isKnown
        ? await compareCheck(check, scripts, { rounds: Number(rounds), seed: Number(seed) })
        : [];
      if (differences.length > 0) differing += 1;
      const verdict = isKnown ? `${differences.length} differences` : 'no rule here';
      process.stdout.write(`${check.name}: ${verdict}\n`);
      for (const { wanted, got, object } of differences)
        process.stdout.write(`  ${got} in place of ${wanted}: ${JSON.stringify(object)}\n`);
    }
  } finally {
    await scripts.close();
  }
  process.stdout.write(`${checks.length} checks of Argo CD ${version}, ${differing} differ\n`);
  return differing > 0 ? 1 : 0;
}

process.exitCode = await main();
