/** Joins at most three parts and counts the rest, so that messages stay short: `a; b; c; and 4 more`. */
export function listBriefly(parts: readonly string[], separator = '; '): string {
  const shown = parts.slice(0, 3).join(separator);
  return parts.length > 3 ? `${shown}${separator}and ${parts.length - 3} more` : shown;
}
