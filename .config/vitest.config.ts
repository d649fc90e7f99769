import { fileURLToPath } from 'node:url';
import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
const conditions = ['source', ...defaultServerConditions];
const common = { oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } }, ssr: { resolve: { conditions } } } as const;

/**
 * Three sizes of test. Unit tests lie beside the code and use no network; integration tests hold one adapter against its
 * real counterpart; end-to-end tests run the built hub and workers on local fleets. Of both, two files run at a time: they
 * wait most of the time, and each has servers of its own.
 */
export default defineConfig({
  root,
  test: {
    reporters: ['default', fileURLToPath(new URL('../test/reporting/totals-reporter.ts', import.meta.url))],
    projects: [
      { ...common, root, test: { name: 'unit', include: ['apps/**/*.spec.ts', 'libs/**/*.spec.ts', 'test/**/*.spec.ts'], exclude: ['test/integration/**', 'test/e2e/**'], testTimeout: 30_000, sequence: { groupOrder: 0 } } },
      { ...common, root, test: { name: 'integration', include: ['test/integration/**/*.spec.ts'], testTimeout: 120_000, hookTimeout: 300_000, maxWorkers: 2, sequence: { groupOrder: 1 } } },
      { ...common, root, test: { name: 'e2e', include: ['test/e2e/**/*.spec.ts'], testTimeout: 400_000, hookTimeout: 600_000, maxWorkers: 2, sequence: { groupOrder: 2 } } },
    ],
  },
});
