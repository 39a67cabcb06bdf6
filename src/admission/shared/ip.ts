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
import type { KubernetesVersion } from '../../api/version.js';
import { inWordsOf, type Words, wording } from '../../api/wording.js';
import type { At } from '../field-errors.js';

/** Since this minor the server looks at the addresses of all kinds as it did at those of Services. */
export const ADDRESSES_SINCE: KubernetesVersion = '1.33';
const NO_IP = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
export const NO_CIDR = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';
/** Of an address that older minors read by another function than those of a Service. */
export const NO_PLAIN_IP = wording(NO_IP, { '1.29': 'must be valid IP address' });

/** What follows what is written in an unusual way. */
const INVALID = wording('is invalid', {
  '1.35': 'will be considered invalid in a future Kubernetes release',
});

/** Whether leading zeros and such are refused. */
function isStrict(release: Release): boolean {
  return isOn('StrictIPCIDRValidation', release);
}

interface AddressOptions {
  /** Values that the stored object holds already. */
  known?: readonly string[];
  /** What is said of a text that is nothing of the kind. */
  unread?: Words;
}

/** What is wrong with an address in a field of the older APIs. */
export function ipErrors(
  text: string,
  release: Release,
  { known = [], unread = NO_IP }: AddressOptions = {},
): Words[] {
  if (known.includes(text)) return [];
  const ip = parseIp(text);
  if (!ip) return [unread];
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

export function cidrErrors(
  text: string,
  release: Release,
  { known = [], unread = NO_CIDR }: AddressOptions = {},
): Words[] {
  if (known.includes(text)) return [];
  const cidr = parseCidr(text);
  if (!cidr) return [unread];
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
export function ipWarnings(text: string, place: At, version: KubernetesVersion): string[] {
  const ip = parseIp(text);
  if (!ip) return [];
  if (ip.leadingZeros || ip.mapped) {
    const why = inWordsOf(version, INVALID);
    return [`${place}: non-standard IP address "${text}" ${why}: use "${ip.canonical}"`];
  }
  return ip.canonical === text
    ? []
    : [`${place}: IPv6 address "${text}" should be in RFC 5952 canonical format ("${ip.canonical}")`];
}

/** The warnings about a network that is written in an unusual way. */
export function cidrWarnings(text: string, place: At, version: KubernetesVersion): string[] {
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
    const why = inWordsOf(version, INVALID);
    warnings.push(`${place}: non-standard CIDR value "${text}" ${why}: use "${cidr.canonical}"`);
  }
  if (warnings.length === 0 && cidr.address.family === 6 && cidr.canonical !== text) {
    warnings.push(
      `${place}: IPv6 CIDR value "${text}" should be in RFC 5952 canonical format ("${cidr.canonical}")`,
    );
  }
  return warnings;
}
