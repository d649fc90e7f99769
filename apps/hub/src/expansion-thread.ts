import { parentPort } from 'node:worker_threads';
import { serveExpansions } from '#adapters/expansion/serve-expansions.ts';
import { createTemplateEnvironment } from '#adapters/templating/template-environment.ts';
import { templateEngines } from '#core/targeting/template-engines.ts';

/** Entry point of the threads that expand ApplicationSets. */
if (parentPort !== null) serveExpansions(parentPort, templateEngines(createTemplateEnvironment()));
