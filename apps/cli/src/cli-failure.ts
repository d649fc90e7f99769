/** Ends a command with one sentence on stderr. Exit code 1: it failed or there is no such thing; 2: it was called wrongly. */
export class CliFailure extends Error {
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}
