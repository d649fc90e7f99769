import { buildPlatform } from './platform.ts';
import { Narrator } from './narrator.ts';
import { allSynced } from './proofs/all-synced.ts';
import { commitArrives } from './proofs/commit-arrives.ts';
import { directoryPruned } from './proofs/directory-pruned.ts';
import { foreignNamespaceRefused } from './proofs/foreign-namespace-refused.ts';
import { handEditUndone } from './proofs/hand-edit-undone.ts';
import { redisLost } from './proofs/redis-lost.ts';
import type { World } from '../world/world.ts';

const isOnce = process.argv.includes('--once');
const narrator = new Narrator();
const startedMs = performance.now();
const proofs = [
  allSynced(startedMs),
  commitArrives,
  handEditUndone,
  directoryPruned,
  foreignNamespaceRefused,
  redisLost,
];

process.exitCode = await run();

async function run(): Promise<number> {
  let world: World | undefined;
  const interrupted = new Promise<'interrupted'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve('interrupted'));
  });
  try {
    const outcome = await Promise.race([interrupted, showAll((started) => (world = started))]);
    if (outcome === 'interrupted') return 130;
    if (outcome !== undefined) return 1;
    if (isOnce || world === undefined) return 0;
    lookAround(world);
    await interrupted;
    return 0;
  } finally {
    await world?.stop();
  }
}

/** Runs every proof; answers the claim of the first that failed. */
async function showAll(onStarted: (world: World) => void): Promise<string | undefined> {
  let claim = 'the platform starts';
  try {
    const world = await buildPlatform(narrator);
    onStarted(world);
    for (const proof of proofs) {
      ({ claim } = proof);
      narrator.heading(proof.heading);
      await proof.show(world, narrator);
    }
    narrator.heading('Everything is proved');
    narrator.step(`${proofs.length} of ${proofs.length} proofs hold`);
    return undefined;
  } catch (error) {
    narrator.failed(`cannot prove that ${claim}: ${error instanceof Error ? error.message : String(error)}`);
    return claim;
  }
}

function lookAround(world: World): void {
  const { management, spokes, logFolder } = world.fleet;
  narrator.heading('Look around; Ctrl-C ends everything and leaves nothing behind');
  narrator.block(
    [
      'the command line:',
      `  export NABE_SERVER=${world.apiUrl}`,
      '  npm run --silent nabe -- get apps -o wide',
      '  npm run --silent nabe -- app get cart-prod-eu',
      'the API:',
      `  curl -s ${world.apiUrl}/api/v1/applications`,
      `  curl -s ${world.apiUrl}/metrics`,
      'the clusters:',
      `  kubectl --kubeconfig ${management.kubeconfigPath} get tenants,repositories,clusters,applicationsets,applications -A`,
      ...[...spokes.values()].map(
        ({ kubeconfigPath }) => `  kubectl --kubeconfig ${kubeconfigPath} get deployments -A`,
      ),
      'the logs:',
      `  ${logFolder}`,
    ].join('\n'),
  );
}
