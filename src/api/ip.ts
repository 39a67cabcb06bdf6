/** IP addresses and CIDRs, as k8s.io/utils/net (sloppy) and net/netip (strict) read them. */

/** An address: its value as one integer, and how its text strays from the strict form. */
export interface Ip {
  family: 4 | 6;
  value: bigint;
  /** An octet was written with leading zeros, which only the sloppy reader takes. */
  leadingZeros: boolean;
  /** Written `::ffff:1.2.3.4`; the family is 4 then. */
  mapped: boolean;
  /** The text in RFC 5952 form. */
  canonical: string;
}

const MAPPED = 0xffffn;

function parseV4(text: string): { value: bigint; leadingZeros: boolean } | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let value = 0n;
  let leadingZeros = false;
  for (const part of parts) {
    if (!/^\d+$/.test(part)) return undefined;
    const octet = Number(part);
    if (octet > 255) return undefined;
    if (part.length > 1 && part.startsWith('0')) leadingZeros = true;
    value = value * 256n + BigInt(octet);
  }
  return { value, leadingZeros };
}

function v4Text(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
}

function v6Text(value: bigint): string {
  const groups: number[] = [];
  for (let shift = 112n; shift >= 0n; shift -= 16n) groups.push(Number((value >> shift) & 0xffffn));
  let best = -1;
  let length = 1;
  for (let at = 0; at < 8; at += 1) {
    let end = at;
    while (groups[end] === 0) end += 1;
    if (end - at > length) {
      best = at;
      length = end - at;
    }
  }
  const hex = groups.map((group) => group.toString(16));
  if (best < 0) return hex.join(':');
  return `${hex.slice(0, best).join(':')}::${hex.slice(best + length).join(':')}`;
}

/** The address a text means, read as the API server's sloppy reader does; undefined for none. */
export function parseIp(text: string): Ip | undefined {
  if (!text.includes(':')) {
    const v4 = parseV4(text);
    return v4 && { family: 4, mapped: false, canonical: v4Text(v4.value), ...v4 };
  }
  return parseV6(text);
}

function parseV6(text: string): Ip | undefined {
  const [first = '', second, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  let leadingZeros = false;
  const read = (half: string): bigint[] | undefined => {
    if (half === '') return [];
    const groups: bigint[] = [];
    const parts = half.split(':');
    for (const [at, part] of parts.entries()) {
      if (part.includes('.')) {
        const v4 = at === parts.length - 1 ? parseV4(part) : undefined;
        if (!v4) return undefined;
        leadingZeros ||= v4.leadingZeros;
        groups.push(v4.value >> 16n, v4.value & 0xffffn);
      } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(BigInt(`0x${part}`));
      else return undefined;
    }
    return groups;
  };
  const [head, tail] = [read(first), second === undefined ? [] : read(second)];
  if (!head || !tail || (second !== undefined && first.includes('.'))) return undefined;
  const missing = 8 - head.length - tail.length;
  if (second === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => 0n), ...tail];
  const value = groups.reduce((sum, group) => sum * 65536n + group, 0n);
  if (value >> 32n === MAPPED) {
    const v4 = value & 0xffffffffn;
    return { family: 4, value: v4, leadingZeros, mapped: true, canonical: v4Text(v4) };
  }
  return { family: 6, value, leadingZeros, mapped: false, canonical: v6Text(value) };
}

/** A network: its address as written, the length of its prefix. */
export interface Cidr {
  address: Ip;
  bits: number;
  prefix: number;
  /** The prefix length was written with leading zeros. */
  paddedPrefix: boolean;
  /** Bits beyond the prefix are set. */
  hostBits: boolean;
  /** The network's own text: `10.0.0.0/8`. */
  canonical: string;
}

/** The network a text means, read sloppily; undefined for none. */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return undefined;
  const address = parseIp(text.slice(0, slash));
  const length = text.slice(slash + 1);
  if (!address || !/^\d+$/.test(length)) return undefined;
  const bits = address.family === 4 && !address.mapped ? 32 : 128;
  const prefix = Number(length);
  if (prefix > bits) return undefined;
  const value = address.mapped ? address.value + (MAPPED << 32n) : address.value;
  const host = BigInt(bits - prefix);
  const network = (value >> host) << host;
  return {
    address,
    bits,
    prefix,
    paddedPrefix: length.length > 1 && length.startsWith('0'),
    hostBits: network !== value,
    canonical: `${bits === 32 ? v4Text(network) : v6Text(network)}/${prefix}`,
  };
}

/** Whether an address lies in a network of its own family. */
export function cidrContains(cidr: Cidr, ip: Ip): boolean {
  if (ip.family !== cidr.address.family) return false;
  const bits = ip.family === 4 ? 32 : 128;
  const prefix = cidr.prefix - (cidr.bits - bits);
  const host = BigInt(Math.max(0, bits - prefix));
  return ip.value >> host === cidr.address.value >> host;
}

/** `0.0.0.0`, `::` */
export function isUnspecified(ip: Ip): boolean {
  return ip.value === 0n;
}

export function isLoopback(ip: Ip): boolean {
  return ip.family === 4 ? ip.value >> 24n === 127n : ip.value === 1n;
}

export function isLinkLocalUnicast(ip: Ip): boolean {
  return ip.family === 4 ? ip.value >> 16n === 0xa9fen : ip.value >> 118n === 0x3fan;
}

export function isLinkLocalMulticast(ip: Ip): boolean {
  return ip.family === 4 ? ip.value >> 8n === 0xe00000n : ip.value >> 112n === 0xff02n;
}
