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
