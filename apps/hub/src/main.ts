import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadHubConfig } from '#adapters/config/load-config.ts';
import { NestLogger } from '#adapters/observability/nest-logger.ts';
import { PreviewAsker } from '#adapters/queue/previews/preview-asker.ts';
import { fetchAhead } from '#flows/repositories/fetch-ahead.ts';
import { openPlatform } from '#runtime/platform.ts';
import { runProcess } from '#runtime/run-process.ts';
import { createHttpAdapter } from './api/http-adapter.ts';
import { followClusterPhases } from './cluster-phases.ts';
import { HubModule } from './hub.module.ts';
import { Leader } from './leader.ts';
import { openOutsideWorld } from './outside-world.ts';
import { Webhooks } from './webhooks/webhooks.ts';

await runProcess(async (signal) => {
  const config = loadHubConfig();
  const platform = await openPlatform({ ...config, component: 'hub' }, signal);
  const { hostPolicy: policy, proxy, serviceAddresses: addresses, gitFileGlobbing } = config;
  const outside = openOutsideWorld({ policy, proxy, addresses, gitFileGlobbing }, platform.clock);
  const leader = new Leader(platform, outside);
  const previews = new PreviewAsker({ link: platform.redis, keys: () => platform.queueKeys, clock: platform.clock });
  const module = HubModule.register({ platform, leader, previews, sweepIntervalMs: config.sweepIntervalMs });
  const adapter = createHttpAdapter(config.trustedProxies);
  const webhooks = new Webhooks(platform, leader);
  webhooks.serve(adapter);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLogger(platform.log),
  });
  followClusterPhases(platform);
  await app.listen(config.listenPort, config.listenAddress);
  leader.start();
  const endFetching = fetchAhead(platform);
  platform.log.info({ address: await app.getUrl(), version: platform.version }, 'hub is listening');
  return {
    async stop() {
      webhooks.stop();
      endFetching();
      await leader.stop();
      await app.close();
      await previews.close();
      await outside.close();
      await platform.close();
    },
  };
});
