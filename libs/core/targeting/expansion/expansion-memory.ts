import { GeneratorMemory } from '#core/generators/generator-memory.ts';
import type { FillFailure } from '#core/generators/parameters/fill-strings.ts';
import type { ParameterSet } from '#core/generators/parameters/parameter-set.ts';
import type { Result } from '#core/model/result.ts';
import type { GeneratorTemplate } from '#core/resources/generators/generator-fields.ts';
import type { ExpandedApplication } from '../fill-template.ts';

type Filled = Result<ExpandedApplication, FillFailure>;

/**
 * What an expansion of one set leaves for the next one, so that only what changed is worked out again. It changes how long that
 * takes, never the answer. Valid for one spec and namespace.
 */
export class ExpansionMemory {
  readonly generators = new GeneratorMemory();
  readonly filled = new FilledTemplates();
}

/** Filled templates by parameter set. A set is only ever filled into the template of its own top-level generator. */
class FilledTemplates {
  private readonly filled = new WeakMap<ParameterSet, { override: GeneratorTemplate | undefined; result: Filled }>();

  of(parameters: ParameterSet, override: GeneratorTemplate | undefined, fill: () => Filled): Filled {
    const known = this.filled.get(parameters);
    if (known !== undefined && known.override === override) return known.result;
    const result = fill();
    this.filled.set(parameters, { override, result });
    return result;
  }
}
