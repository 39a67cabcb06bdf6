/** IP addresses (apiserver pkg/cel/library/ip.go). */
import {
  type Ip,
  isLinkLocalMulticast,
  isLinkLocalUnicast,
  isLoopback,
  isUnspecified,
} from '../../../../api/ip.js';
import { goQuote } from '../../../field-errors.js';
import { readAddress } from './addresses.js';
import { fail, type Library, type Opaque, type Overload, opaqueType, overload, STRING } from './overload.js';

/** `net.IP` */
export const IP = opaqueType<Ip>('net.IP');

const BROADCAST = 0xffffffffn;

/** An address, or why the text is none: neither a zone nor an IPv4 address in IPv6 may be written. */
export function addressOf(text: string): Ip | { error: string } {
  const read = readAddress(text);
  if ('error' in read) {
    return { error: `IP Address ${goQuote(text)} parse error during conversion from string: ${read.error}` };
  }
  if (read.zone) return { error: `IP address ${goQuote(text)} with zone value is not allowed` };
  if (read.ip.mapped) return { error: `IPv4-mapped IPv6 address ${goQuote(text)} is not allowed` };
  return read.ip;
}

/** The value of an address. */
export function ipValue(ip: Ip): Opaque<Ip> {
  return IP.make(ip, ip.canonical);
}

function required(text: string): Ip {
  const ip = addressOf(text);
  return 'error' in ip ? fail(ip.error) : ip;
}

function isMulticast(ip: Ip): boolean {
  return ip.family === 4 ? ip.value >> 28n === 0xen : ip.value >> 120n === 0xffn;
}

/** Go's IsGlobalUnicast, which private addresses are too. */
function isGlobalUnicast(ip: Ip): boolean {
  const broadcast = ip.family === 4 && ip.value === BROADCAST;
  return !isUnspecified(ip) && !isLoopback(ip) && !isMulticast(ip) && !isLinkLocalUnicast(ip) && !broadcast;
}

function is(test: (ip: Ip) => boolean): Overload[] {
  return [overload([IP.is], ({ inner }) => test(inner))];
}

export const IPS: Library = {
  family: [overload([IP.is], ({ inner }) => BigInt(inner.family))],
  ip: [overload([STRING], (text) => ipValue(required(text)))],
  'ip.isCanonical': [overload([STRING], (text) => required(text).canonical === text)],
  isGlobalUnicast: is(isGlobalUnicast),
  isIP: [overload([STRING], (text) => !('error' in addressOf(text)))],
  isLinkLocalMulticast: is(isLinkLocalMulticast),
  isLinkLocalUnicast: is(isLinkLocalUnicast),
  isLoopback: is(isLoopback),
  isUnspecified: is(isUnspecified),
  string: [overload([IP.is], ({ identity }) => identity)],
};
