import { createHash } from 'node:crypto';
import { z } from 'zod';

const Question = z.object({
  operation: z.literal('download'),
  transfers: z.array(z.string()).refine((transfers) => transfers.includes('basic')),
  objects: z.array(z.object({ oid: z.string(), size: z.int() })),
});

/** What a server says of one object. */
export interface LfsObject {
  readonly oid: string;
  readonly size: number;
  readonly authenticated?: boolean;
  readonly actions?: { readonly download: { readonly href: string; readonly header?: Record<string, string> } };
  readonly error?: { readonly code: number; readonly message: string };
}

export interface LfsResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** Changes what an honest server would answer. */
export interface LfsTricks {
  /** Takes questions and answers none. */
  readonly isSilent?: boolean;
  readonly batch?: (objects: readonly LfsObject[]) => Partial<LfsResponse> | readonly LfsObject[];
  readonly object?: (content: Buffer) => Partial<LfsResponse> | Buffer;
}

const mediaType = 'application/vnd.git-lfs+json';

/** What Git LFS keeps for one repository of a local server: the part of its API that reads. Source: Git LFS, docs/api/batch.md. */
export class LfsShelf {
  /** `batch OIDS` and `object OID`, in the order they came. */
  readonly requests: string[] = [];
  tricks: LfsTricks = {};
  readonly #contents = new Map<string, Buffer>();

  /** Keeps a content; answers the pointer that stands for it in git. */
  put(content: string | Buffer): string {
    const bytes = Buffer.from(content);
    const oid = createHash('sha256').update(bytes).digest('hex');
    this.#contents.set(oid, bytes);
    return pointerTo(oid, bytes.length);
  }

  remove(pointer: string): void {
    this.#contents.delete(/sha256:(\w+)/.exec(pointer)?.[1] ?? '');
  }

  /** `place` is the path below `base`, which is the address of the API as the client sees it. */
  answer(method: string, place: string, base: string, body: Buffer): LfsResponse {
    if (method === 'POST' && place === 'objects/batch') return this.#answerBatch(base, body.toString('utf8'));
    const [, oid] = /^objects\/([0-9a-f]{64})$/.exec(place) ?? [];
    if (method === 'GET' && oid !== undefined) return this.#answerObject(oid);
    return response(404, { message: 'Not found' });
  }

  #answerBatch(base: string, text: string): LfsResponse {
    const question = Question.safeParse(JSON.parse(text));
    if (!question.success) return response(422, { message: 'The question is not understood' });
    const { objects } = question.data;
    this.requests.push(`batch ${objects.map(({ oid }) => oid.slice(0, 4)).join(' ')}`);
    const honest = objects.map(({ oid, size }): LfsObject => {
      if (!this.#contents.has(oid)) return { oid, size, error: { code: 404, message: 'Object does not exist' } };
      return { oid, size, actions: { download: { href: `${base}/objects/${oid}` } } };
    });
    const told = this.tricks.batch?.(honest) ?? honest;
    if ('map' in told) return response(200, { transfer: 'basic', objects: told });
    return { ...response(200, {}), ...told };
  }

  #answerObject(oid: string): LfsResponse {
    this.requests.push(`object ${oid.slice(0, 4)}`);
    const content = this.#contents.get(oid);
    if (content === undefined) return response(404, { message: 'Not found' });
    const told = this.tricks.object?.(content) ?? content;
    const honest = { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: content };
    return Buffer.isBuffer(told) ? { ...honest, body: told } : { ...honest, ...told };
  }
}

export function pointerTo(oid: string, size: number): string {
  return `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${size}\n`;
}

function response(status: number, answer: object): LfsResponse {
  return { status, headers: { 'content-type': mediaType }, body: JSON.stringify(answer) };
}
