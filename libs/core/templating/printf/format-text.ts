import { toBytes } from '../values/text-bytes.ts';
import { type FormatFlags, pad } from './format-flags.ts';
import { canBackquote, quoteText } from './quote.ts';

/** A text under a verb, or undefined when the verb is not for texts. */
export function formatText(text: string, verb: string, flags: FormatFlags): string | undefined {
  switch (verb) {
    case 's':
      return pad(cut(text, flags), flags);
    case 'v':
      return flags.goSyntax ? formatQuoted(text, flags) : pad(cut(text, flags), flags);
    case 'q':
      return formatQuoted(text, flags);
    case 'x':
    case 'X':
      return formatHex(toBytes(text), verb, flags);
    default:
      return undefined;
  }
}

/** The precision of a text is its longest length in characters. */
function cut(text: string, { precision }: FormatFlags): string {
  return precision === undefined ? text : Array.from(text).slice(0, precision).join('');
}

function formatQuoted(text: string, flags: FormatFlags): string {
  const shown = cut(text, flags);
  const quoted = flags.sharp && canBackquote(shown) ? `\`${shown}\`` : quoteText(shown, flags.plus);
  return pad(quoted, flags);
}

function formatHex(bytes: Uint8Array, verb: string, flags: FormatFlags): string {
  const shown = bytes.subarray(0, flags.precision ?? bytes.length);
  const pairs = Array.from(shown, (byte) => byte.toString(16).padStart(2, '0'));
  const prefix = flags.sharp ? '0x' : '';
  const text = flags.space
    ? pairs.map((pair) => prefix + pair).join(' ')
    : (pairs.length > 0 ? prefix : '') + pairs.join('');
  return pad(verb === 'X' ? text.toUpperCase() : text, flags);
}
