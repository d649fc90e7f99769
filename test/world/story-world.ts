import { afterAll, beforeAll, beforeEach } from 'vitest';
import { World, type WorldOptions } from './world.ts';

/**
 * A World for the tests of one file: started and prepared before the first test, stopped after the last; when a test fails, the logs
 * of hubs and workers are shown. Answers the started World to whoever asks during a test.
 */
export function storyWorld(options: WorldOptions, prepare: (world: World) => Promise<void>): () => World {
  let world: World | undefined;
  beforeAll(async () => {
    world = await World.start(options);
    await prepare(world);
  });
  afterAll(() => world?.stop());
  beforeEach(({ onTestFailed }) => {
    onTestFailed(() => void process.stderr.write(`${world?.logs() ?? 'the world was never started'}\n`));
  });
  return () => {
    if (world === undefined) throw new Error('the world was not started');
    return world;
  };
}
