/** The rings: imports point down only. core <- flows <- adapters <- runtime <- apps; tests may import everything, nothing imports tests. */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from: { path: from }, to: { path: to } });

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    forbid('core-is-innermost', 'core knows no other ring', '^libs/core/', '^(libs/(flows|adapters|runtime|testing)|apps|test)/'),
    {
      name: 'core-is-pure',
      comment: 'core has no I/O: no node modules, no Nest, no clients',
      severity: 'error',
      from: { path: '^libs/core/', pathNot: '[.]spec[.]ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-uses-pure-packages-only',
      severity: 'error',
      from: { path: '^libs/core/', pathNot: '[.]spec[.]ts$' },
      to: { path: 'node_modules', pathNot: 'node_modules/(zod|re2js|js-yaml|yaml|@marcbachmann/cel-js)/' },
    },
    forbid('flows-know-core-only', 'flows own ports and call core', '^libs/flows/', '^(libs/(adapters|runtime)|apps|test)/'),
    forbid('adapters-know-no-apps', 'adapters implement ports', '^libs/adapters/', '^(libs/runtime|apps|test)/'),
    forbid('runtime-knows-no-apps', 'what hub and worker have in common', '^libs/runtime/', '^(apps|test)/'),
    {
      name: 'adapters-stay-apart',
      comment: 'an adapter never imports another one',
      severity: 'error',
      from: { path: '^libs/adapters/([^/]+)/' },
      to: { path: '^libs/adapters/', pathNot: '^libs/adapters/$1/' },
    },
    forbid('cli-is-light', 'the command line starts fast: no Nest', '^apps/cli/', 'node_modules/(@nestjs|bullmq|ioredis)/'),
    {
      name: 'apps-stay-apart',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    { name: 'nothing-imports-tests', severity: 'error', from: { path: '^(apps|libs)/', pathNot: '[.]spec[.]ts$|^libs/testing/' }, to: { path: '^(test|libs/testing)/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|test/conformance)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { conditionNames: ['source', 'import', 'node', 'default'], exportsFields: ['exports'], extensions: ['.ts', '.js', '.mjs', '.json'] },
  },
};
