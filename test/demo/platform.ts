import { fileURLToPath } from 'node:url';
import { readExampleFiles } from '../world/example-files.ts';
import { World, type WorldSpoke } from '../world/world.ts';
import type { Narrator } from './narrator.ts';

const full = { controllers: true, scheduler: true, kwokNodes: 2 };

const spokes: readonly WorldSpoke[] = [
  { name: 'prod-eu', labels: { tier: 'production', region: 'eu' }, ...full },
  { name: 'prod-us', labels: { tier: 'production', region: 'us' }, ...full },
  { name: 'staging', labels: { tier: 'staging', region: 'eu' }, ...full },
];

/** What the demo's app sets expand to: 5 services × 3 clusters of red, 5 services × 2 clusters of blue. */
export const APPLICATIONS = 25;

/** How often the demo polls git. */
const POLL_INTERVAL = '2s';

/** The work of the platform team: clusters, hub, workers, tenants. */
export async function buildPlatform(narrator: Narrator): Promise<World> {
  narrator.heading('The platform team sets up the clusters, Nabe and two tenants');
  const world = await World.start({ spokes, interval: POLL_INTERVAL, onStep: (text) => narrator.step(text) });
  try {
    narrator.step(`registered ${spokes.map(({ name }) => name).join(', ')} as \`nabe cluster add\` does`);
    await world.startHub();
    await world.startWorker();
    await world.startWorker();
    narrator.step('one hub and two workers are running');
    await addTenant(world, { tenant: 'red', repository: 'shop', selector: {} });
    narrator.step('tenant red: repository shop, namespace shop on every cluster');
    await addTenant(world, { tenant: 'blue', repository: 'media', selector: { matchLabels: { tier: 'production' } } });
    narrator.step('tenant blue: repository media, namespace media on production clusters');
    return world;
  } catch (error) {
    await world.stop();
    throw error;
  }
}

interface DemoTenant {
  readonly tenant: string;
  /** Also the only namespace it may use. */
  readonly repository: string;
  readonly selector: object;
}

async function addTenant(world: World, { tenant, repository, selector }: DemoTenant): Promise<void> {
  const rules = {
    sourceRepos: [`http://127.0.0.1:*/${repository}`],
    destinations: [{ clusterSelector: selector, namespaces: [repository] }],
  };
  await world.addTenant(tenant, rules);
  const url = await world.addRepository(tenant, repository, (own) =>
    readExampleFiles(exampleFolder(repository), () => own),
  );
  const configSources = [{ repoURL: url, revision: 'main', path: 'appsets' }];
  await world.addTenant(tenant, { ...rules, configSources });
}

function exampleFolder(repository: string): string {
  return fileURLToPath(new URL(`./repositories/${repository}`, import.meta.url));
}
