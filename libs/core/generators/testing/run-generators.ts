import { succeed } from '#core/model/result.ts';
import { ApplicationSetSpec } from '#core/resources/application-set.ts';
import { renderFastTemplate } from '#core/templating/render-fast-template.ts';
import type { Fact, Facts } from '../facts.ts';
import { unansweredFacts } from '../facts/unanswered-facts.ts';
import { generate } from '../generate.ts';
import type { GeneratorFailure } from '../generator-failure.ts';
import type { ParameterSet } from '../parameters/parameter-set.ts';
import type { TemplateEngines } from '../template-engine.ts';

/** Placeholders `{{name}}` in both modes: enough to see which parameters a generator gives and sees. */
const plainEngines: TemplateEngines = () => ({
  render: (text, parameters) => succeed(renderFastTemplate(text, parameters)),
});

/** The parameter sets that generators give with these facts, or every failure. Facts left out are not complete. */
export function runGenerators(
  generators: readonly object[],
  facts: Partial<Facts>,
  goTemplate = false,
): ParameterSet[] | GeneratorFailure[] {
  const spec = ApplicationSetSpec.parse({ goTemplate, generators, template: { metadata: { name: 'x' }, spec: {} } });
  const generated = generate(spec, { ...unansweredFacts, ...facts }, plainEngines);
  return generated.ok ? generated.value.map(({ parameters }) => parameters) : generated.failure;
}

export function known<T>(value: T): Fact<T> {
  return { complete: true, value };
}
