import type { JsonObject, JsonValue } from '#core/model/json.ts';

/** What a value amounts to once its aliases are written out. */
interface Extent {
  /** Characters of text plus one for every value. */
  readonly size: number;
  readonly depth: number;
}

const scalarExtent: Extent = { size: 1, depth: 0 };

/** Why a document cannot become JSON; undefined when it can. */
type Obstacle = 'cycle' | 'not-finite' | 'lone-surrogate';

/**
 * Measures a document as if every alias were written out, in time proportional to what was really written: a chain of
 * aliases that would unfold to gigabytes is measured, not unfolded. Numbers JSON cannot hold, broken Unicode and a value
 * that contains itself are obstacles.
 */
export function measureValue(value: JsonValue): Extent | { readonly obstacle: Obstacle } {
  const measured = new Map<object, Extent | undefined>();
  let obstacle: Obstacle | undefined;

  function refuse(why: Obstacle): Extent {
    obstacle ??= why;
    return scalarExtent;
  }

  function visit(node: JsonValue): Extent {
    if (typeof node === 'string')
      return node.isWellFormed() ? { size: node.length + 1, depth: 0 } : refuse('lone-surrogate');
    if (typeof node === 'number') return Number.isFinite(node) ? scalarExtent : refuse('not-finite');
    if (typeof node !== 'object' || node === null) return scalarExtent;
    if (measured.has(node)) return measured.get(node) ?? refuse('cycle');
    measured.set(node, undefined);
    const extent = visitChildren(node);
    measured.set(node, extent);
    return extent;
  }

  function visitChildren(node: JsonValue[] | JsonObject): Extent {
    let size = 1;
    let depth = 0;
    for (const [key, child] of Object.entries(node)) {
      const inner = visit(child);
      size += inner.size + key.length;
      depth = Math.max(depth, inner.depth);
    }
    return { size, depth: depth + 1 };
  }

  const extent = visit(value);
  return obstacle === undefined ? extent : { obstacle };
}
