import { describe, expect, it } from 'vitest';
import { certificateError, mayBeKey, pemBlocks } from '../../../src/admission/go/pem.js';

const block = (type: string, body: string, end = type) =>
  `-----BEGIN ${type}-----\n${body}-----END ${end}-----\n`;
const read = (text: string) => pemBlocks(text).map(({ type, bytes }) => `${type} ${bytes.toString('hex')}`);

describe('blocks', () => {
  it.each([
    ['one', block('A', 'AAAA\n'), ['A 000000']],
    [
      'two with words between them',
      `${block('A', 'AAAA\n')}words\n${block('B', 'AQID\n')}`,
      ['A 000000', 'B 010203'],
    ],
    ['an empty one', block('A', ''), ['A ']],
    ['spaces, tabs and carriage returns', block('A', ' AQ\t\r\nID \r\n'), ['A 010203']],
    ['headers', block('A', 'Proc-Type: 4,ENCRYPTED\nDEK-Info: x\n\nAQID\n'), ['A 010203']],
    ['the last line unended', block('A', 'AAAA\n').trimEnd(), ['A 000000']],
    ['white space behind the dashes', block('A', 'AAAA\n').replaceAll('-----\n', '-----  \n'), ['A 000000']],
    ['one in the middle of a line', `x${block('A', 'AAAA\n')}`, []],
    ['no base64', block('A', 'not base64!\n'), []],
    ['base64 cut short', block('A', 'AAA\n'), []],
    ['another end', block('A', 'AAAA\n', 'B'), []],
    ['words behind the end', block('A', 'AAAA\n').replace(/-----\n$/, '----- x\n'), []],
    ['a beginning without dashes', '-----BEGIN A\nAAAA\n-----END A-----\n', []],
    ['a beginning alone', '-----BEGIN A-----\nAAAA\n', []],
    ['headers alone', '-----BEGIN A-----\na: b\n', []],
    ['a good one behind a bad one', block('A', '!\n') + block('B', 'AAAA\n'), ['B 000000']],
    ['nothing', '', []],
  ])('%s', (_, text, blocks) => {
    expect(read(text)).toEqual(blocks);
  });
});

describe('a certificate', () => {
  const malformed = 'x509: malformed certificate';
  it.each([
    ['', malformed],
    ['000000', malformed],
    ['30', malformed],
    ['3003', malformed],
    ['30020500', 'x509: malformed tbs certificate'],
    ['30023000', undefined],
    ['3002300000', 'x509: trailing data'],
    // A length that is written longer than it needs to be.
    ['3081023000', malformed],
    ['3080', malformed],
    [`308180${'3000'.repeat(64)}`, undefined],
    [`30820080${'3000'.repeat(64)}`, malformed],
    [`3081ff${'3000'.repeat(64)}`, malformed],
    ['3085ffffffffff', malformed],
    ['3084ffffffff', malformed],
  ])('%s: %s', (hex, error) => {
    expect(certificateError(Buffer.from(hex, 'hex'))).toBe(error);
  });
});

it('a key is one sequence', () => {
  expect(['3000', '300000', '020100', ''].map((hex) => mayBeKey(Buffer.from(hex, 'hex')))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
