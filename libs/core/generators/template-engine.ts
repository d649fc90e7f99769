import type { Result } from '#core/model/result.ts';
import type { ParameterSet } from './parameters/parameter-set.ts';

/** Renders one string. A failure is the engine's sentence about that string. */
export interface TemplateEngine {
  readonly render: (text: string, parameters: ParameterSet) => Result<string, string>;
}

/** The two modes of a set: Go templates with their options, or the older `{{name}}` substitution. */
interface TemplateMode {
  readonly goTemplate: boolean;
  readonly goTemplateOptions: readonly string[];
  /** Without `goTemplate`: an unknown name, or one that is no text, is a failure instead of staying as written. */
  readonly strictParameters?: boolean | undefined;
}

export type TemplateEngines = (mode: TemplateMode) => TemplateEngine;
