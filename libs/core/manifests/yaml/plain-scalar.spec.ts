import { describe, expect, it } from 'vitest';
import { resolvePlainScalar } from './plain-scalar.ts';

/** Expected values are what sigs.k8s.io/yaml 1.6.0 answers for the same text. */
describe('resolvePlainScalar', () => {
  it.each([
    {
      name: 'the words for yes',
      texts: ['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'],
      value: true,
    },
    {
      name: 'the words for no',
      texts: ['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'],
      value: false,
    },
    { name: 'the words for nothing', texts: ['', '~', 'null', 'Null', 'NULL'], value: null },
    { name: 'octal, old and new', texts: ['017', '0o17', '0O17', '+017', '0_17'], value: 15 },
    { name: 'hexadecimal', texts: ['0x1F', '0X1f', '0x_1F', '31'], value: 31 },
    { name: 'binary', texts: ['0b101', '0B101', '5', '+5'], value: 5 },
    { name: 'negative numbers of any base', texts: ['-15', '-017', '-0xF', '-0b1111'], value: -15 },
    { name: 'underscores between digits', texts: ['1_000', '1__000', '1_000_', '1e3', '1E3', '1000.'], value: 1000 },
    { name: 'a leading zero before digits that are not octal', texts: ['09', '9', '9.0'], value: 9 },
    { name: 'fractions', texts: ['.5', '+.5', '0.5', '5e-1'], value: 0.5 },
  ])('types $name', ({ texts, value }) => {
    expect(texts.map(resolvePlainScalar)).toEqual(texts.map(() => value));
  });

  it.each([
    { text: '9007199254740993', value: 9007199254740993n },
    { text: '-9007199254740993', value: -9007199254740993n },
    { text: '9223372036854775808', value: 9223372036854775808n },
    { text: '18446744073709551615', value: 18446744073709551615n },
    { text: '18446744073709551616', value: 18446744073709552000 },
    { text: '+9223372036854775808', value: 9223372036854775808 },
    { text: '-9223372036854775809', value: -(2 ** 63) },
    { text: '9007199254740991', value: 9007199254740991 },
  ])('keeps $text as exactly as Go does', ({ text, value }) => {
    expect(resolvePlainScalar(text)).toBe(value);
  });

  it.each([
    'yEs',
    'oN',
    'nULL',
    '12:30',
    '1:2:3',
    '2024-01-01',
    '2024-01-01T00:00:00Z',
    '1.2.3',
    '5m',
    '1,000',
    '0b12',
    '0o8',
    '0x',
    '-',
    '+',
    '.',
    '_1',
    '1e400',
    'web',
  ])('leaves %s text', (text) => {
    expect(resolvePlainScalar(text)).toBeUndefined();
  });
});
