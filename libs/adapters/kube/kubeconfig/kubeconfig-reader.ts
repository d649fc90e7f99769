import { Worker } from 'node:worker_threads';
import type { AccessAnswer } from './kubeconfig-thread.ts';
import type { KubeAccess, KubeconfigChoice } from './read-access.ts';

/** Plugins that sign in somewhere take their time. */
const DEADLINE_MS = 60_000;

/** Runs as TypeScript from a checkout and as JavaScript from a build; the name of this very file tells which. */
const isSource = import.meta.url.endsWith('.ts');
const threadFile = new URL(isSource ? './kubeconfig-thread.ts' : './kubeconfig-thread.js', import.meta.url);

interface Question {
  readonly resolve: (access: KubeAccess) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Reads a kubeconfig in a thread of its own: `@kubernetes/client-node` brings the whole API of Kubernetes along, half a second and 80 MB,
 * which go with the thread. It ends after its first answer, unless that has to be asked for again.
 */
export class KubeconfigReader {
  readonly #choice: KubeconfigChoice;
  readonly #questions: Question[] = [];
  #thread: Worker | undefined;

  constructor(choice: KubeconfigChoice) {
    this.#choice = choice;
  }

  /** Rejects with an Error that says what is wrong with the kubeconfig. */
  read(): Promise<KubeAccess> {
    return new Promise<KubeAccess>((resolve, reject) => {
      const late = () => this.#abandon(new Error(`nobody has said within ${DEADLINE_MS / 1000} s who we are`));
      const timer = setTimeout(late, DEADLINE_MS);
      const settle =
        <T>(then: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer);
          then(value);
        };
      this.#questions.push({ resolve: settle(resolve), reject: settle(reject) });
      if (this.#thread === undefined) this.#start();
      else this.#thread.postMessage('again', []);
    });
  }

  #start(): void {
    const execArgv = isSource ? ['--conditions=source'] : [];
    const thread = new Worker(threadFile, { workerData: this.#choice, execArgv });
    this.#thread = thread;
    thread.unref();
    thread.on('message', (answer: AccessAnswer) => this.#receive(answer));
    thread.on('error', (error) => this.#abandon(error instanceof Error ? error : new Error(String(error))));
  }

  #receive(answer: AccessAnswer): void {
    const question = this.#questions.shift();
    if (!answer.ok || answer.value.renewal.kind !== 'ask') this.#end();
    if (answer.ok) question?.resolve(answer.value);
    else question?.reject(new Error(answer.failure));
  }

  /** Nobody knows in which state the thread is: the next question starts another one. */
  #abandon(error: Error): void {
    this.#end();
    for (const { reject } of this.#questions.splice(0)) reject(error);
  }

  #end(): void {
    void this.#thread?.terminate();
    this.#thread = undefined;
  }
}
