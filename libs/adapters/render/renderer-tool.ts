import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { RenderFailure } from '#flows/ports/sources/renderer.port.ts';
import type { SandboxOutcome, SandboxRun } from './sandbox/sandbox-run.ts';
import type { Sandbox } from './sandbox/sandbox.ts';

/** A program that can be run behind the wall. */
export interface ReadyTool {
  readonly program: string;
  /** Digest of the program itself: two builds may tell the same version. */
  readonly digest: string;
}

/** What each program is called with to see that it runs. */
const trials = { helm: ['version'], kustomize: ['version'], sops: ['--version', '--disable-version-check'] } as const;

/** helm, kustomize or sops: looked for, and tried behind the wall, when first wanted. */
export class RendererTool {
  readonly #name: keyof typeof trials;
  readonly #sandbox: Sandbox;
  readonly #folders: readonly string[];
  #ready: Promise<Result<ReadyTool, RenderFailure>> | undefined;

  /** `searchPath` as in PATH. */
  constructor(name: keyof typeof trials, sandbox: Sandbox, searchPath: string) {
    this.#name = name;
    this.#sandbox = sandbox;
    this.#folders = searchPath.split(delimiter).filter((folder) => folder.startsWith('/'));
  }

  /** Fails while the program is missing or cannot be walled off; then it is tried again the next time. */
  async ready(): Promise<Result<ReadyTool, RenderFailure>> {
    this.#ready ??= this.#find();
    const found = await this.#ready;
    if (!found.ok) this.#ready = undefined;
    return found;
  }

  run({ program }: ReadyTool, run: Omit<SandboxRun, 'program'>): Promise<SandboxOutcome> {
    return this.#sandbox.run({ ...run, program });
  }

  async #find(): Promise<Result<ReadyTool, RenderFailure>> {
    const name = this.#name;
    const program = await firstExecutable(this.#folders.map((folder) => join(folder, name)));
    if (program === undefined)
      return this.#unavailable(`this worker has no ${name}: the platform team has to put it on its PATH`);
    const tried = await this.#sandbox.run({ program, args: trials[name], folder: '', files: [] });
    if (tried.kind === 'done') return succeed({ program, digest: await digestOf(program) });
    const said = tried.kind === 'failed' ? firstLine(tried.errorText) : tried.kind;
    return this.#unavailable(
      `this worker cannot wall off ${name} (${said}), and runs no renderer without a wall: the platform team has to allow it user namespaces and give it a statically linked ${name}, see docs/adr/0012-render-sandbox.md`,
    );
  }

  #unavailable(message: string): Result<never, RenderFailure> {
    return fail({ kind: 'unavailable', message });
  }
}

async function firstExecutable(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    try {
      await access(path, constants.X_OK);
      return path;
    } catch {
      // The next folder may have it.
    }
  }
  return undefined;
}

async function digestOf(program: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(program), hash);
  return hash.digest('hex');
}

function firstLine(text: string): string {
  return text.split('\n')[0] || 'it said nothing';
}
