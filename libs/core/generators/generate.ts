import { type Result, succeed } from '#core/model/result.ts';
import type { ApplicationSetSpec, Generator } from '#core/resources/application-set.ts';
import { evaluateKind, kindsOf } from './evaluate.ts';
import type { Facts } from './facts.ts';
import type { GeneratorContext } from './generator-context.ts';
import type { GeneratorFailure } from './generator-failure.ts';
import { GeneratorMemory } from './generator-memory.ts';
import { type GeneratedParameters, NO_PARAMETERS } from './parameters/parameter-set.ts';
import type { TemplateEngines } from './template-engine.ts';

/**
 * The parameter sets of all generators of a set, in the order they are written, each in its own stable order. All or nothing:
 * one generator that fails, or one fact that is not complete, fails the set, and every failure found is told. `memory` is that of the
 * last time with the same spec.
 */
export function generate(
  spec: ApplicationSetSpec,
  facts: Facts,
  engines: TemplateEngines,
  memory = new GeneratorMemory(),
): Result<GeneratedParameters[], GeneratorFailure[]> {
  const { goTemplate, goTemplateOptions, strictParameters } = spec;
  const engine = engines({ goTemplate, goTemplateOptions, strictParameters });
  const strictEngine = engines({ goTemplate, goTemplateOptions: ['missingkey=error'], strictParameters });
  const context = { goTemplate, engine, strictEngine, facts, memory, scope: NO_PARAMETERS };
  const generated: GeneratedParameters[] = [];
  const failures: GeneratorFailure[] = [];
  for (const [index, generator] of spec.generators.entries()) {
    const field = `generators[${index}]`;
    const outcome = generateEntry(generator, { ...context, field });
    if (!outcome.ok) failures.push(...outcome.failure);
    else generated.push(...outcome.value.map((set, at) => ({ ...set, generator: index, origin: originOf(field, at) })));
  }
  return failures.length > 0 ? { ok: false, failure: failures } : succeed(generated);
}

type EntryParameters = Pick<GeneratedParameters, 'parameters' | 'template'>;

/** An entry may name several generators at the top: all run, each with its own template. */
function generateEntry(generator: Generator, context: GeneratorContext): Result<EntryParameters[], GeneratorFailure[]> {
  const sets: EntryParameters[] = [];
  for (const kind of kindsOf(generator)) {
    const outcome = evaluateKind(kind, generator, context);
    if (!outcome.ok) return outcome;
    const template = generator[kind]?.template;
    sets.push(...outcome.value.map((parameters) => ({ parameters, ...(template && { template }) })));
  }
  return succeed(sets);
}

function originOf(field: string, index: number): string {
  return `${field}, parameter set ${index + 1}`;
}
