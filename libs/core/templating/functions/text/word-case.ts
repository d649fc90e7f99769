import { isSpace, lowerCharacter, upperCharacter } from './letter-case.ts';

type WordKind = 'connector' | 'punctuation' | 'upper' | 'letters' | 'number' | 'other';

interface Word {
  readonly kind: WordKind;
  readonly text: string;
}

/** Letters in lower case or without case; ideographs count as none. */
const letter = String.raw`(?![\u3400-\u4d85\u4e00-\u9fcc\u{20000}-\u{2b81d}])[^\P{L}\p{Lu}]`;

/** Connectors, punctuation, `HTTP` before `Server`, `Server`, `server`, digits, and anything else. */
const wordPattern = new RegExp(
  [
    String.raw`(?<connector>[-_\s\u0085]+)`,
    String.raw`(?<punctuation>\p{P}+)`,
    String.raw`(?<upper>\p{Lu}+(?=\p{Lu}${letter})|\p{Lu}(?:${letter})+|\p{Lu}+)`,
    String.raw`(?<letters>(?:${letter})+)`,
    String.raw`(?<number>\p{N}+)`,
    String.raw`(?<other>(?:(?!${letter})[^-_\s\p{P}\p{Lu}\p{N}])+)`,
  ].join('|'),
  'gu',
);

const kinds: readonly WordKind[] = ['connector', 'punctuation', 'upper', 'letters', 'number', 'other'];

function splitWords(text: string): Word[] {
  return Array.from(text.matchAll(wordPattern), ({ 0: word, groups }) => ({
    kind: kinds.find((kind) => groups?.[kind] !== undefined) ?? 'other',
    text: word,
  }));
}

/** sprig's snakecase and kebabcase: words in lower case, joined by the connector; digits stay with the letters around them. */
export function connectWords(text: string, connector: string): string {
  return new WordWriter(splitWords(text), connector).run();
}

class WordWriter {
  readonly #words: readonly Word[];
  readonly #connector: string;
  readonly #parts: string[] = [];
  #at = 0;

  constructor(words: readonly Word[], connector: string) {
    this.#words = words;
    this.#connector = connector;
  }

  run(): string {
    while (this.#at < this.#words.length - 1) this.#writeWordAndJoint();
    this.#write(this.#words[this.#at]);
    return this.#parts.join('');
  }

  /** Writes a word and decides whether a connector goes between it and the next one. */
  #writeWordAndJoint(): void {
    const word = this.#words[this.#at];
    this.#write(word);
    this.#at += 1;
    if (word === undefined || word.kind === 'connector' || word.kind === 'punctuation') return;
    if (word.kind === 'number') this.#finishNumber();
    else if (this.#words[this.#at]?.kind === 'number') this.#joinNumber();
    else this.#join();
  }

  /** Letters in lower case directly behind digits belong to them. */
  #finishNumber(): void {
    while (['letters', 'number'].includes(this.#words[this.#at]?.kind ?? '')) {
      this.#write(this.#words[this.#at]);
      this.#at += 1;
    }
    this.#join();
  }

  /** Digits stay with the word before them unless letters in lower case follow: `v2` but `v_2beta`. */
  #joinNumber(): void {
    const number = this.#words[this.#at];
    const next = this.#words[this.#at + 1];
    if (next === undefined) return;
    const isWithLetters = next.kind === 'letters';
    if (isWithLetters) this.#parts.push(this.#connector);
    this.#write(number);
    this.#at += 1;
    if (isWithLetters) this.#finishNumber();
    else this.#join();
  }

  #join(): void {
    const next = this.#words[this.#at]?.kind;
    if (next !== undefined && next !== 'connector' && next !== 'punctuation') this.#parts.push(this.#connector);
  }

  #write(word: Word | undefined): void {
    if (word?.kind === 'connector') this.#parts.push(this.#connector.repeat(Array.from(word.text).length));
    else if (word?.kind === 'upper') this.#parts.push(Array.from(word.text, lowerCharacter).join(''));
    else this.#parts.push(word?.text ?? '');
  }
}

function isConnector(char: string | undefined): boolean {
  return char !== undefined && (char === '-' || char === '_' || isSpace(char));
}

/** sprig's camelcase: drops single connectors and capitalises what follows; leading and doubled ones stay. */
export function camelCase(text: string): string {
  const chars = Array.from(text);
  const start = chars.findIndex((char) => !isConnector(char));
  if (start < 0) return text;
  const out = chars.slice(0, start);
  let isUpperRun = /^\p{Lu}$/u.test(chars[start] ?? '');
  let before = upperCharacter(chars[start] ?? '');
  for (const char of chars.slice(start + 1)) {
    let shown = char;
    if (isConnector(before) && isConnector(char)) out.push(before);
    else if (isConnector(before)) {
      isUpperRun = /^\p{Lu}$/u.test(char);
      shown = upperCharacter(char);
    } else {
      isUpperRun &&= /^\p{Lu}$/u.test(char);
      if (isUpperRun) shown = lowerCharacter(char);
      out.push(before);
    }
    before = shown;
  }
  return out.join('') + before;
}
