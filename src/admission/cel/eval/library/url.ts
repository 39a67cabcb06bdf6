/** URLs (apiserver pkg/cel/library/urls.go, which asks Go's net/url). */
import { type GoUrl, parseGoUrl, requestUriError } from '../../../go/url.js';
import { listValue, mapValue } from '../value.js';
import { fail, type Library, type Opaque, type Overload, opaqueType, overload, STRING } from './overload.js';

const URL = opaqueType<GoUrl>('kubernetes.URL');

/** What stands for itself in a path that was written escaped. */
const ENCODED_PATH = /^[\w\-.~!$&'()*+,;=:@[\]%/]*$/;
/** What stands for itself in a path that Go escapes. */
const PLAIN_PATH = /[^\w\-.~$&+,/:;=@]/g;

function parse(text: string): Opaque<GoUrl> {
  const why = requestUriError(text);
  const url = why === undefined ? parseGoUrl(text) : { error: why };
  if ('error' in url) return fail(`URL parse error during conversion from string: ${url.error}`);
  return URL.make(url, urlText(url));
}

/** What two URLs that are written alike have in common. */
function urlText(url: GoUrl): string {
  const { scheme, opaque = '', user, host, query, fragment } = url;
  const path = escapedPath(url);
  const authority = url.authority && (host !== '' || path !== '' || user !== undefined);
  const at = user === undefined ? '' : `${unescaped(user)}@`;
  return `${scheme}:${opaque}${authority ? '//' : ''}${at}${unescaped(host)}${path}?${query}#${fragment}`;
}

/** The bytes of a text, those that it names by `%` and two digits for what they are. */
function bytesOf(text: string): Buffer {
  const raw = Buffer.from(text);
  const bytes: number[] = [];
  for (let at = 0; at < raw.length; at += 1) {
    const escaped = /^%[0-9A-Fa-f]{2}/.exec(raw.toString('latin1', at, at + 3));
    bytes.push(escaped ? Number.parseInt(escaped[0].slice(1), 16) : (raw[at] ?? 0));
    if (escaped) at += 2;
  }
  return Buffer.from(bytes);
}

function unescaped(text: string): string {
  return bytesOf(text).toString();
}

function escapedPath({ path }: GoUrl): string {
  if (ENCODED_PATH.test(path)) return path;
  return bytesOf(path)
    .toString('latin1')
    .replace(PLAIN_PATH, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

/** The host and the port behind it. */
function hostAndPort(url: GoUrl): { hostname: string; port: string } {
  const host = unescaped(url.host);
  const [ending, port = ''] = /:(\d*)$/.exec(host) ?? [''];
  const name = host.slice(0, host.length - ending.length);
  return { hostname: /^\[.*\]$/s.test(name) ? name.slice(1, -1) : name, port };
}

/** url.Query: the values of each key in order; what cannot be read is passed over. */
function queryOf({ query }: GoUrl) {
  const values = new Map<string, string[]>();
  for (const pair of query.split('&')) {
    if (pair === '' || pair.includes(';') || /%(?![0-9A-Fa-f]{2})/.test(pair)) continue;
    const [key = '', ...rest] = pair.split('=').map((part) => part.replaceAll('+', ' '));
    const name = unescaped(key);
    values.set(name, [...(values.get(name) ?? []), unescaped(rest.join('='))]);
  }
  return mapValue([...values].map(([key, found]) => [key, listValue(found)] as const));
}

function part(read: (url: GoUrl) => string): Overload[] {
  return [overload([URL.is], ({ inner }) => read(inner))];
}

export const URLS: Library = {
  getEscapedPath: part(escapedPath),
  getHost: part(({ host }) => unescaped(host)),
  getHostname: part((url) => hostAndPort(url).hostname),
  getPort: part((url) => hostAndPort(url).port),
  getQuery: [overload([URL.is], ({ inner }) => queryOf(inner))],
  getScheme: part(({ scheme }) => scheme),
  isURL: [overload([STRING], (text) => requestUriError(text) === undefined)],
  url: [overload([STRING], parse)],
};
