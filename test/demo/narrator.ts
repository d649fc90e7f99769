import { styleText } from 'node:util';

/** Tells a person at a terminal what the demo does, with the time since its start. */
export class Narrator {
  private readonly startedMs = performance.now();
  private steps = 0;

  heading(text: string): void {
    this.steps += 1;
    this.print(`\n${styleText('bold', `${this.steps}. ${text}`)}`);
  }

  step(text: string): void {
    this.print(`${styleText('dim', this.elapsed())}  ${text}`);
  }

  proved(text: string): void {
    this.print(`${styleText('dim', this.elapsed())}  ${styleText('green', '✔')} ${text}`);
  }

  /** Output of a command, as a person would see it. */
  output(command: string, text: string): void {
    this.print(`\n         $ ${command}`);
    this.block(text);
  }

  block(text: string): void {
    for (const line of text.trimEnd().split('\n')) this.print(`         ${line}`.trimEnd());
  }

  failed(text: string): void {
    this.print(`${styleText('dim', this.elapsed())}  ${styleText('red', '✘')} ${text}`);
  }

  private elapsed(): string {
    return `${((performance.now() - this.startedMs) / 1000).toFixed(1).padStart(5)} s`;
  }

  private print(line: string): void {
    process.stdout.write(`${line}\n`);
  }
}
