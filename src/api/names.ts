/**
 * The validators of names, with the exact words of k8s.io/apimachinery/pkg/util/validation.
 * Each takes a text and returns what is wrong with it, in the server's order; none: it is good.
 */
import type { IntOrString } from './objects.js';
import { type Words, within, wording } from './wording.js';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const SUBDOMAIN_UNDERSCORE = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*';
const LABEL_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const CONFIG_KEY = '[-._a-zA-Z0-9]+';
const ENV_NAME = '[-._a-zA-Z][-._a-zA-Z0-9]*';
const HTTP_HEADER = '[-A-Za-z0-9]+';
const PERCENT = '[0-9]+%';
const DOMAIN_PATH = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";
const C_IDENTIFIER = '[A-Za-z_][A-Za-z0-9_]*';

/*
 * The patterns are told in the messages but not run: texts may be long and hostile, and there are many of them, so that
 * each rule is one walk over the characters and a look at both ends.
 */
const SMALL = 1;
const CAPITAL = 2;
const DIGIT = 4;
const DASH = 8;
const UNDERSCORE = 16;
const DOT = 32;

/** By code unit, all of them, so that nobody has to ask where the table ends. */
const CLASSES = new Uint8Array(65536);
for (const [characters, bit] of [
  ['abcdefghijklmnopqrstuvwxyz', SMALL],
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', CAPITAL],
  ['0123456789', DIGIT],
  ['-', DASH],
  ['_', UNDERSCORE],
  ['.', DOT],
] as const) {
  for (const character of characters) CLASSES[character.charCodeAt(0)] = bit;
}

const LOWER_END = SMALL | DIGIT;
const LOWER = LOWER_END | DASH;
const ANY_END = LOWER_END | CAPITAL;
const ANY_CASE = ANY_END | DASH | UNDERSCORE | DOT;

/** Whether the characters of `text` between two places are of the classes, the first and the last of theirs. */
function framed(text: string, from: number, to: number, inner: number, end: number, start = end): boolean {
  const last = to - 1;
  if (from > last || !isOf(text, from, start) || !isOf(text, last, end)) return false;
  for (let at = from + 1; at < last; at += 1) if (!isOf(text, at, inner)) return false;
  return true;
}

function isOf(text: string, at: number, classes: number): boolean {
  return (CLASSES[text.charCodeAt(at)]! & classes) !== 0;
}

type Fits = (text: string) => boolean;

/** Labels with dots between them; with `_` taken for a letter but at a label's end, where asked. */
function isDotted(text: string, underscores: boolean): boolean {
  const inner = underscores ? LOWER | UNDERSCORE : LOWER;
  // Labels are not cut out: this is most of what validation does.
  for (let from = 0; ; ) {
    const dot = text.indexOf('.', from);
    const to = dot === -1 ? text.length : dot;
    const start = underscores && isOf(text, from, UNDERSCORE) ? from + 1 : from;
    if (!framed(text, start, to, inner, LOWER_END)) return false;
    if (dot === -1) return true;
    from = dot + 1;
  }
}

const isLabel: Fits = (text) => framed(text, 0, text.length, LOWER, LOWER_END);
const isSubdomain: Fits = (text) => isDotted(text, false);
const isCaselessSubdomain: Fits = (text) => isSubdomain(text.toLowerCase());
const isUnderscoreSubdomain: Fits = (text) => isDotted(text, true);
const is1035Label: Fits = (text) => framed(text, 0, text.length, LOWER, LOWER_END, SMALL);
const isQualified: Fits = (text) => framed(text, 0, text.length, ANY_CASE, ANY_END);
const isWildcard: Fits = (text) => text.startsWith('*.') && isSubdomain(text.slice(2));

function whole(pattern: string): Fits {
  const compiled = new RegExp(`^(?:${pattern})$`);
  return (text) => compiled.test(text);
}

const isConfigKey = whole(CONFIG_KEY);
const isEnvName = whole(ENV_NAME);
const isHttpHeader = whole(HTTP_HEADER);
const isPercent = whole(PERCENT);
const isDomainPath = whole(DOMAIN_PATH);
const isCIdentifier = whole(C_IDENTIFIER);

/** A text followed by examples and the regular expression, in the server's punctuation (two blanks after `or`'s comma). */
function explained(text: string, pattern: string, ...examples: string[]): string {
  const listed = examples.map((example) => `'${example}'`).join(',  or ');
  const shown = examples.length === 0 ? '' : `e.g. ${listed}, `;
  return `${text} (${shown}regex used for validation is '${pattern}')`;
}

const BAD_LABEL = explained(
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  LABEL,
  'my-name',
  '123-abc',
);
const BAD_SUBDOMAIN = explained(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  SUBDOMAIN,
  'example.com',
);
const BAD_SUBDOMAIN_CASELESS = explained(
  "an RFC 1123 subdomain must consist of alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  SUBDOMAIN,
  'Example.com',
);
const UNDERSCORE_RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character";
const BAD_SUBDOMAIN_UNDERSCORE = wording(explained(UNDERSCORE_RULE, SUBDOMAIN_UNDERSCORE, 'example.com'), {
  '1.33': explained(UNDERSCORE_RULE, SUBDOMAIN, 'example.com'),
});
const BAD_LABEL_1035 = explained(
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  LABEL_1035,
  'my-name',
  'abc-123',
);
const QUALIFIED_RULE =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const BAD_NAME_PART = explained(`name part ${QUALIFIED_RULE}`, QUALIFIED, 'MyName', 'my.name', '123-abc');
const BAD_LABEL_KEY = within(
  wording('a valid label key', { '1.34': 'a qualified name' }),
  (subject) =>
    `${explained(`${subject} ${QUALIFIED_RULE}`, QUALIFIED, 'MyName', 'my.name', '123-abc')} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
);
const BAD_LABEL_VALUE = explained(
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  `(${QUALIFIED})?`,
  'MyValue',
  'my_value',
  '12345',
);
const BAD_CONFIG_KEY = explained(
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
  CONFIG_KEY,
  'key.name',
  'KEY_NAME',
  'key-name',
);
const BAD_ENV_NAME = explained(
  "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit",
  ENV_NAME,
  'my.env-name',
  'MY_ENV.NAME',
  'MyEnvName1',
);
const BAD_RELAXED_ENV_NAME =
  "a valid environment variable name must consist only of printable ASCII characters other than '='";
const BAD_HTTP_HEADER = explained(
  "a valid HTTP header must consist of alphanumeric characters or '-'",
  HTTP_HEADER,
  'X-Header-Name',
);
const BAD_PERCENT = explained(
  "a valid percent string must be a numeric string followed by an ending '%'",
  PERCENT,
  '1%',
  '93%',
);
const BAD_WILDCARD = explained(
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
  `\\*\\.${SUBDOMAIN}`,
  '*.example.com',
);
const BAD_C_IDENTIFIER = explained(
  "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_'",
  C_IDENTIFIER,
  'my_name',
  'MY_NAME',
  'MyName',
);
const BAD_DOMAIN_PATH = explained('Invalid path', DOMAIN_PATH);

/** Bytes of the text in UTF-8; the server's limits count them. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7ff) bytes += code >= 0xd800 && code <= 0xdfff ? 1 : 2;
    else if (code > 0x7f) bytes += 1;
  }
  return bytes;
}

/** Whether a text has more bytes than that. Short ones need no counting: a character is three of them at most. */
function isLonger(text: string, bytes: number): boolean {
  return 3 * text.length > bytes && byteLength(text) > bytes;
}

/** `must be no more than 63 characters` */
export function maxLengthError(length: number): string {
  return `must be no more than ${length} characters`;
}

/** `must be no more than 63 bytes` */
export function maxBytesError(length: number): Words {
  return wording(`must be no more than ${length} bytes`, { '1.34': maxLengthError(length) });
}

/** `must be between 1 and 65535, inclusive` */
export function rangeError(low: number | bigint, high: number | bigint): string {
  return `must be between ${low} and ${high}, inclusive`;
}

function checked<W extends Words>(text: string, limit: number, fits: Fits, message: W): (string | W)[] {
  const errors: (string | W)[] = [];
  if (isLonger(text, limit)) errors.push(maxLengthError(limit));
  if (!fits(text)) errors.push(message);
  return errors;
}

/** RFC 1123 label: the name of a namespace, a container. */
export function dns1123LabelErrors(text: string): string[] {
  const errors = checked(text, 63, isLabel, BAD_LABEL);
  if (errors.at(-1) === BAD_LABEL && isSubdomain(text)) errors[errors.length - 1] = 'must not contain dots';
  return errors;
}

/** RFC 1123 subdomain: the name of most objects. */
export function dns1123SubdomainErrors(text: string): string[] {
  return checked(text, 253, isSubdomain, BAD_SUBDOMAIN);
}

/** RFC 1123 subdomain in letters of either case: the driver of a ResourcePoolStatusRequest. */
export function dns1123SubdomainCaselessErrors(text: string): string[] {
  return checked(text, 253, isCaselessSubdomain, BAD_SUBDOMAIN_CASELESS);
}

/** RFC 1123 subdomain with underscores: dnsConfig.searches. */
export function dns1123SubdomainWithUnderscoreErrors(text: string): Words[] {
  return checked(text, 253, isUnderscoreSubdomain, BAD_SUBDOMAIN_UNDERSCORE);
}

/** RFC 1035 label: the name of a Service before 1.36. */
export function dns1035LabelErrors(text: string): string[] {
  return checked(text, 63, is1035Label, BAD_LABEL_1035);
}

/** `*.example.com` of an Ingress. */
export function wildcardSubdomainErrors(text: string): string[] {
  return checked(text, 253, isWildcard, BAD_WILDCARD);
}

/** A label key: `name` or `prefix/name`. */
export function labelKeyErrors(text: string): Words[] {
  const errors: Words[] = [];
  const slash = text.indexOf('/');
  let name = text;
  if (slash >= 0) {
    if (text.indexOf('/', slash + 1) >= 0) return [BAD_LABEL_KEY];
    const prefix = text.slice(0, slash);
    name = text.slice(slash + 1);
    if (prefix === '') errors.push('prefix part must be non-empty');
    else {
      if (isLonger(prefix, 253)) errors.push(within(maxBytesError(253), (limit) => `prefix part ${limit}`));
      if (!isSubdomain(prefix)) errors.push(`prefix part ${BAD_SUBDOMAIN}`);
    }
  }
  if (name === '') errors.push('name part must be non-empty');
  else if (isLonger(name, 63)) errors.push(within(maxBytesError(63), (limit) => `name part ${limit}`));
  if (!isQualified(name)) errors.push(BAD_NAME_PART);
  return errors;
}

/** The value of a label. */
export function labelValueErrors(text: string): Words[] {
  const errors: Words[] = [];
  if (isLonger(text, 63)) errors.push(maxBytesError(63));
  if (text !== '' && !isQualified(text)) errors.push(BAD_LABEL_VALUE);
  return errors;
}

function dotErrors(text: string): string[] {
  if (text === '.') return ["must not be '.'"];
  if (text === '..') return ["must not be '..'"];
  return text.startsWith('..') ? ["must not start with '..'"] : [];
}

/** A key of a ConfigMap or Secret. */
export function configKeyErrors(text: string): string[] {
  return [...checked(text, 253, isConfigKey, BAD_CONFIG_KEY), ...dotErrors(text)];
}

/** An environment variable's name as Kubernetes takes it since 1.30 (1.32 by default). */
export function envNameErrors(text: string): string[] {
  if (text === '') return ['environment variable name must be non-empty'];
  return /^[ -<>-~]+$/.test(text) ? [] : [BAD_RELAXED_ENV_NAME];
}

/** An environment variable's name by the older, strict rule. */
export function strictEnvNameErrors(text: string): string[] {
  const errors = isEnvName(text) ? [] : [BAD_ENV_NAME];
  return [...errors, ...dotErrors(text)];
}

/** The name of a port (IANA service name). */
export function portNameErrors(text: string): string[] {
  const errors: string[] = [];
  if (isLonger(text, 15)) errors.push(maxLengthError(15));
  if (!/^[-a-z0-9]+$/.test(text))
    errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(text)) errors.push('must contain at least one letter (a-z)');
  if (text.includes('--')) errors.push('must not contain consecutive hyphens');
  if (text.startsWith('-') || text.endsWith('-')) errors.push('must not begin or end with a hyphen');
  return errors;
}

/** The number of a port. */
export function portNumberErrors(port: number | bigint): string[] {
  return port >= 1 && port <= 65535 ? [] : [rangeError(1, 65535)];
}

/** A port by number or name. */
export function portErrors(port: IntOrString): string[] {
  return typeof port === 'number' ? portNumberErrors(port) : portNameErrors(port);
}

/** A user or group id. */
export function idErrors(id: number | bigint): string[] {
  return id >= 0 && id <= 2147483647 ? [] : [rangeError(0, 2147483647)];
}

export function httpHeaderErrors(text: string): string[] {
  return isHttpHeader(text) ? [] : [BAD_HTTP_HEADER];
}

/** `25%` */
export function percentErrors(text: string): string[] {
  return isPercent(text) ? [] : [BAD_PERCENT];
}

export function cIdentifierErrors(text: string): string[] {
  return isCIdentifier(text) ? [] : [BAD_C_IDENTIFIER];
}

/** What no object's name may hold, as it becomes a part of a URL. */
export function pathSegmentErrors(text: string): string[] {
  if (text === '.') return ["may not be '.'"];
  if (text === '..') return ["may not be '..'"];
  const errors: string[] = [];
  if (text.includes('/')) errors.push("may not contain '/'");
  if (text.includes('%')) errors.push("may not contain '%'");
  return errors;
}

/** The part after the slash of `acme.io/foo`. */
export function domainPathErrors(text: string): string[] {
  return isDomainPath(text) ? [] : [BAD_DOMAIN_PATH];
}

/** A name made of a generateName is checked with its last dash masked: something will follow it. */
export function maskTrailingDash(name: string): string {
  return name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name;
}
