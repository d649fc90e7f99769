/**
 * Why a template gave no text. `message` follows the wording of Go's text/template, so that people who know Argo CD find
 * what they know. `line` and `column` count from 1 and are absent when the failure has no place in the text.
 * - `syntax`: the template cannot be parsed; its author must act.
 * - `execution`: a lookup, a type or a function refused; author or data must change.
 * - `limit`: the render was stopped (output, steps or depth), see `TemplateLimits`.
 * - `option`: an unknown template option.
 */
export interface TemplateFailure {
  readonly kind: 'syntax' | 'execution' | 'limit' | 'option';
  readonly message: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** Carries a failure through the recursive parser and interpreter; the public functions turn it into a value. */
export class TemplateError extends Error {
  readonly failure: TemplateFailure;

  constructor(failure: TemplateFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** What a template function throws to refuse its arguments. The interpreter adds name and place. */
export class FunctionError extends Error {}
