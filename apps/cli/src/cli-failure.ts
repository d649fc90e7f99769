/** Ends a command with one sentence on stderr. Exit code 1: it failed or there is no such thing; 2: it was called wrongly. */
export class CliFailure extends Error {
  readonly exitCode: 1 | 2;
  /** Printed before the sentence, one line each. */
  readonly details: readonly string[];

  constructor(message: string, exitCode: 1 | 2 = 1, details: readonly string[] = []) {
    super(message);
    this.exitCode = exitCode;
    this.details = details;
  }
}
