import type { z } from 'zod';
import { fieldBelow } from '#core/model/text/field-text.ts';
import { type Result, fail, succeed } from '#core/model/result.ts';
import type { GeneratorContext } from '../generator-context.ts';
import { type FillFailure, fillStrings } from './fill-strings.ts';

/**
 * Fills the parameters of earlier children into every string of a generator's options. An entry of its `values` that names a
 * parameter not known yet stays a template: it may mean one of the generator's own, which are filled in later.
 * Its `template` is dropped: on a child it does not count. Fails also when the options are no longer what `schema` asks for.
 */
export function interpolate<T extends object>(
  options: T,
  schema: z.ZodType<T>,
  context: GeneratorContext,
): Result<T, FillFailure> {
  const { scope } = context;
  if (Object.keys(scope).length === 0) return succeed(options);
  const { values, template: _ignored, ...others } = { values: undefined, template: undefined, ...options };
  const filled = fillStrings(others, (text) => context.engine.render(text, scope));
  if (!filled.ok) return filled;
  const patient = fillStrings(values ?? {}, (text) => {
    const rendered = context.strictEngine.render(text, scope);
    return rendered.ok ? rendered : succeed(text);
  });
  if (!patient.ok) return patient;
  const parsed = schema.safeParse(values === undefined ? filled.value : { ...filled.value, values: patient.value });
  if (parsed.success) return succeed(parsed.data);
  const [issue] = parsed.error.issues;
  return fail({ path: fieldBelow('', issue?.path ?? []), message: issue?.message ?? 'not valid' });
}
