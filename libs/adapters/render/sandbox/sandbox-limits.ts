/** Bounds of what rendering one source may cost. */
export interface SandboxLimits {
  /** From the start to the last byte of output. Unit: milliseconds. */
  readonly deadlineMs: number;
  /** Writable memory of the renderer, without its files. Unit: bytes. */
  readonly memoryBytes: number;
  /** Memory for the files that it reads. Unit: bytes. */
  readonly filesBytes: number;
  /** What it may print. Unit: bytes. */
  readonly outputBytes: number;
  /** Processes and threads. */
  readonly processes: number;
}

/** Enough for the largest charts in use: they take under 300 MB and print under 10 MB. */
export const defaultSandboxLimits: SandboxLimits = {
  deadlineMs: 60_000,
  memoryBytes: 1_000_000_000,
  filesBytes: 150_000_000,
  outputBytes: 50_000_000,
  processes: 64,
};
