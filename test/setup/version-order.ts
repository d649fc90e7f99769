/** The first number of the form 1.2.3 in a program's answer to `--version`; undefined when there is none. */
export function parseVersion(text: string): string | undefined {
  return /\d+\.\d+\.\d+/.exec(text)?.[0];
}

/** Whether version `a` (1.2.3, numbers only) is `b` or newer. */
export function isAtLeast(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (const [index, number] of (left ?? []).entries()) {
    const difference = number - (right?.[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
