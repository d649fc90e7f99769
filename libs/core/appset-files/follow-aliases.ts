import {
  type Alias,
  type Document,
  type Node,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
} from 'yaml';

/** What a document amounts to once its aliases are written out. */
export interface FollowedAliases {
  /** Characters of all texts and one for each key and value; what aliases and merges stand for counts each time. */
  readonly size: number;
  readonly problems: readonly { readonly message: string; readonly offset: number }[];
}

/**
 * Follows the aliases of a document in time proportional to its text: a few lines of them can stand for more values than a machine
 * can hold. Problems are aliases that mean nothing or what is around them, merges (`<<`) of something else than maps, and keys that are no
 * text.
 */
export function followAliases(document: Document): FollowedAliases {
  const anchors = new Map<string, Node>();
  /** Sizes of the nodes that were left; a node whose size is still undefined is around the present one. */
  const sizes = new Map<Node, number | undefined>();
  const problems: { message: string; offset: number }[] = [];

  function sizeOf(node: unknown): number {
    if (isPair(node)) {
      const size = sizeOf(node.key) + sizeOf(node.value);
      if (isCollection(targetOf(node.key))) tell(node.key, 'a key is a text, not a list or a map');
      if (isMergeKey(node.key)) checkMerge(node.value);
      return size;
    }
    if (!isNode(node)) return 0;
    if (isAlias(node)) return sizeOfAlias(node);
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    sizes.set(node, undefined);
    const children: readonly unknown[] = isMap(node) || isSeq(node) ? node.items : [];
    const length = isScalar(node) && typeof node.value === 'string' ? node.value.length : 0;
    const size = children.reduce<number>((sum, child) => sum + sizeOf(child), 1 + length);
    sizes.set(node, size);
    return size;
  }

  function sizeOfAlias(alias: Alias): number {
    const target = anchors.get(alias.source);
    const size = target && sizes.get(target);
    if (!target) tell(alias, `there is no anchor &${alias.source} before the alias *${alias.source}`);
    else if (size === undefined) tell(alias, `the alias *${alias.source} is inside of what it stands for`);
    return size ?? 1;
  }

  function checkMerge(value: unknown): void {
    const source = targetOf(value);
    const sources: readonly unknown[] = isSeq(source) ? source.items : [source];
    const isSound = sources.map(targetOf).every((item) => isMap(item) || isAlias(item));
    if (!isSound) tell(value, 'the key << takes a map, an alias of one, or a list of them');
  }

  /** An alias that means nothing stays what it is: it has been told. */
  function targetOf(node: unknown): unknown {
    return isAlias(node) ? (anchors.get(node.source) ?? node) : node;
  }

  function tell(node: unknown, message: string): void {
    problems.push({ message, offset: isNode(node) ? (node.range?.[0] ?? 0) : 0 });
  }

  return { size: sizeOf(document.contents), problems };
}

/** The parser gives a merge key a symbol for a value; one in quotes is a key like any other. */
function isMergeKey(key: unknown): boolean {
  return isScalar(key) && (typeof key.value === 'symbol' || (key.value === '<<' && key.type === 'PLAIN'));
}
