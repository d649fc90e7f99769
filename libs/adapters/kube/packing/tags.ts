/** First byte of a packed value. From {@link WORD} on it is, by itself or with the byte after it, the number of a word. */
export const TAG = {
  null: 0,
  false: 1,
  true: 2,
  double: 3,
  count: 4,
  minus: 5,
  list: 6,
  shaped: 7,
  loose: 8,
  uuid: 9,
  hex: 10,
  time: 11,
  parts: 12,
  utf8: 13,
  utf16le: 14,
  /** A text of the same value, by the order in which they ended. */
  again: 15,
} as const;

/** The first words have a byte for themselves; each byte from {@link LATER_WORD} on stands for 256 further ones. */
export const WORD = 16;
export const LATER_WORD = 232;
export const SHORT_WORDS = LATER_WORD - WORD;
