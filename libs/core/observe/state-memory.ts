import type { Health } from '../health/health.ts';
import { sharedText } from '../model/text/shared-text.ts';
import { HealthStatus } from '../resources/application.ts';
import type { SeenState } from './object-states.ts';

/** An object is looked at only once it has been judged, or has been before. */
export interface Remembered extends SeenState {
  readonly isJudged: boolean;
}

interface Judgement {
  readonly status: HealthStatus | undefined;
  readonly isJudged: boolean;
  /** Says nothing but its status: one object for all that do, as most. */
  readonly plain: Health | undefined;
}

/** Each has a number: its place. */
const judgements: readonly Judgement[] = [undefined, ...HealthStatus.options].flatMap((status) => {
  const plain = status && { status, message: '' };
  return [false, true].map((isJudged) => ({ status, isJudged, plain }));
});

/** How the UID and the digest are written: as bytes, as most can be, or as they are. */
const [BYTES, TEXTS] = ['b', 't'];
const usualUid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const usualHash = /^(?:[0-9a-f]{32})?$/;
const UNJUDGED: Omit<Judgement, 'status'> = { isJudged: false, plain: undefined };

/**
 * The states of thousands of objects, by object key id, in a third of the room that objects of their own take: of each one text, which is the number
 * of its health, the bytes of its UID and those of its digest.
 */
export class StateMemory {
  readonly #packed = new Map<string, string>();
  /** Of objects whose health says more than its status. */
  readonly #messages = new Map<string, string>();

  get(id: string): Remembered | undefined {
    const packed = this.#packed.get(id);
    return packed === undefined ? undefined : unpack(packed, this.#messages.get(id) ?? '');
  }

  /** Answers whether that is another state than before. */
  set(id: string, state: Remembered): boolean {
    const { message = '' } = state.health ?? {};
    const packed = pack(state);
    const isNews = this.#packed.get(id) !== packed || (this.#messages.get(id) ?? '') !== message;
    this.#packed.set(id, packed);
    if (message === '') this.#messages.delete(id);
    else this.#messages.set(id, sharedText(message));
    return isNews;
  }

  delete(id: string): void {
    this.#packed.delete(id);
    this.#messages.delete(id);
  }

  keys(): Iterable<string> {
    return this.#packed.keys();
  }
}

function pack({ uid, entryHash = '', health, isJudged }: Remembered): string {
  const judgement = judgements.findIndex((one) => one.status === health?.status && one.isJudged === isJudged);
  const isUsual = usualUid.test(uid) && usualHash.test(entryHash);
  if (!isUsual) return `${String.fromCharCode(judgement)}${TEXTS}${uid} ${entryHash}`;
  const head = Buffer.from([judgement, BYTES.charCodeAt(0)]);
  // At once: V8 would keep a text that is put together as its parts, which takes half as much again.
  return Buffer.concat([head, Buffer.from(uid.replaceAll('-', '') + entryHash, 'hex')]).toString('latin1');
}

function unpack(packed: string, message: string): Remembered {
  const { plain, isJudged } = judgements[packed.charCodeAt(0)] ?? UNJUDGED;
  const health = plain && message !== '' ? { status: plain.status, message } : plain;
  const [uid, entryHash] = packed[1] === BYTES ? readBytes(packed.slice(2)) : readTexts(packed.slice(2));
  return { uid, entryHash: entryHash === '' ? undefined : entryHash, health, isJudged };
}

function readBytes(packed: string): readonly [string, string] {
  const hex = Buffer.from(packed, 'latin1').toString('hex');
  const uid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
  return [uid, hex.slice(32)];
}

function readTexts(packed: string): readonly [string, string] {
  const end = packed.lastIndexOf(' ');
  return [packed.slice(0, end), packed.slice(end + 1)];
}
