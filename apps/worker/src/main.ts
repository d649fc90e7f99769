import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ThreadHealthScripts } from '#adapters/health-scripts/thread-health-scripts.ts';
import { loadWorkerConfig } from '#adapters/config/load-config.ts';
import { NestLogger } from '#adapters/observability/nest-logger.ts';
import { TenantHealth } from '#flows/health/tenant-health.ts';
import { incompleteViews, openPlatform, untilViewsAreComplete } from '#runtime/platform.ts';
import { runProcess } from '#runtime/run-process.ts';
import { LiveWorkers } from './live-workers.ts';
import { startPreviews } from './preview.processor.ts';
import { SpokeShares } from './spoke-shares.ts';
import { SyncProcessor } from './sync.processor.ts';
import { WorkerModule } from './worker.module.ts';

await runProcess(async (signal) => {
  const config = loadWorkerConfig();
  const platform = await openPlatform({ ...config, component: 'worker' }, signal);
  const readiness = { registry: platform.metrics.registry, missing: () => incompleteViews(platform) };
  const app = await NestFactory.create<NestFastifyApplication>(WorkerModule.register(readiness), new FastifyAdapter(), {
    logger: new NestLogger(platform.log),
  });
  await app.listen(config.listenPort, config.listenAddress);
  await untilViewsAreComplete(platform, signal);
  signal.throwIfAborted();
  const scripts = new ThreadHealthScripts();
  const health = new TenantHealth(platform.controlPlane, scripts);
  const sync = config.roles.includes('sync') ? new SyncProcessor(platform, health, config) : undefined;
  const previews = sync && startPreviews(platform, sync.ports);
  const observe = config.roles.includes('observe') ? new SpokeShares(platform, health) : undefined;
  const live = new LiveWorkers({
    ...platform,
    roles: config.roles,
    onObservers: (workers) => observe?.follow(workers),
  });
  platform.log.info({ roles: config.roles, version: platform.version }, 'worker is ready');
  // Other workers observe our spokes as soon as we have left, however long the last syncs take.
  const stopObserving = async () => {
    await observe?.stop();
    await live.stop();
  };
  return {
    async stop() {
      await Promise.all([sync?.stop(), stopObserving(), previews?.stop()]);
      health.stop();
      await scripts.close();
      await app.close();
      await platform.close();
    },
  };
});
