export interface TagObject {
  /** What it points to. */
  readonly target: string;
  readonly targetType: string;
  /** The name that was signed with it. */
  readonly name: string;
}

/** Reads the header of an annotated tag as `git cat-file tag` prints it; undefined when it is none. */
export function readTag(text: string): TagObject | undefined {
  const match = /^object ([0-9a-f]+)\ntype (\w+)\ntag ([^\n]+)\n/.exec(text);
  if (match === null) return undefined;
  const [, target = '', targetType = '', name = ''] = match;
  return { target, targetType, name };
}
