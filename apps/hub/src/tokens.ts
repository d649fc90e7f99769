/** Milliseconds between two sweeps. */
export const SWEEP_INTERVAL_MS = Symbol('SweepIntervalMs');
