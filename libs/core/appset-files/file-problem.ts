/** Something in a file that its author has to change. Lines and columns count from 1. */
export interface FileProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** `spec.generators[0].clusters.selector`; absent when the text is no document at all. */
  readonly field?: string | undefined;
  readonly message: string;
}

/** `apps/sets.yaml:12:9: spec.generators[0].lst: unknown field …`: one line for conditions and terminals. */
export function describeProblem({ file, line, column, field, message }: FileProblem): string {
  return `${file}:${line}:${column}: ${field === undefined ? '' : `${field}: `}${message}`;
}

/** Where a zod issue or a YAML path points: `spec.template.metadata["a/b"]`, `generators[0]`. */
export function fieldText(path: readonly PropertyKey[]): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : keyText(String(part), index))).join('');
}

function keyText(key: string, index: number): string {
  if (!/^[A-Za-z_][\w-]*$/.test(key)) return `[${JSON.stringify(key)}]`;
  return index === 0 ? key : `.${key}`;
}
