/** Characters that HFS+ leaves out when it compares names. Source: git's is_hfs_dotgit. */
const HFS_IGNORED = /[\u200C-\u200F\u202A-\u202E\u206A-\u206F\uFEFF]/g;
/** What Linux takes for a path. Unit: bytes. */
const LONGEST_PATH = 4095;
const LONGEST_NAME = 255;
const encoder = new TextEncoder();

/**
 * Why a path of a tree must not be written to any disk, as words after the path; undefined when nothing is wrong with it. git's own
 * folder counts in every spelling that some file system takes for it: its configuration can name programs to run.
 */
export function findPathFlaw(path: string): string | undefined {
  if (isLongerThan(path, LONGEST_PATH)) return 'is longer than a path may be';
  for (const name of path.split('/')) {
    if (name === '' || name === '.' || name === '..') return 'climbs through the tree';
    if (isLongerThan(name, LONGEST_NAME)) return 'has a name that is longer than a name may be';
    if (name.split('\\').some(isGitFolder)) return "is git's own folder in one of its spellings";
  }
  return undefined;
}

/** `.git`, or what Windows (short names, streams, trailing dots and spaces) or macOS (ignored characters, any case) take for it. */
function isGitFolder(name: string): boolean {
  // Nearly every name is told apart by how it begins: none of the rules below takes another letter for a dot or a g.
  if (!/^[.gG\u200C-\uFEFF]/.test(name)) return false;
  const plain = name
    .replaceAll(HFS_IGNORED, '')
    .toLowerCase()
    .replace(/:.*$/s, '')
    .replace(/[. ]+$/, '');
  return plain === '.git' || plain === 'git~1';
}

/** Whether its UTF-8 has more bytes; no character has more than three for each unit of a string. */
function isLongerThan(text: string, bytes: number): boolean {
  return text.length * 3 > bytes && encoder.encode(text).length > bytes;
}
