import type { SourceTree } from '../../manifests/source/source-tree.ts';

/** A path within one of an Application's sources, by its position among them. */
export interface SourceFile {
  readonly source: number;
  readonly path: string;
}

/** A blob that has to be read before a plan is complete. */
export interface WantedBlob {
  readonly source: number;
  readonly id: string;
  readonly path: string;
}

/** A file larger than this is no chart and no kustomization. Unit: bytes. */
const largestText = 2_000_000;

/**
 * Reading for planners, which are pure: what is not known yet is noted in `wanted`, and the planner is run again with it. A planner
 * goes on with an empty file meanwhile, so that one round asks for as much as it can.
 */
export class SourceFiles {
  readonly wanted: WantedBlob[] = [];
  readonly #trees: readonly SourceTree[];
  readonly #texts: ReadonlyMap<string, string>;

  /** `texts`: contents by blob id. */
  constructor(trees: readonly SourceTree[], texts: ReadonlyMap<string, string>) {
    this.#trees = trees;
    this.#texts = texts;
  }

  /** What a path leads to; undefined for nothing, also where a link leads out of the repository. */
  typeOf({ source, path }: SourceFile): 'file' | 'directory' | undefined {
    const end = this.tree(source).resolve(path);
    if (typeof end === 'string') return undefined;
    return end.type === 'blob' ? 'file' : end.type === 'tree' ? 'directory' : undefined;
  }

  /** The text of a file; undefined when there is none, or none that can be read as text of reasonable size. */
  text({ source, path }: SourceFile): string | undefined {
    const end = this.tree(source).resolve(path);
    if (typeof end === 'string' || end.type !== 'blob' || end.size > largestText) return undefined;
    const known = this.#texts.get(end.id);
    if (known === undefined) this.wanted.push({ source, id: end.id, path });
    return known ?? '';
  }

  tree(source: number): SourceTree {
    const tree = this.#trees[source];
    if (tree === undefined) throw new Error(`there is no source ${source}`);
    return tree;
  }
}
