/** A certificate and its key, as far as that tells without cryptography (crypto/tls X509KeyPair). */
import { certificateError, mayBeKey, type PemBlock, pemBlocks } from './pem.js';

/** What Go says of a certificate and a key that are no pair; both are texts of one character a byte. */
export function keyPairError(certificate: string, key: string): string | undefined {
  const [certificates, keys] = [pemBlocks(certificate), pemBlocks(key)];
  const why = certificateBlockError(certificates) ?? keyBlockError(keys);
  if (why !== undefined) return why;
  const first = certificates.find(({ type }) => type === 'CERTIFICATE');
  const wrong = first && certificateError(first.bytes);
  if (wrong !== undefined) return wrong;
  const found = keys.find(isKey);
  return found && mayBeKey(found.bytes) ? undefined : 'tls: failed to parse private key';
}

function isKey({ type }: PemBlock): boolean {
  return type === 'PRIVATE KEY' || type.endsWith(' PRIVATE KEY');
}

function typesOf(blocks: readonly PemBlock[]): string {
  return `[${blocks.map(({ type }) => type).join(' ')}]`;
}

function certificateBlockError(blocks: readonly PemBlock[]): string | undefined {
  if (blocks.some(({ type }) => type === 'CERTIFICATE')) return undefined;
  const [first] = blocks;
  if (!first) return 'tls: failed to find any PEM data in certificate input';
  if (blocks.length === 1 && isKey(first)) {
    return 'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched';
  }
  return `tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: ${typesOf(blocks)}`;
}

function keyBlockError(blocks: readonly PemBlock[]): string | undefined {
  if (blocks.some(isKey)) return undefined;
  const [first] = blocks;
  if (!first) return 'tls: failed to find any PEM data in key input';
  if (blocks.length === 1 && first.type === 'CERTIFICATE') {
    return 'tls: found a certificate rather than a key in the PEM for the private key';
  }
  return `tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: ${typesOf(blocks)}`;
}
