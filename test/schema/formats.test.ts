import { describe, expect, it, test } from 'vitest';
import { FORMATS } from '../../src/schema/formats.js';
import {
  formatAccepts,
  isKnownFormat,
  normalFormat,
  STRING_FORMATS,
} from '../../src/schema/string-formats.js';

const takes = (format: string, values: unknown[]): unknown[] =>
  values.filter((value) => !FORMATS[format]!(value));
const leaves = (format: string, values: unknown[]): unknown[] =>
  values.filter((value) => FORMATS[format]!(value));

describe('formats of built-in kinds', () => {
  it.each<[format: string, taken: unknown[], left: unknown[]]>([
    [
      'int32',
      [0, 2147483647, -2147483648, 1.5, 'x', '99999999999', null, true],
      [2147483648, -2147483649, 1e30],
    ],
    [
      'int64',
      [0, 2 ** 63 - 1024, -(2 ** 63), 'x', null],
      [2 ** 63, -(2 ** 63) - 2048, Number.POSITIVE_INFINITY],
    ],
    [
      'int-or-string',
      ['', 'x', '25%', 0, 2147483647, -2147483648],
      [2147483648, -2147483649, 1.5, null, true, [], {}],
    ],
    [
      'quantity',
      [
        ...[
          '0',
          '1',
          '12',
          '+1',
          '-1',
          '1.',
          '1.5',
          '.5',
          '+.5',
          '1n',
          '1u',
          '1m',
          '1k',
          '1M',
          '1G',
          '1T',
          '1P',
          '1E',
        ],
        ...['1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei', '1e3', '1E3', '1e-3', '1E+3', ' 1 ', 0, 1.5, -1, 1e9],
      ],
      [
        ...[
          '',
          ' ',
          '.',
          '+',
          'x',
          '1x',
          '1K',
          '1ki',
          '1mi',
          '1ni',
          '1Zi',
          '1e',
          '1e1.5',
          '1 Gi',
          '--1',
          '1..5',
          '1_0',
          '1e3m',
        ],
        ...[null, true, [], {}, Number.NaN, Number.POSITIVE_INFINITY],
      ],
    ],
    [
      'date-time',
      [
        ...[
          '2026-01-31T00:00:00Z',
          '2026-01-31T23:59:59.5Z',
          '2026-01-31T1:00:00Z',
          '2026-01-31T00:00:00,123456789Z',
        ],
        ...[
          '2026-01-31T00:00:00+01:00',
          '2026-01-31T00:00:00-24:60',
          '2024-02-29T00:00:00Z',
          '2000-02-29T00:00:00Z',
        ],
        ...['2026-04-30T00:00:00Z', '2026-12-31T00:00:00Z', '0000-01-01T00:00:00Z', 5, null, true],
      ],
      [
        ...[
          '',
          '2026-01-31',
          '2026-01-31T00:00:00',
          '2026-01-31 00:00:00Z',
          '2026-01-31t00:00:00Z',
          '2026-01-31T00:00Z',
        ],
        ...['2026-00-31T00:00:00Z', '2026-13-31T00:00:00Z', '2026-01-00T00:00:00Z', '2026-01-32T00:00:00Z'],
        ...['2026-02-29T00:00:00Z', '1900-02-29T00:00:00Z', '2024-02-30T00:00:00Z', '2026-04-31T00:00:00Z'],
        ...['2026-06-31T00:00:00Z', '2026-09-31T00:00:00Z', '2026-11-31T00:00:00Z', '2026-01-31T24:00:00Z'],
        ...[
          '2026-01-31T00:60:00Z',
          '2026-01-31T00:00:60Z',
          '2026-01-31T00:00:00+25:00',
          '2026-01-31T00:00:00+00:61',
        ],
        ...['2026-01-31T00:00:00.Z', 'x2026-01-31T00:00:00Z', '2026-01-31T00:00:00Zx', '26-01-31T00:00:00Z'],
      ],
    ],
    [
      'micro-time',
      [
        '2026-01-31T00:00:00.000001Z',
        '2026-01-31T1:00:00.000001+01:00',
        '2026-01-31T00:00:00.000001-01:00',
        5,
        null,
      ],
      [
        ...[
          '2026-01-31T00:00:00Z',
          '2026-01-31T00:00:00.00001Z',
          '2026-01-31T00:00:00.0000001Z',
          '2026-02-31T00:00:00.000001Z',
        ],
        ...['2026-01-31T00:00:00,000001Z', ''],
      ],
    ],
    [
      'byte',
      ['', 'YQ==', 'YWI=', 'YWJj', 'YW\nJj\r\n', '+/+/', 5, null],
      ['Y', 'YQ=', 'YQ', 'Y===', '=YQ=', 'YQ= =', 'a b c', 'YQ==YQ==', '-_-_'],
    ],
  ])('%s', (format, taken, left) => {
    expect([takes(format, taken), leaves(format, left)]).toEqual([[], []]);
  });

  test('are these', () => {
    expect(Object.keys(FORMATS).sort()).toEqual([
      'byte',
      'date-time',
      'int-or-string',
      'int32',
      'int64',
      'micro-time',
      'quantity',
    ]);
  });
});

describe('formats of custom kinds', () => {
  const UUID = '01234567-89ab-4def-8abc-0123456789AB';
  it.each<[format: string, taken: string[], left: string[]]>([
    [
      'bsonobjectid',
      ['0123456789abcdefABCDEF00'],
      ['', '0123456789abcdefABCDEF0', '0123456789abcdefABCDEF000', 'g123456789abcdefABCDEF00'],
    ],
    ['uri', ['http://x', '/x', 'mailto:a', 'a+b.c-d1:', '/'], ['', 'x', 'http://x y', '1a:b', ':x', ' /x']],
    [
      'email',
      ['a@b', 'Ann <a@b>', '<a@b>', 'a@b>'],
      ['', 'a', '@b', 'a@', 'a@b@c', 'a b@c', 'Ann <a@b> x', '<<a@b>'],
    ],
    [
      'hostname',
      ['a', 'a.bc', 'A-1', `${'a'.repeat(63)}.bc`, 'é', `${'a.'.repeat(126)}abc`],
      ['', 'a.', '.a', 'a..bc', 'a.b', 'a.b1', 'A_b', 'a'.repeat(64), 'a b', `${'a.'.repeat(127)}ab`],
    ],
    ['ipv4', ['10.0.0.1', '::ffff:10.0.0.1'], ['', '10.0.0', '256.0.0.1', '::1', 'x']],
    ['ipv6', ['::1', 'fe80::1', '::ffff:10.0.0.1'], ['', '10.0.0.1', ':', 'g::1']],
    ['cidr', ['10.0.0.0/8', '10.0.0.1/8', '::/0'], ['', '10.0.0.0', '10.0.0.0/33', 'x/8']],
    [
      'mac',
      [
        '01:23:45:67:89:ab',
        '01-23-45-67-89-AB',
        '0123.4567.89ab',
        '01:23:45:67:89:ab:cd:ef',
        `01${':23'.repeat(19)}`,
        `0123${'.4567'.repeat(9)}`,
      ],
      [
        '',
        '01:23:45:67:89',
        '01:23:45:67:89:ag',
        '0123.4567',
        `01${':23'.repeat(20)}`,
        `0123${'.4567'.repeat(10)}`,
        '0123456789ab',
        'x01:23:45:67:89:ab',
      ],
    ],
    [
      'uuid',
      [UUID, UUID.replaceAll('-', ''), UUID.replace('4', '0')],
      ['', UUID.slice(1), `${UUID}0`, UUID.replace('0', 'g')],
    ],
    [
      'uuid3',
      [UUID.replace('4def', '3def'), UUID.replace('4def-8', '3def-0')],
      [UUID, UUID.replace('4def', '5def')],
    ],
    [
      'uuid4',
      [UUID, UUID.replace('-8abc', '-9abc'), UUID.replace('-8abc', '-Aabc'), UUID.replace('-8abc', '-babc')],
      [UUID.replace('4def', '3def'), UUID.replace('-8abc', '-7abc'), UUID.replace('-8abc', '-cabc')],
    ],
    ['uuid5', [UUID.replace('4def', '5def')], [UUID, UUID.replace('4def-8', '5def-0')]],
    [
      'isbn',
      ['0306406152', '0-306-40615-2', '080442957X', '9780306406157', '978-0-306-40615-7'],
      ['', '0306406153', '9780306406158', '030640615', '97803064061577', 'X306406152'],
    ],
    ['isbn10', ['0306406152', '0 306 40615 2', '080442957X'], ['0306406153', '9780306406157', '08044295X7']],
    ['isbn13', ['9780306406157'], ['0306406152', '9780306406158', '978030640615X']],
    [
      'creditcard',
      ['4111111111111111', '4111-1111-1111-1111', '378282246310005', '6304000000000000', '501800000009'],
      ['', '4111111111111112', '41111111111', '0', '41111111111111111111'],
    ],
    [
      'ssn',
      ['123-45-6789', '123 45 6789', '123456789', '123-456789'],
      ['', '12-345-6789', '1234567890', 'x123456789'],
    ],
    ['hexcolor', ['#fff', 'fff', '#A0b1C2', 'A0b1C2'], ['', '#ff', '#ffff', '#fffffff', 'ggg']],
    [
      'rgbcolor',
      ['rgb(0,0,0)', 'rgb(255, 255 ,255)', 'rgb( 1,2,3 )'],
      [
        '',
        'rgb(256,0,0)',
        'rgb(0,256,0)',
        'rgb(0,0,256)',
        'rgb(01,0,0)',
        'rgb(0,0)',
        'rgba(0,0,0)',
        'rgb (0,0,0)',
        'rgb(0,0,0)x',
        'rgb(1000,0,0)',
      ],
    ],
    ['byte', ['YQ==', 'YWJj', '+/+/'], ['', 'YQ=', 'a b c', 'YW\nJj', 'Y===']],
    ['password', ['', 'x', ' '], []],
    [
      'date',
      ['2024-02-29', '2026-12-31'],
      ['', '2023-02-29', '2026-13-01', '2026-1-1', '2026-01-01T00:00:00Z'],
    ],
    [
      'duration',
      ['1h', '1h30m', '-1.5h', '0', '1 day', '3weeks', '5 µs'],
      ['', 'P', 'h', 'PT', '1', 'one day'],
    ],
    [
      'date-time',
      [
        '2026-01-31T23:59:59Z',
        '2026-01-31t00:00:00z',
        '2026-01-31T00:00:00.5+01:00',
        '2026-01-31T00:00:00,5-01:00',
      ],
      [
        '',
        '2026-01-31',
        '2026-02-31T00:00:00Z',
        '2026-01-31T24:00:00Z',
        '2026-01-31T00:60:00Z',
        '2026-01-31T00:00:60Z',
        '2026-01-31T00:00:00',
        '2026-01-31T0:00:00Z',
        '2026-01-31T00:00:00Zx',
        '2026-01-31Tx00:00:00Z',
        '2026-01-31 00:00:00Z',
      ],
    ],
    ['k8s-short-name', ['a', 'a-b', '0'], ['', 'A', 'a.b', '-a', 'a'.repeat(64)]],
    ['k8s-long-name', ['a', 'a.b-c'], ['', 'A', 'a..b', 'a_b']],
  ])('%s', (format, taken, left) => {
    const accepts = (text: string): boolean => formatAccepts(format, text);
    expect([taken.filter((text) => !accepts(text)), left.filter(accepts)]).toEqual([[], []]);
  });

  test('are these, dashes or not, and all others take everything', () => {
    expect([...STRING_FORMATS.keys()].sort()).toEqual(
      [
        ...[
          'bsonobjectid',
          'byte',
          'cidr',
          'creditcard',
          'date',
          'datetime',
          'duration',
          'email',
          'hexcolor',
          'hostname',
        ],
        ...[
          'ipv4',
          'ipv6',
          'isbn',
          'isbn10',
          'isbn13',
          'k8slongname',
          'k8sshortname',
          'mac',
          'password',
          'rgbcolor',
        ],
        ...['ssn', 'uri', 'uuid', 'uuid3', 'uuid4', 'uuid5'],
      ].sort(),
    );
    expect(normalFormat('k8s-short-name')).toBe('k8sshortname');
    expect(formatAccepts('ipv-4', 'x')).toBe(false);
    expect(formatAccepts('regex', '(')).toBe(true);
  });

  it.each<[type: string, format: string, known: boolean]>([
    ['string', 'date-time', true],
    ['string', 'datetime', true],
    ['string', 'int32', false],
    ['string', 'regex', false],
    ['integer', 'int32', true],
    ['integer', 'int64', true],
    ['integer', 'float', false],
    ['integer', 'date', false],
    ['number', 'float', true],
    ['number', 'double', true],
    ['number', 'int32', false],
    ['', 'date', false],
    ['', 'float', false],
    ['boolean', 'double', false],
  ])('of the type %j, %s is known: %s', (type, format, known) => {
    expect(isKnownFormat(type, format)).toBe(known);
  });
});
