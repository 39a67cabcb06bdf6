/** What is hostile, or only at the edge of what is meant. */
import type { JsonValue } from '../src/api/json.js';

/** Begins a line in no output: it only ever stands behind the line end of a value. */
export const FORGED = 'FORGEDLINE';
/** Runs nothing where a name is quoted. */
export const RUN = 'touch PASTED';
/** A credential: in no output. A number follows. */
export const CANARY = 'CANARYzq';
/** A colour that kubeplan does not use itself. */
const ESCAPE = '\u001b[45m';

/** Written as it stands, without quotes: what no value can be. */
const raw = (text: string): string => `\u0001${text}\u0002`;
const RAW = /["']?(?:\u0001|\\u0001|\\x01)(.*?)(?:\u0002|\\u0002|\\x02)["']?/g;

/** A written text with what stands for raw words replaced by them. */
export function withRaw(text: string): string {
  return text.replace(RAW, (_whole, word: string) => word);
}

/** Keys that objects inherit in JavaScript. */
export const INHERITED = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'length',
  'prototype',
];

/** Characters and words that mean something to somebody. */
export const CHARACTERS = [
  ...[
    '\u0000',
    '\u0007',
    '\u0008',
    ESCAPE,
    '\u001b]0;title\u0007',
    '\u007f',
    '\u0085',
    '\u009b31m',
    '\r',
    '\t',
  ],
  ...[
    '\u202e',
    '\u2066',
    '\u200f',
    '\u061c',
    '\ufeff',
    '\u2028',
    '\u2029',
    '\u200b',
    '\u00a0',
    'é',
    '漢',
    '🙂',
    '\ud800',
  ],
  ...[
    '\udc80',
    '\udcff',
    '\udcc3',
    '"',
    "'",
    '\\',
    '`',
    '#',
    ': ',
    '- ',
    '? ',
    '{',
    '}',
    '[',
    ']',
    ',',
    '&a ',
    '*a',
    '!!str ',
    '!x ',
  ],
  ...[
    '|',
    '>',
    '|2-',
    '%',
    '@',
    '<<: *a',
    '---',
    '...',
    '\n---\n',
    '{{ .Values.a }}',
    '$(A)',
    '<',
    '&amp;',
    '\n',
  ],
];

const PATTERNS = [
  '^(a+)+$',
  '(?=x)y',
  '[a-z',
  '(?i)x',
  '(a|a)*$',
  '\\p{L}+',
  '^.{1,1000}$',
  '*',
  'a{99999}',
  '((((((((((',
];
const RULES = [
  'self.x == 1',
  'self',
  "self.matches('^(a+)+$')",
  'self.all(x, self.all(y, x == y))',
  'oldSelf == self',
  '1/0 == 1',
  'self.a.b.c.d > 9223372036854775807',
  '"a',
  '[[[[[[',
  'has(self.__proto__)',
];

/** Texts in the place of any value. */
export const TEXTS: readonly string[] = [
  ...[
    '',
    ' ',
    '::',
    '(',
    'a(b',
    '*',
    '-',
    '.',
    '/',
    '../../etc',
    'null',
    'true',
    'yes',
    '~',
    '=',
    '<<',
    '%',
    '#',
  ],
  ...[
    '010',
    '08',
    '+5',
    '1e9',
    '0x1f',
    '0o17',
    '-0',
    '1_000',
    '9'.repeat(300),
    'a'.repeat(64),
    'b'.repeat(5000),
  ],
  ...[
    '100%',
    '-1%',
    '1000000%',
    '1Gi',
    '1.5',
    '-1',
    '1n',
    '0.0001',
    '1e400',
    '1E',
    '9223372036854775807',
    '1Ei',
    '٣',
  ],
  ...[
    '2024-01-01T00:00:00Z',
    '2024-13-45T99:00:00Z',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '1h',
    '-5s',
    '1y',
  ],
  ...['10.0.0.1', '::1', '10.0.0.0/8', 'fd00::/128', '999.0.0.1', '0.0.0.0/0', 'http://u@h:1/x', 'ftp://[::'],
  ...[
    '* * * * *',
    '0 0 31 2 *',
    '@every 1s',
    '*/0 * * * *',
    'TZ=Nowhere/X * * * * *',
    '0 0 29 2 *',
    '60 25 * * 8',
  ],
  ...[
    'a:1',
    'registry:5000/a@sha256:0',
    '@',
    ':latest',
    'Always',
    'Never',
    'In',
    'Exists',
    'DoesNotExist',
    'ClusterIP',
  ],
  ...[
    'ReadWriteOnce',
    'ReadWriteOnce::',
    'Delete',
    'Retain',
    'v1',
    'apps/v1',
    'v1/',
    '/v1',
    'extensions/v1beta1',
  ],
  ...[
    `x; ${RUN} #`,
    `$(${RUN})`,
    `\`${RUN}\``,
    `x'; ${RUN}; '`,
    `x\n${FORGED}`,
    `x\r${FORGED}`,
    `a\u2028${FORGED}`,
  ],
  ...[
    `${ESCAPE}x`,
    'x\u202ey',
    'x\u0000y',
    `\u001b]8;;http://x\u0007y`,
    'x\ty',
    `::error::${FORGED}`,
    `x\n::error::${FORGED}`,
  ],
  ...[
    '{}',
    '[]',
    '{"a":',
    '{{ .Values.name }}',
    '$(HOME)',
    '-----BEGIN PRIVATE KEY-----',
    'a=b,c in (d),!e',
    'a in (',
  ],
  ...PATTERNS,
  ...RULES,
  ...INHERITED,
  ...[
    '2147483648',
    '9223372036854775807',
    '9223372036854775808',
    '-9223372036854775809',
    '1e1000',
    '.inf',
    '-.nan',
  ].map(raw),
  ...['*nowhere', '!!binary x', '!!int "a"', '0777', '1:30', 'on', '&x 1', '!!float 1', '? a', '[', '{'].map(
    raw,
  ),
];

export const NUMBERS: readonly number[] = [
  ...[0, 1, -1, 2, 3, 10, 100, 1000, 9999, 10_001, 65_535, 65_536, 100_000, 1_000_000_000, 2_147_483_647],
  ...[
    2_147_483_648, -2_147_483_648, 9_007_199_254_740_991, 1e15, 1e21, 1e300, 0.5, -0.5, 1.000_001,
    4_294_967_296,
  ],
];

/** `{ __proto__: value }`, as a key that it has. */
function inherited(key: string, value: JsonValue): JsonValue {
  return Object.defineProperty({}, key, { value, enumerable: true, writable: true, configurable: true });
}

function deep(levels: number, wrap: (value: JsonValue) => JsonValue): JsonValue {
  let value: JsonValue = 1;
  for (let level = 0; level < levels; level++) value = wrap(value);
  return value;
}

/** Values of another shape than is meant, made anew each time. */
export const SHAPES: readonly (() => JsonValue)[] = [
  () => null,
  () => ({}),
  () => [],
  () => [null],
  () => [{}],
  () => [[]],
  () => ['', ''],
  () => ({ a: null }),
  () => ({ name: null, value: null }),
  () => true,
  () => false,
  () => ({ toString: 1 }),
  () => inherited('__proto__', { immutable: true, polluted: 'x' }),
  () => ({ constructor: inherited('prototype', { polluted: 1 }) }),
  () => [inherited('__proto__', { name: 'x' }), { name: 'x' }],
  () => ({ name: 'a' }),
  () => [{ name: 'a' }, { name: 'a' }],
  () => [{ key: 'a', operator: 'In', values: { web: 1 } }],
  () => ({ matchExpressions: [null] }),
  () => ({ matchLabels: null, matchExpressions: [{ key: 'a', operator: 'Exists' }] }),
  () => ({ secretKeyRef: { name: 'a', key: 'b' } }),
  () => [{ uid: 'x' }],
  () => [{ apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'a', controller: true }],
  () => ({ $patch: 'delete' }),
  () => [{ $patch: 'replace' }, { name: 'a' }],
  () => ({ '$setElementOrder/containers': [{ name: 'x' }], '$deleteFromPrimitiveList/args': ['a'] }),
  () => deep(12, (value) => [value]),
  () => deep(150, (value) => ({ a: value })),
  () => Array.from({ length: 300 }, (_, i) => i),
  () => Array.from({ length: 60 }, (_, i) => ({ name: `n${i % 50}`, value: `${i}` })),
];
