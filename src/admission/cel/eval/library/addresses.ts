/** IP addresses and networks in Go's strict spelling, and Go's words for what is not one (net/netip). */
import { type Cidr, type Ip, parseCidr, parseIp } from '../../../../api/ip.js';
import { goQuote } from '../../../field-errors.js';

/** An address, or why the text is none. */
export type ReadAddress = { ip: Ip; zone: boolean } | { error: string };
/** A network, or why the text is none. */
export type ReadPrefix = { cidr: Cidr } | { error: string };

/** What is wrong, and from where in the text on. */
interface Wrong {
  why: string;
  at?: string;
}

/** netip.ParseAddr */
export function readAddress(text: string): ReadAddress {
  const first = /[.:%]/.exec(text)?.[0];
  const wrong =
    first === '.'
      ? wrongV4(text)
      : first === ':'
        ? wrongV6(text)
        : { why: first ? 'missing IPv6 address' : 'unable to parse IP' };
  const ip = parseIp(text.replace(/%.*$/s, ''));
  if (!wrong && ip) return { ip, zone: text.includes('%') };
  const place = wrong?.at ? ` (at ${goQuote(wrong.at)})` : '';
  return { error: `ParseAddr(${goQuote(text)}): ${wrong?.why}${place}` };
}

/** netip.ParsePrefix */
export function readPrefix(text: string): ReadPrefix {
  const failed = (why: string): ReadPrefix => ({ error: `netip.ParsePrefix(${goQuote(text)}): ${why}` });
  const slash = text.lastIndexOf('/');
  if (slash < 0) return failed("no '/'");
  const address = readAddress(text.slice(0, slash));
  if ('error' in address) return failed(address.error);
  if (address.zone) return failed('IPv6 zones cannot be present in a prefix');
  const bits = text.slice(slash + 1);
  if (!/^(?:0|[1-9]\d*)$/.test(bits)) return failed(`bad bits after slash: ${goQuote(bits)}`);
  const cidr = parseCidr(text);
  return cidr ? { cidr } : failed('prefix length out of range');
}

function wrongV4(text: string): Wrong | undefined {
  let octets = 1;
  let octet = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (/\d/.test(char)) {
      if (octet === '0') return { why: 'IPv4 field has octet with leading zero' };
      octet += char;
      if (Number(octet) > 255) return { why: 'IPv4 field has value >255' };
    } else if (char !== '.') {
      return { why: 'unexpected character', at: text.slice(at) };
    } else if (octet === '' || at === text.length - 1) {
      return { why: 'IPv4 field must have at least one digit', at: text.slice(at) };
    } else if (octets === 4) {
      return { why: 'IPv4 address too long' };
    } else {
      octets += 1;
      octet = '';
    }
  }
  return octets < 4 ? { why: 'IPv4 address too short' } : undefined;
}

const GROUPS = 8;

function wrongV6(text: string): Wrong | undefined {
  const percent = text.indexOf('%');
  if (percent === text.length - 1) return { why: 'zone must be a non-empty string' };
  let rest = percent < 0 ? text : text.slice(0, percent);
  let ellipsis = rest.startsWith('::');
  if (ellipsis) rest = rest.slice(2);
  if (ellipsis && rest === '') return undefined;
  let groups = 0;
  while (groups < GROUPS) {
    const group = /^[0-9a-fA-F]*/.exec(rest)?.[0] ?? '';
    if (group.length > 4) return { why: 'each group must have 4 or less digits', at: rest };
    if (group === '') return { why: 'each colon-separated field must have at least one digit', at: rest };
    if (rest.charAt(group.length) === '.') {
      if (!ellipsis && groups !== GROUPS - 2) {
        return { why: 'embedded IPv4 address must replace the final 2 fields of the address', at: rest };
      }
      if (groups > GROUPS - 2) {
        return { why: 'too many hex fields to fit an embedded IPv4 at the end of the address', at: rest };
      }
      const wrong = wrongV4(rest);
      if (wrong) return wrong;
      groups += 2;
      rest = '';
      break;
    }
    groups += 1;
    rest = rest.slice(group.length);
    if (rest === '') break;
    if (!rest.startsWith(':')) return { why: 'unexpected character, want colon', at: rest };
    if (rest === ':') return { why: 'colon must be followed by more characters', at: rest };
    rest = rest.slice(1);
    if (rest.startsWith(':')) {
      if (ellipsis) return { why: 'multiple :: in address', at: rest };
      ellipsis = true;
      rest = rest.slice(1);
      if (rest === '') break;
    }
  }
  if (rest !== '') return { why: 'trailing garbage after address', at: rest };
  if (groups < GROUPS) return ellipsis ? undefined : { why: 'address string too short' };
  return ellipsis ? { why: 'the :: must expand to at least one field of zeros' } : undefined;
}
