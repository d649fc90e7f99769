/** Everything a command takes from the process it runs in. */
export interface CliContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
  /** True on a terminal that shows colours. */
  readonly colours: boolean;
  /** Nabe's own version. */
  readonly version: string;
}
