/** The rules of fields that hold addresses and networks. */

import { isOn, type Release } from '../../api/gates.js';
import {
  isLinkLocalMulticast,
  isLinkLocalUnicast,
  isLoopback,
  isUnspecified,
  parseCidr,
  parseIp,
} from '../../api/ip.js';
import type { At } from '../field-errors.js';

const NO_IP = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
const NO_CIDR = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';

/** Whether leading zeros and such are refused. */
function isStrict(release: Release): boolean {
  return isOn('StrictIPCIDRValidation', release);
}

/** What is wrong with an address in a field of the older APIs. `known`: values that the stored object holds already. */
export function ipErrors(text: string, release: Release, known: readonly string[] = []): string[] {
  if (known.includes(text)) return [];
  const ip = parseIp(text);
  if (!ip) return [NO_IP];
  if (!isStrict(release)) return [];
  if (ip.leadingZeros) return ['must not have leading 0s'];
  return ip.mapped ? ['must not be an IPv4-mapped IPv6 address'] : [];
}

/** What is wrong with an address in a field of the newer APIs, which want the canonical spelling. */
export function strictIpErrors(text: string): string[] {
  const ip = parseIp(text);
  if (!ip) return [NO_IP];
  if (ip.leadingZeros) return ['must not have leading 0s'];
  if (ip.mapped) return ['must not be an IPv4-mapped IPv6 address'];
  return ip.canonical === text ? [] : [`must be in canonical form ("${ip.canonical}")`];
}

export function cidrErrors(text: string, release: Release, known: readonly string[] = []): string[] {
  if (known.includes(text)) return [];
  const cidr = parseCidr(text);
  if (!cidr) return [NO_CIDR];
  if (!isStrict(release)) return [];
  return strayErrors(cidr);
}

function strayErrors(cidr: NonNullable<ReturnType<typeof parseCidr>>): string[] {
  if (cidr.address.leadingZeros || cidr.paddedPrefix)
    return ['must not have leading 0s in IP or prefix length'];
  if (cidr.address.mapped) return ['must not have an IPv4-mapped IPv6 address'];
  return cidr.hostBits ? ['must not have bits set beyond the prefix length'] : [];
}

export function strictCidrErrors(text: string): string[] {
  const cidr = parseCidr(text);
  if (!cidr) return [NO_CIDR];
  const stray = strayErrors(cidr);
  if (stray.length > 0) return stray;
  return cidr.canonical === text ? [] : [`must be in canonical form ("${cidr.canonical}")`];
}

/** What an address that is told to others must not be. */
export function specialIpErrors(text: string): string[] {
  const ip = parseIp(text);
  if (!ip) return ['must be a valid IP address'];
  const errors: string[] = [];
  if (isUnspecified(ip)) errors.push(`may not be unspecified (${text})`);
  if (isLoopback(ip)) errors.push('may not be in the loopback range (127.0.0.0/8, ::1/128)');
  if (isLinkLocalUnicast(ip)) errors.push('may not be in the link-local range (169.254.0.0/16, fe80::/10)');
  if (isLinkLocalMulticast(ip)) {
    errors.push('may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)');
  }
  return errors;
}

/** The warnings about an address that is written in an unusual way. */
export function ipWarnings(text: string, place: At): string[] {
  const ip = parseIp(text);
  if (!ip) return [];
  if (ip.leadingZeros || ip.mapped) {
    return [`${place}: non-standard IP address "${text}" is invalid: use "${ip.canonical}"`];
  }
  return ip.canonical === text
    ? []
    : [`${place}: IPv6 address "${text}" should be in RFC 5952 canonical format ("${ip.canonical}")`];
}

/** The warnings about a network that is written in an unusual way. */
export function cidrWarnings(text: string, place: At): string[] {
  const cidr = parseCidr(text);
  if (!cidr) return [];
  const warnings: string[] = [];
  if (cidr.hostBits) {
    const single = `${cidr.address.canonical}/${cidr.address.family === 4 ? 32 : 128}`;
    warnings.push(
      `${place}: CIDR value "${text}" is ambiguous in this context (should be "${cidr.canonical}" or "${single}"?)`,
    );
  }
  if (cidr.address.leadingZeros || cidr.paddedPrefix || cidr.address.mapped) {
    warnings.push(`${place}: non-standard CIDR value "${text}" is invalid: use "${cidr.canonical}"`);
  }
  if (warnings.length === 0 && cidr.address.family === 6 && cidr.canonical !== text) {
    warnings.push(
      `${place}: IPv6 CIDR value "${text}" should be in RFC 5952 canonical format ("${cidr.canonical}")`,
    );
  }
  return warnings;
}
