/** URLs as Go's net/url reads them, as far as the API server looks at them. */
import { goQuote } from '../field-errors.js';

export interface GoUrl {
  scheme: string;
  host: string;
  /** `user:password` as written; undefined where there is none. */
  user?: string;
  /** It has a `//` and what follows, be it nothing. */
  authority: boolean;
  /** As written, escapes and all. */
  path: string;
  /** What follows the scheme where that is no path: `mailto:OPAQUE`. */
  opaque?: string;
  query: string;
  fragment: string;
}

/** The parts of a URL, or url.Parse's words for why it is none. */
export function parseGoUrl(text: string): GoUrl | { error: string } {
  const hash = text.indexOf('#');
  const before = hash < 0 ? text : text.slice(0, hash);
  const why = whyNot(before) ?? (hash < 0 ? undefined : badEscape(text.slice(hash + 1)));
  if (why !== undefined) return { error: `parse ${goQuote(hash < 0 ? text : before)}: ${why}` };
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(before)?.[1] ?? '';
  let rest = before.slice(scheme === '' ? 0 : scheme.length + 1);
  const mark = rest.indexOf('?');
  const query = mark < 0 ? '' : rest.slice(mark + 1);
  if (mark >= 0) rest = rest.slice(0, mark);
  const authorized = rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'));
  const authority = authorized ? (/^[^/]*/.exec(rest.slice(2))?.[0] ?? '') : '';
  const at = authority.lastIndexOf('@');
  const opaque = scheme !== '' && !rest.startsWith('/');
  return {
    scheme: scheme.toLowerCase(),
    host: authority.slice(at + 1),
    ...(at >= 0 && { user: authority.slice(0, at) }),
    authority: authorized,
    path: opaque ? '' : rest.slice(authorized ? 2 + authority.length : 0),
    ...(opaque && { opaque: rest }),
    query,
    fragment: hash < 0 ? '' : unescapeFragment(text.slice(hash + 1)),
  };
}

/** Why a text is no URL of a request, absolute or a path, in the words of url.ParseRequestURI; undefined for a good one. */
export function requestUriError(text: string): string | undefined {
  const why = text === '' ? 'empty url' : whyNot(text, true);
  return why === undefined ? undefined : `parse ${goQuote(text)}: ${why}`;
}

function unescapeFragment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function whyNot(text: string, request = false): string | undefined {
  if (/[\x00-\x1f\x7f]/.test(text)) return 'net/url: invalid control character in URL';
  if (text === '*') return undefined;
  if (text.startsWith(':')) return 'missing protocol scheme';
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)?.[0] ?? '';
  const rest = text.slice(scheme.length).replace(/\?.*$/s, '');
  if (!rest.startsWith('/')) {
    if (scheme !== '') return undefined;
    if (request) return 'invalid URI for request';
    const segment = /^[^/]*/.exec(rest)?.[0] ?? '';
    if (segment.includes(':')) return 'first path segment in URL cannot contain colon';
  }
  const authorized = rest.startsWith('//') && (scheme !== '' || (!request && !rest.startsWith('///')));
  if (!authorized) return badEscape(rest);
  const authority = /^[^/]*/.exec(rest.slice(2))?.[0] ?? '';
  const at = authority.lastIndexOf('@');
  return (
    badHost(authority.slice(at + 1)) ??
    (at < 0 ? undefined : badUser(authority.slice(0, at))) ??
    badEscape(rest.slice(2 + authority.length))
  );
}

function badHost(host: string): string | undefined {
  if (host.startsWith('[')) {
    const close = host.lastIndexOf(']');
    if (close < 0) return "missing ']' in host";
    const port = host.slice(close + 1);
    return port === '' || /^:\d*$/.test(port) ? undefined : `invalid port ${goQuote(port)} after host`;
  }
  const colon = host.lastIndexOf(':');
  if (colon >= 0 && !/^:\d*$/.test(host.slice(colon))) {
    return `invalid port ${goQuote(host.slice(colon))} after host`;
  }
  const odd = /[ "<>\\^`{|}]/.exec(host);
  if (odd) return `invalid character ${goQuote(odd[0])} in host name`;
  // Only what is not ASCII may be escaped, and the percent sign itself.
  const escaped = /%(?!25|[89A-Fa-f][0-9A-Fa-f])(..|.?$)/.exec(host);
  return escaped ? `invalid URL escape ${goQuote(host.slice(escaped.index, escaped.index + 3))}` : undefined;
}

function badUser(user: string): string | undefined {
  return /^[\w\-.:~!$&'()*+,;=%@]*$/.test(user) ? badEscape(user) : 'net/url: invalid userinfo';
}

function badEscape(text: string): string | undefined {
  const bad = /%(?![0-9A-Fa-f]{2})/.exec(text);
  return bad ? `invalid URL escape ${goQuote(text.slice(bad.index, bad.index + 3))}` : undefined;
}
