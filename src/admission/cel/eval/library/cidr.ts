/** Networks (apiserver pkg/cel/library/cidr.go). */
import { type Cidr, cidrContains } from '../../../../api/ip.js';
import { goQuote } from '../../../field-errors.js';
import { readPrefix } from './addresses.js';
import { addressOf, IP, ipValue } from './ip.js';
import { fail, type Library, type Opaque, opaqueType, overload, STRING } from './overload.js';

/** `net.CIDR` */
const CIDR = opaqueType<Cidr>('net.CIDR');

function networkOf(text: string): Cidr | { error: string } {
  const read = readPrefix(text);
  if ('error' in read)
    return { error: `network address parse error during conversion from string: ${read.error}` };
  if (read.cidr.address.mapped) return { error: `IPv4-mapped IPv6 address ${goQuote(text)} is not allowed` };
  return read.cidr;
}

function required(text: string): Cidr {
  const cidr = networkOf(text);
  // The server says it twice.
  return 'error' in cidr
    ? fail(`network address parse error during conversion from string: ${cidr.error}`)
    : cidr;
}

function cidrValue(cidr: Cidr): Opaque<Cidr> {
  return CIDR.make(cidr, `${cidr.address.canonical}/${cidr.prefix}`);
}

function containsNetwork(all: Cidr, part: Cidr): boolean {
  return cidrContains(all, part.address) && all.prefix <= part.prefix;
}

function containsText(cidr: Cidr, text: string): boolean {
  const ip = addressOf(text);
  // The server loses the reason on its way.
  if ('error' in ip) return fail('no such overload');
  return cidrContains(cidr, ip);
}

/** The network's first address in place of the one that was written. */
function masked(cidr: Cidr): Opaque<Cidr> {
  return cidrValue(required(cidr.canonical));
}

export const CIDRS: Library = {
  cidr: [overload([STRING], (text) => cidrValue(required(text)))],
  containsCIDR: [
    overload([CIDR.is, CIDR.is], (all, part) => containsNetwork(all.inner, part.inner)),
    overload([CIDR.is, STRING], (all, part) => containsNetwork(all.inner, required(part))),
  ],
  containsIP: [
    overload([CIDR.is, IP.is], (cidr, ip) => cidrContains(cidr.inner, ip.inner)),
    overload([CIDR.is, STRING], (cidr, text) => containsText(cidr.inner, text)),
  ],
  ip: [overload([CIDR.is], ({ inner }) => ipValue(inner.address))],
  isCIDR: [overload([STRING], (text) => !('error' in networkOf(text)))],
  masked: [overload([CIDR.is], ({ inner }) => masked(inner))],
  prefixLength: [overload([CIDR.is], ({ inner }) => BigInt(inner.prefix))],
  string: [overload([CIDR.is], ({ identity }) => identity)],
};
