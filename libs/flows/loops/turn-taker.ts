/** The longest that others wait for somebody who goes through thousands of things. */
const TURN_MS = 5;

/** For a long loop: lets everybody else have a turn whenever it has taken a few milliseconds. */
export class TurnTaker {
  private began = performance.now();

  async pass(): Promise<void> {
    if (performance.now() - this.began < TURN_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.began = performance.now();
  }
}
