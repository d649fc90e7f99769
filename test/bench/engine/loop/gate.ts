/** Lets through or makes wait, as it is told. */
export class Gate {
  #opening: PromiseWithResolvers<void> | undefined;

  close(): void {
    this.#opening ??= Promise.withResolvers();
  }

  open(): void {
    this.#opening?.resolve();
    this.#opening = undefined;
  }

  /** Resolves as soon as it is open. */
  async pass(): Promise<void> {
    await this.#opening?.promise;
  }
}
