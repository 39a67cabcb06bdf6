/** URLs as Go's net/url reads them, as far as the API server looks at them. */
import { goQuote } from '../field-errors.js';

export interface GoUrl {
  scheme: string;
  host: string;
  /** `user:password` as written; undefined where there is none. */
  user?: string;
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
  const authority = rest.startsWith('//') ? (/^[^/]*/.exec(rest.slice(2))?.[0] ?? '') : '';
  const at = authority.lastIndexOf('@');
  return {
    scheme: scheme.toLowerCase(),
    host: authority.slice(at + 1),
    ...(at >= 0 && { user: authority.slice(0, at) }),
    query,
    fragment: hash < 0 ? '' : unescapeFragment(text.slice(hash + 1)),
  };
}

function unescapeFragment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function whyNot(text: string): string | undefined {
  if (/[\x00-\x1f\x7f]/.test(text)) return 'net/url: invalid control character in URL';
  if (text.startsWith(':')) return 'missing protocol scheme';
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)?.[0] ?? '';
  const rest = text.slice(scheme.length).replace(/\?.*$/s, '');
  if (scheme === '' && !rest.startsWith('/')) {
    const segment = /^[^/]*/.exec(rest)?.[0] ?? '';
    if (segment.includes(':')) return 'first path segment in URL cannot contain colon';
  }
  if (!rest.startsWith('//')) return badEscape(rest);
  const authority = /^[^/]*/.exec(rest.slice(2))?.[0] ?? '';
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return badHost(host) ?? badEscape(rest.slice(2 + authority.length));
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
  const escaped = /%(?!25)(..|.?$)/.exec(host);
  return escaped ? `invalid URL escape ${goQuote(host.slice(escaped.index, escaped.index + 3))}` : undefined;
}

function badEscape(text: string): string | undefined {
  const bad = /%(?![0-9A-Fa-f]{2})/.exec(text);
  return bad ? `invalid URL escape ${goQuote(text.slice(bad.index, bad.index + 3))}` : undefined;
}
