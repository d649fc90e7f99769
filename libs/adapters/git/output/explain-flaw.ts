/** What git's check of an object found, in words after "an object of it"; names of checks as in git-fsck(1). */
const flaws: ReadonlyMap<string, string> = new Map([
  ['hasDot', 'holds a path named "."'],
  ['hasDotdot', 'holds a path named ".."'],
  ['hasDotgit', 'holds a path named .git or what some file system takes for it'],
  ['fullPathname', 'holds a name with a slash in it'],
  ['emptyName', 'holds an empty name'],
  ['duplicateEntries', 'holds one name twice'],
  ['largePathname', 'holds a name that is too long'],
  ['gitmodulesUrl', 'names a submodule whose address is an option or a command'],
  ['gitmodulesPath', 'names a submodule whose path is an option'],
  ['gitmodulesName', 'names a submodule whose name climbs out of its folder'],
  ['gitmodulesUpdate', 'names a submodule that runs a command'],
  ['gitmodulesSymlink', 'has .gitmodules as a symbolic link'],
  ['gitattributesSymlink', 'has .gitattributes as a symbolic link'],
]);

/** Why git refused an object that a server sent, in words that end a sentence; undefined when git says nothing of the kind. */
export function explainFlaw(standardError: string): string | undefined {
  const [, id, check] = /object ([0-9a-f]{40,64}): (\w+): /.exec(standardError) ?? [];
  if (id === undefined || check === undefined) return undefined;
  const flaw = flaws.get(check) ?? `is malformed (${check})`;
  return `object ${id} of it ${flaw}: its owner has to remove it`;
}
