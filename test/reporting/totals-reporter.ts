import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/**
 * Ends a run with one line of totals, alone on its line: `123 passed, 0 failed`. CI reads it. A file that could not be
 * collected and an error outside of any test count as failed, so that a broken run never reads as a good one.
 */
export default class TotalsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    let passed = 0;
    let failed = unhandledErrors.length;
    for (const module of modules) {
      failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        if (state === 'failed') failed += 1;
      }
    }
    process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  }
}
