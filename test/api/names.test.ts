import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as names from '../../src/api/names.js';
import type { KubernetesVersion } from '../../src/api/version.js';
import { inNewestWords, inWordsOf, type Words } from '../../src/api/wording.js';

const LABEL =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const UNDERSCORE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*')";
const LABEL_1035 =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
const WILDCARD =
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const NAME_PART =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const LABEL_KEY =
  "a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
const LABEL_VALUE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
const CONFIG_KEY =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";
const ENV_NAME =
  "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')";
const RELAXED_ENV_NAME =
  "a valid environment variable name must consist only of printable ASCII characters other than '='";
const HTTP_HEADER =
  "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')";
const PERCENT =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";
const C_IDENTIFIER =
  "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName', regex used for validation is '[A-Za-z_][A-Za-z0-9_]*')";
const DOMAIN_PATH = "Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')";
const PORT_CHARACTERS = 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)';
const PORT_LETTER = 'must contain at least one letter (a-z)';
const PORT_HYPHENS = 'must not contain consecutive hyphens';
const PORT_ENDS = 'must not begin or end with a hyphen';

const a = (count: number): string => 'a'.repeat(count);
/** `aaa.aaa`, of so many characters. */
const dotted = (count: number): string => 'a'.repeat(count).replace(/(?<=^(?:..)+)a(?!$)/g, '.');

type Validator = {
  [name in keyof typeof names]: (typeof names)[name] extends (text: string) => Words[] ? name : never;
}[keyof typeof names];

const ALL = { ...names };

function holds(validator: Validator, rows: [string, ...string[]][]): void {
  describe(validator, () => {
    it.each(rows)('%s', (text, ...errors) => {
      expect(ALL[validator](text).map(inNewestWords)).toEqual(errors);
    });
  });
}

/** The characters that can stand where the text has a star. */
function characters(validator: Validator, place: string): string {
  const all = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code));
  return all.filter((one) => ALL[validator](place.replace('*', () => one)).length === 0).join('');
}

const DIGITS = '0123456789';
const SMALL = 'abcdefghijklmnopqrstuvwxyz';
const CAPITAL = SMALL.toUpperCase();
const PRINTABLE = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).join('');

describe('the characters of a name', () => {
  it.each<[Validator, inner: string, first: string, last: string]>([
    ['dns1123LabelErrors', `-${DIGITS}${SMALL}`, DIGITS + SMALL, DIGITS + SMALL],
    ['dns1123SubdomainErrors', `-.${DIGITS}${SMALL}`, DIGITS + SMALL, DIGITS + SMALL],
    ['dns1123SubdomainWithUnderscoreErrors', `-.${DIGITS}_${SMALL}`, `${DIGITS}_${SMALL}`, DIGITS + SMALL],
    ['dns1035LabelErrors', `-${DIGITS}${SMALL}`, SMALL, DIGITS + SMALL],
    ['labelKeyErrors', `-./${DIGITS}${CAPITAL}_${SMALL}`, DIGITS + CAPITAL + SMALL, DIGITS + CAPITAL + SMALL],
    [
      'labelValueErrors',
      `-.${DIGITS}${CAPITAL}_${SMALL}`,
      DIGITS + CAPITAL + SMALL,
      DIGITS + CAPITAL + SMALL,
    ],
    [
      'configKeyErrors',
      `-.${DIGITS}${CAPITAL}_${SMALL}`,
      `-.${DIGITS}${CAPITAL}_${SMALL}`,
      `-.${DIGITS}${CAPITAL}_${SMALL}`,
    ],
    ['envNameErrors', PRINTABLE.replace('=', ''), PRINTABLE.replace('=', ''), PRINTABLE.replace('=', '')],
    [
      'strictEnvNameErrors',
      `-.${DIGITS}${CAPITAL}_${SMALL}`,
      `-.${CAPITAL}_${SMALL}`,
      `-.${DIGITS}${CAPITAL}_${SMALL}`,
    ],
    ['portNameErrors', `-${DIGITS}${SMALL}`, DIGITS + SMALL, DIGITS + SMALL],
    [
      'httpHeaderErrors',
      `-${DIGITS}${CAPITAL}${SMALL}`,
      `-${DIGITS}${CAPITAL}${SMALL}`,
      `-${DIGITS}${CAPITAL}${SMALL}`,
    ],
    [
      'cIdentifierErrors',
      `${DIGITS}${CAPITAL}_${SMALL}`,
      `${CAPITAL}_${SMALL}`,
      `${DIGITS}${CAPITAL}_${SMALL}`,
    ],
    [
      'domainPathErrors',
      `!$%&'()*+,-./${DIGITS}:;=${CAPITAL}_${SMALL}~`,
      `!$%&'()*+,-./${DIGITS}:;=${CAPITAL}_${SMALL}~`,
      `!$%&'()*+,-./${DIGITS}:;=${CAPITAL}_${SMALL}~`,
    ],
  ])('%s', (validator, inner, first, last) => {
    const sorted = (text: string) => [...text].sort().join('');
    expect(characters(validator, 'a*a')).toBe(sorted(inner));
    expect(characters(validator, '*a')).toBe(sorted(first));
    expect(characters(validator, 'a*')).toBe(sorted(last));
  });
});

describe('what is wrong with a name, in the words of the server', () => {
  holds('dns1123LabelErrors', [
    ['a'],
    ['0'],
    ['a-b-0'],
    [a(63)],
    [a(64), 'must be no more than 63 characters'],
    [`${a(63)}-`, 'must be no more than 63 characters', LABEL],
    [dotted(65), 'must be no more than 63 characters', 'must not contain dots'],
    ['a.b', 'must not contain dots'],
    ['a..b', LABEL],
    ['', LABEL],
    ['-', LABEL],
    ['-a', LABEL],
    ['a-', LABEL],
    ['a_b', LABEL],
    ['ä', LABEL],
    ['a\n', LABEL],
    ['ä'.repeat(32), 'must be no more than 63 characters', LABEL],
  ]);
  holds('dns1123SubdomainErrors', [
    ['a'],
    ['a.b-c.0'],
    [dotted(253)],
    [dotted(254), 'must be no more than 253 characters'],
    ['', SUBDOMAIN],
    ['.', SUBDOMAIN],
    ['.a', SUBDOMAIN],
    ['a.', SUBDOMAIN],
    ['a..b', SUBDOMAIN],
    ['a.-b', SUBDOMAIN],
    ['a-.b', SUBDOMAIN],
    ['a._b', SUBDOMAIN],
    ['A.b', SUBDOMAIN],
  ]);
  holds('dns1123SubdomainWithUnderscoreErrors', [
    ['_a'],
    ['_a._b-c_d'],
    [dotted(253)],
    [dotted(254), 'must be no more than 253 characters'],
    ['_', UNDERSCORE],
    ['__a', UNDERSCORE],
    ['a_', UNDERSCORE],
    ['a_.b', UNDERSCORE],
    ['-a', UNDERSCORE],
    ['', UNDERSCORE],
  ]);
  holds('dns1035LabelErrors', [
    ['a'],
    ['a-0'],
    [a(63)],
    [a(64), 'must be no more than 63 characters'],
    ['0a', LABEL_1035],
    ['a.b', LABEL_1035],
    ['a-', LABEL_1035],
    ['', LABEL_1035],
  ]);
  holds('wildcardSubdomainErrors', [
    ['*.a'],
    ['*.a.b-c'],
    [`*.${dotted(251)}`],
    [`*.${dotted(252)}`, 'must be no more than 253 characters'],
    ['*', WILDCARD],
    ['*.', WILDCARD],
    ['a.b', WILDCARD],
    ['*a.b', WILDCARD],
    ['*.*.a', WILDCARD],
  ]);
  holds('labelKeyErrors', [
    ['a'],
    ['A.b_C-0'],
    ['example.com/a'],
    [`${dotted(253)}/${a(63)}`],
    [a(64), 'name part must be no more than 63 bytes'],
    [`x/${a(64)}`, 'name part must be no more than 63 bytes'],
    [`${dotted(254)}/x`, 'prefix part must be no more than 253 bytes'],
    [`${a(254)}-/x`, 'prefix part must be no more than 253 bytes', `prefix part ${SUBDOMAIN}`],
    ['', 'name part must be non-empty', NAME_PART],
    ['x/', 'name part must be non-empty', NAME_PART],
    ['/x', 'prefix part must be non-empty'],
    ['/', 'prefix part must be non-empty', 'name part must be non-empty', NAME_PART],
    ['Example.com/a', `prefix part ${SUBDOMAIN}`],
    ['a_b/-', `prefix part ${SUBDOMAIN}`, NAME_PART],
    ['-a', NAME_PART],
    ['a b', NAME_PART],
    ['a/b/c', LABEL_KEY],
    ['//', LABEL_KEY],
  ]);
  holds('labelValueErrors', [
    [''],
    ['a'],
    ['A.b_C-0'],
    [a(63)],
    [a(64), 'must be no more than 63 bytes'],
    [`${a(63)}.`, 'must be no more than 63 bytes', LABEL_VALUE],
    ['a/b', LABEL_VALUE],
    ['-a', LABEL_VALUE],
    ['.', LABEL_VALUE],
  ]);
  holds('configKeyErrors', [
    ['a'],
    ['...a', "must not start with '..'"],
    ['.a'],
    [a(253)],
    [a(254), 'must be no more than 253 characters'],
    ['', CONFIG_KEY],
    ['a/b', CONFIG_KEY],
    ['.', "must not be '.'"],
    ['..', "must not be '..'"],
    ['..a/', CONFIG_KEY, "must not start with '..'"],
  ]);
  holds('envNameErrors', [
    ['A'],
    ['0 a.~'],
    ['', 'environment variable name must be non-empty'],
    ['a=b', RELAXED_ENV_NAME],
    ['ä', RELAXED_ENV_NAME],
    ['a\tb', RELAXED_ENV_NAME],
    ['a\n', RELAXED_ENV_NAME],
  ]);
  holds('strictEnvNameErrors', [
    ['A_b.c-0'],
    ['-'],
    ['', ENV_NAME],
    ['0A', ENV_NAME],
    ['a b', ENV_NAME],
    ['.', "must not be '.'"],
    ['..', "must not be '..'"],
    ['..a', "must not start with '..'"],
    ['..a b', ENV_NAME, "must not start with '..'"],
  ]);
  holds('portNameErrors', [
    ['http'],
    ['a-1'],
    [a(15)],
    [a(16), 'must be no more than 15 characters'],
    ['', PORT_CHARACTERS, PORT_LETTER],
    ['80', PORT_LETTER],
    ['Http', PORT_CHARACTERS],
    ['HTTP', PORT_CHARACTERS, PORT_LETTER],
    ['a--b', PORT_HYPHENS],
    ['-a', PORT_ENDS],
    ['a-', PORT_ENDS],
    ['--', PORT_LETTER, PORT_HYPHENS, PORT_ENDS],
    [`${a(16)}_--`, 'must be no more than 15 characters', PORT_CHARACTERS, PORT_HYPHENS, PORT_ENDS],
  ]);
  holds('httpHeaderErrors', [['X-A-0'], ['', HTTP_HEADER], ['X_A', HTTP_HEADER], ['X:', HTTP_HEADER]]);
  holds('percentErrors', [
    ['0%'],
    ['100%'],
    ['', PERCENT],
    ['5', PERCENT],
    ['%', PERCENT],
    ['-5%', PERCENT],
    ['5%%', PERCENT],
    ['1.5%', PERCENT],
  ]);
  holds('cIdentifierErrors', [
    ['_'],
    ['aB_0'],
    ['', C_IDENTIFIER],
    ['0a', C_IDENTIFIER],
    ['a-b', C_IDENTIFIER],
  ]);
  holds('pathSegmentErrors', [
    ['a'],
    ['...'],
    [''],
    ['.', "may not be '.'"],
    ['..', "may not be '..'"],
    ['a/b', "may not contain '/'"],
    ['a%b', "may not contain '%'"],
    ['%/', "may not contain '/'", "may not contain '%'"],
  ]);
  holds('domainPathErrors', [['a/b:c'], ['', DOMAIN_PATH], ['a b', DOMAIN_PATH], ['a?b', DOMAIN_PATH]]);
});

describe('numbers', () => {
  it.each<[number | bigint, boolean]>([
    [0, false],
    [1, true],
    [65535, true],
    [65536, false],
    [-1, false],
    [2n ** 63n, false],
  ])('port %d is one: %s', (port, good) => {
    expect(names.portNumberErrors(port)).toEqual(good ? [] : ['must be between 1 and 65535, inclusive']);
  });

  it.each<[number | bigint, boolean]>([
    [-1, false],
    [0, true],
    [2147483647, true],
    [2147483648, false],
    [2n ** 63n, false],
  ])('id %d is one: %s', (id, good) => {
    expect(names.idErrors(id)).toEqual(good ? [] : ['must be between 0 and 2147483647, inclusive']);
  });

  it('a port is one by number or by name', () => {
    expect(names.portErrors(0)).toEqual(['must be between 1 and 65535, inclusive']);
    expect(names.portErrors(80)).toEqual([]);
    expect(names.portErrors('80')).toEqual([PORT_LETTER]);
    expect(names.portErrors('http')).toEqual([]);
  });

  it('limits are told in these words', () => {
    expect(names.maxLengthError(5)).toBe('must be no more than 5 characters');
    expect(inNewestWords(names.maxBytesError(5))).toBe('must be no more than 5 bytes');
    expect(names.rangeError(-1n, 5)).toBe('must be between -1 and 5, inclusive');
  });

  it.each([
    ['', 0],
    ['a', 1],
    ['\x7f', 1],
    ['\x80', 2],
    ['\u07ff', 2],
    ['\u0800', 3],
    ['\ud7ff', 3],
    ['\ue000', 3],
    ['\uffff', 3],
    ['\u{10000}', 4],
    ['\u{10ffff}', 4],
    ['aä€💥', 10],
  ])('%j takes %d bytes', (text, bytes) => {
    expect(names.byteLength(text)).toBe(bytes);
    expect(names.byteLength(text)).toBe(Buffer.byteLength(text));
  });

  it.each([
    ['web-', 'wea'],
    ['web', 'web'],
    ['-', '-'],
    ['a-', 'a'],
    ['--', 'a'],
    ['', ''],
    ['a--', 'aa'],
  ])('a name begun as %j is checked as %j', (name, masked) => {
    expect(names.maskTrailingDash(name)).toBe(masked);
  });
});

describe('long and hostile names', () => {
  it.each([
    [`${a(500_000)}!`, SUBDOMAIN],
    ['a.'.repeat(250_000), SUBDOMAIN],
    ['-'.repeat(500_000), SUBDOMAIN],
  ])('are walked once', (text, error) => {
    expect(names.dns1123SubdomainErrors(text)).toEqual(['must be no more than 253 characters', error]);
    expect(names.labelKeyErrors(text).map(inNewestWords)).toEqual([
      'name part must be no more than 63 bytes',
      NAME_PART,
    ]);
    expect(names.labelValueErrors(text).map(inNewestWords)).toEqual([
      'must be no more than 63 bytes',
      LABEL_VALUE,
    ]);
  });
});

describe('the walks over characters', () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'Z', '0', '-', '_', '.', 'é', '字', '/', '*'), maxLength: 12 }),
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.integer({ min: 60, max: 64 }).map(a),
    fc.integer({ min: 20, max: 23 }).map((count) => '字'.repeat(count)),
  );

  it.each<[string, (text: string) => Words[], RegExp]>([
    ['a label', names.dns1123LabelErrors, /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/],
    [
      'a subdomain',
      names.dns1123SubdomainErrors,
      /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    ],
    [
      'a subdomain with underscores',
      names.dns1123SubdomainWithUnderscoreErrors,
      /^_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*$/,
    ],
    ['a label of RFC 1035', names.dns1035LabelErrors, /^[a-z]([-a-z0-9]*[a-z0-9])?$/],
    ['the value of a label', names.labelValueErrors, /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/],
  ])('find %s where its pattern does', (_what, errors, pattern) => {
    fc.assert(
      fc.property(text, (one) => {
        const wrong = errors(one)
          .map(inNewestWords)
          .filter((error) => !error.startsWith('must be no more than'));
        expect(wrong.length === 0).toBe(pattern.test(one));
      }),
    );
  });

  it('count bytes', () => {
    fc.assert(
      fc.property(text, (one) => {
        const isLong = names
          .labelValueErrors(one)
          .map(inNewestWords)
          .includes('must be no more than 63 bytes');
        expect(isLong).toBe(Buffer.byteLength(one) > 63);
      }),
    );
  });
});

describe('names in the words of older minors', () => {
  it.each<[Validator, string, KubernetesVersion, string]>([
    ['labelValueErrors', a(64), '1.34', 'must be no more than 63 characters'],
    ['labelValueErrors', a(64), '1.35', 'must be no more than 63 bytes'],
    ['labelKeyErrors', a(64), '1.34', 'name part must be no more than 63 characters'],
    ['labelKeyErrors', `${dotted(254)}/x`, '1.34', 'prefix part must be no more than 253 characters'],
    ['labelKeyErrors', 'a/b/c', '1.34', LABEL_KEY.replace('a valid label key', 'a qualified name')],
    ['labelKeyErrors', 'a/b/c', '1.35', LABEL_KEY],
    [
      'dns1123SubdomainWithUnderscoreErrors',
      '-',
      '1.33',
      UNDERSCORE.replace(/is '.*$/, "is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"),
    ],
    ['dns1123SubdomainWithUnderscoreErrors', '-', '1.34', UNDERSCORE],
  ])('%s of %j in %s', (validator, text, version, said) => {
    expect(ALL[validator](text).map((words) => inWordsOf(version, words))).toEqual([said]);
  });
});
