/** Kubernetes' form of a time: RFC 3339 in whole seconds. `ms`: milliseconds since 1970. */
export function formatTime(ms: number): string {
  return `${new Date(ms).toISOString().split('.', 1)[0]}Z`;
}
