import type { Facts } from '#core/generators/facts.ts';
import { generate } from '#core/generators/generate.ts';
import type { GeneratorFailure } from '#core/generators/generator-failure.ts';
import type { TemplateEngines } from '#core/generators/template-engine.ts';
import { type Result, fail, succeed } from '#core/model/result.ts';
import type { ApplicationSetSpec } from '#core/resources/application-set.ts';
import { ExpansionMemory } from './expansion/expansion-memory.ts';
import { type ExpandedApplication, fillTemplate } from './fill-template.ts';
import { mergeTemplates } from './templates/merge-templates.ts';

export interface Expanded {
  readonly application: ExpandedApplication;
  /** Which generator and parameter set it came from, for messages. */
  readonly origin: string;
}

/** As {@link GeneratorFailure}; `invalid-template`: a string of the template could not be rendered, its author must act. */
export interface ExpansionFailure {
  readonly kind: GeneratorFailure['kind'] | 'invalid-template';
  /** Place below `spec`. */
  readonly field: string;
  readonly message: string;
}

export interface ExpandableSet {
  readonly namespace: string;
  readonly spec: ApplicationSetSpec;
}

/**
 * All Applications of a set, in the order of its parameter sets. Pure expansion as Argo CD does it: duplicate names and foreign
 * projects are in the answer and are judged by `judgeTargets`. Any failure fails the whole set. A mistake in the template is
 * told once for each string, not once for each parameter set. `memory` is that of the last time with the same spec.
 */
export function expandApplicationSet(
  set: ExpandableSet,
  facts: Facts,
  engines: TemplateEngines,
  memory = new ExpansionMemory(),
): Result<Expanded[], ExpansionFailure[]> {
  const { goTemplate, goTemplateOptions, strictParameters, template, templatePatch, syncPolicy } = set.spec;
  const generated = generate(set.spec, facts, engines, memory.generators);
  if (!generated.ok) return generated;
  const engine = engines({ goTemplate, goTemplateOptions, strictParameters });
  const options = {
    namespace: set.namespace,
    preserveResourcesOnDeletion: syncPolicy.preserveResourcesOnDeletion ?? false,
    templatePatch,
  };
  const expanded: Expanded[] = [];
  const failures = new Map<string, ExpansionFailure>();
  for (const { parameters, template: override, origin } of generated.value) {
    const application = memory.filled.of(parameters, override, () => {
      const merged = override ? mergeTemplates(template, override) : template;
      return fillTemplate(merged, parameters, options, engine);
    });
    if (application.ok) {
      expanded.push({ application: application.value, origin });
      continue;
    }
    const { path, message } = application.failure;
    if (!failures.has(path))
      failures.set(path, { kind: 'invalid-template', field: path, message: `${message} (${origin})` });
  }
  return failures.size > 0 ? fail([...failures.values()]) : succeed(expanded);
}
