import { parentPort } from 'node:worker_threads';
import { serveExpansions } from '#adapters/expansion/serve-expansions.ts';
import { createTemplateEnvironment } from '#adapters/templating/template-environment.ts';
import { templateEngines } from '#core/targeting/template-engines.ts';
import { collectAtRest } from '#runtime/collect-at-rest.ts';

/** Entry point of the threads that expand ApplicationSets. */
if (parentPort !== null) {
  collectAtRest();
  serveExpansions(parentPort, templateEngines(createTemplateEnvironment()));
}
