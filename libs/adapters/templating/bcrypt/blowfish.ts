import { piWords } from './pi-digits.ts';

/** Blowfish's state: 18 round keys and four tables of 256 words. */
export interface BlowfishState {
  readonly rounds: Int32Array;
  readonly boxes: Int32Array;
}

const roundCount = 18;
const boxWords = 1024;

let initialWords: Int32Array | undefined;

/** The state before any key: the digits of pi. Calculated once. */
export function initialState(): BlowfishState {
  initialWords ??= piWords(roundCount + boxWords);
  return { rounds: initialWords.slice(0, roundCount), boxes: initialWords.slice(roundCount) };
}

/** Encrypts the two words at `at` in place. */
export function encryptBlock({ rounds, boxes }: BlowfishState, block: Int32Array, at: number): void {
  let left = word(block, at) ^ word(rounds, 0);
  let right = word(block, at + 1);
  for (let round = 1; round <= 16; round += 2) {
    right ^= mix(boxes, left) ^ word(rounds, round);
    left ^= mix(boxes, right) ^ word(rounds, round + 1);
  }
  block[at] = right ^ word(rounds, 17);
  block[at + 1] = left;
}

function mix(boxes: Int32Array, value: number): number {
  const sum = word(boxes, value >>> 24) + word(boxes, 256 + ((value >>> 16) & 0xff));
  return ((sum ^ word(boxes, 512 + ((value >>> 8) & 0xff))) + word(boxes, 768 + (value & 0xff))) | 0;
}

function word(words: Int32Array, at: number): number {
  return words[at] ?? 0;
}

/** Mixes a key, and the salt's words if there is one, into the state (bcrypt's ExpandKey). */
export function expandKey(state: BlowfishState, key: Int32Array, salt: Int32Array): void {
  for (let at = 0; at < roundCount; at += 1) state.rounds[at] = word(state.rounds, at) ^ word(key, at);
  const block = new Int32Array(2);
  let saltAt = 0;
  for (const words of [state.rounds, state.boxes]) {
    for (let at = 0; at < words.length; at += 2) {
      block[0] = word(block, 0) ^ word(salt, saltAt);
      block[1] = word(block, 1) ^ word(salt, saltAt + 1);
      saltAt = salt.length === 0 ? 0 : (saltAt + 2) % salt.length;
      encryptBlock(state, block, 0);
      words[at] = word(block, 0);
      words[at + 1] = word(block, 1);
    }
  }
}
