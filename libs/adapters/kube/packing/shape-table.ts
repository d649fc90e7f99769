const MOST_SHAPES = 1000;

interface Step {
  readonly next: Map<string, Step>;
  number?: number;
}

/** Numbers for the lists of keys that objects have, so that each list is kept once. */
export class ShapeTable {
  readonly #root: Step = { next: new Map() };
  readonly #shapes: (readonly string[])[] = [];
  #steps = 0;

  /** Undefined when there are too many already. */
  numberOf(keys: readonly string[]): number | undefined {
    let step = this.#root;
    for (const key of keys) {
      const next = step.next.get(key) ?? this.#addStep(step, key);
      if (next === undefined) return undefined;
      step = next;
    }
    step.number ??= this.#shapes.push(keys) - 1;
    return step.number;
  }

  keysOf(number: number): readonly string[] {
    const keys = this.#shapes[number];
    if (keys === undefined) throw new Error(`there is no shape ${number} among ${this.#shapes.length}`);
    return keys;
  }

  #addStep(step: Step, key: string): Step | undefined {
    if (this.#shapes.length >= MOST_SHAPES || this.#steps >= MOST_STEPS) return undefined;
    this.#steps += 1;
    const next = { next: new Map<string, Step>() };
    step.next.set(key, next);
    return next;
  }
}

/** Keys of all shapes together: one object with ten thousand keys must not fill the memory. */
const MOST_STEPS = 10_000;
