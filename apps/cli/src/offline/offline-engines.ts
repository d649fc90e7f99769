import { createTemplateEnvironment } from '#adapters/templating/template-environment.ts';
import type { TemplateEngines } from '#core/generators/template-engine.ts';
import { templateEngines } from '#core/targeting/template-engines.ts';

/** Both template engines, with the clock and chance of this machine. */
export function offlineEngines(): TemplateEngines {
  return templateEngines(createTemplateEnvironment());
}
