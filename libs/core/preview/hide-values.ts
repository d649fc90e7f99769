import type { FieldPreview, Preview } from './preview.ts';

const HIDDEN = '(hidden)';

/**
 * A preview that names fields and no values: for objects made from something that is encrypted in git, in which nobody can tell which
 * values are the secret ones (law 8).
 */
export function hideValues(preview: Preview): Preview {
  return { ...preview, steps: preview.steps.map((step) => ({ ...step, fields: step.fields.map(hideValue) })) };
}

function hideValue({ path, live, wanted, by }: FieldPreview): FieldPreview {
  return { path, ...(live !== undefined && { live: HIDDEN }), ...(wanted !== undefined && { wanted: HIDDEN }), by };
}
