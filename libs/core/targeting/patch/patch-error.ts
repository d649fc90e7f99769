/** A directive that cannot be followed. Thrown inside this room; `applyTemplatePatch` turns it into a value. */
export class PatchError extends Error {
  /** Fields from the top of the patch. */
  readonly path: readonly string[];

  constructor(path: readonly string[], message: string) {
    super(message);
    this.path = path;
  }
}
