/** Bytes that one script may take for its texts, all in all. */
export const MOST_BYTES = 64_000_000;

let taken = 0;

/** A script begins: it has taken nothing yet. */
export function resetBytes(): void {
  taken = 0;
}

/** Whether the script was stopped for what it took. */
export function hasTakenTooMuch(): boolean {
  return taken > MOST_BYTES;
}

/**
 * Makes every byte array of this thread count. Lua's texts are byte arrays here, which the heap limit of a thread does not see, and a
 * text doubled thirty times over would take the whole process with it. To be called before fengari is loaded, in a thread of its own.
 */
export function countBytes(): void {
  const Native = globalThis.Uint8Array;
  const Counted = new Proxy(Native, {
    construct(_, args: readonly unknown[], maker: NewableFunction) {
      const [size] = args;
      if (typeof size === 'number') taken += size;
      if (taken > MOST_BYTES) throw new RangeError('too many bytes');
      return Reflect.construct(Native, args, maker);
    },
  });
  globalThis.Uint8Array = Counted;
  // Slices ask the array itself what to make.
  Object.defineProperty(Native.prototype, 'constructor', { value: Counted });
}
