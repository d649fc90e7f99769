/** One setting: section, optional subsection, name, value. */
export type GitSetting = readonly [section: string, name: string, value: string];

/** Writes a git configuration file; a section's name may hold a quoted subsection. Any value goes through as it is. */
export function formatGitConfig(settings: readonly GitSetting[]): string {
  return settings.map(([section, name, value]) => `[${section}]\n\t${name} = ${quote(value)}\n`).join('');
}

function quote(value: string): string {
  const escaped = value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  return `"${escaped}"`;
}
