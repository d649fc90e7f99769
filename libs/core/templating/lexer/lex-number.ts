import { isAlphanumeric, type Scanner } from './scanner.ts';

/** Lexes a number or, after a sign in the middle, a complex one. Answers what is wrong, if anything. */
export function lexNumber(scanner: Scanner): string | undefined {
  if (!scanNumber(scanner)) return badNumber(scanner);
  if (!/^[+-]$/.test(scanner.peek())) {
    scanner.emit('number');
    return undefined;
  }
  if (!scanNumber(scanner) || !scanner.pending.endsWith('i')) return badNumber(scanner);
  scanner.emit('complex');
  return undefined;
}

/** Reads what looks like a number; whether it is one is decided when it is parsed. */
function scanNumber(scanner: Scanner): boolean {
  scanner.accept('+-');
  const digits = scanPrefix(scanner);
  scanner.acceptRun(digits);
  if (scanner.accept('.')) scanner.acceptRun(digits);
  const exponent = digits === decimalDigits ? 'eE' : digits === hexDigits ? 'pP' : '';
  if (scanner.accept(exponent)) {
    scanner.accept('+-');
    scanner.acceptRun(decimalDigits);
  }
  scanner.accept('i');
  if (!isAlphanumeric(scanner.peek())) return true;
  scanner.next();
  return false;
}

const decimalDigits = '0123456789_';
const hexDigits = '0123456789abcdefABCDEF_';

function scanPrefix(scanner: Scanner): string {
  if (!scanner.accept('0')) return decimalDigits;
  if (scanner.accept('xX')) return hexDigits;
  if (scanner.accept('oO')) return '01234567_';
  return scanner.accept('bB') ? '01_' : decimalDigits;
}

function badNumber(scanner: Scanner): string {
  return `bad number syntax: ${JSON.stringify(scanner.pending)}`;
}
