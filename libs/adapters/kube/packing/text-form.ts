/** Ways to write a text in fewer bytes than it has characters. */
export type TextForm = 'uuid' | 'hex' | 'time' | 'parts' | 'utf8' | 'utf16le';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const HEX = /^(?:[0-9a-f]{2})+$/;
const TIME = /^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$/;
const LONGEST_HEX = 128;
const LONGEST_PARTS = 256;

/** The shortest form from which exactly this text comes back. */
export function formOf(text: string): TextForm {
  const { length } = text;
  if (length === 36 && UUID.test(text)) return 'uuid';
  if (length === 20 && TIME.test(text) && isExact(text)) return 'time';
  if (length >= 16 && length <= LONGEST_HEX && HEX.test(text)) return 'hex';
  if (length <= LONGEST_PARTS && text.includes('/')) return 'parts';
  return text.isWellFormed() ? 'utf8' : 'utf16le';
}

/** Whether the time exists and four bytes hold it. That of a day which every month has need not be written again to know. */
function isExact(time: string): boolean {
  const seconds = secondsOf(time);
  return seconds > 0 && (time.slice(8, 10) <= '28' || timeText(seconds) === time);
}

/** Seconds since 1970, for times that four bytes hold; 0 for others. */
export function secondsOf(time: string): number {
  const seconds = Date.parse(time) / 1000;
  return seconds > 0 && seconds < 2 ** 32 ? seconds : 0;
}

export function timeText(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}

export function uuidText(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
