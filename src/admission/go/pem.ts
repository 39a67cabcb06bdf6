/** PEM as Go reads it (encoding/pem), and so much of DER as tells that something is no certificate (crypto/x509). */

import { withoutTrailing } from '../../api/text.js';
import { derValue, SEQUENCE } from './der.js';

export interface PemBlock {
  type: string;
  bytes: Buffer;
  /** There are lines with a colon in front of what is encoded. */
  hasHeaders: boolean;
}

const START = '\n-----BEGIN ';
const END = '\n-----END ';
const DASHES = '-----';
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The blocks of a text, one character a byte. What is wrongly put together, or no base64, is passed over. */
export function pemBlocks(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  let rest = text;
  for (;;) {
    const found = nextBlock(rest);
    if (!found) return blocks;
    blocks.push(found.block);
    rest = found.rest;
  }
}

function nextBlock(text: string): { block: PemBlock; rest: string } | undefined {
  let rest = text;
  for (;;) {
    // The first line needs no other in front of it.
    if (rest.startsWith(START.slice(1))) rest = rest.slice(START.length - 1);
    else {
      const at = rest.indexOf(START);
      if (at < 0) return undefined;
      rest = rest.slice(at + START.length);
    }
    const [typeLine, body] = firstLine(rest);
    rest = body;
    if (!typeLine.endsWith(DASHES)) continue;
    const type = typeLine.slice(0, -DASHES.length);
    const headers = withoutHeaders(rest);
    if (headers === undefined) return undefined;
    const empty = headers === rest && rest.startsWith(END.slice(1));
    rest = headers;
    const end = empty ? 0 : rest.indexOf(END);
    if (end < 0) continue;
    const trailer = rest.slice(empty ? END.length - 1 : end + END.length);
    if (!trailer.startsWith(`${type}${DASHES}`)) continue;
    if (firstLine(trailer.slice(type.length + DASHES.length))[0] !== '') continue;
    const base64 = rest.slice(0, end).replace(/[ \t\r\n]/g, '');
    if (!BASE64.test(base64)) continue;
    const bytes = Buffer.from(base64, 'base64');
    const hasHeaders = headers !== body;
    return { block: { type, bytes, hasHeaders }, rest: firstLine(rest.slice(end + END.length - 1))[1] };
  }
}

/** A line without the white space at its end, and what follows it. */
function firstLine(text: string): [string, string] {
  const at = text.indexOf('\n');
  const line = at < 0 ? text : text.slice(0, at).replace(/\r$/, '');
  return [withoutTrailing(line, ' \t'), at < 0 ? '' : text.slice(at + 1)];
}

/** What follows the lines with a colon; undefined where nothing does. */
function withoutHeaders(text: string): string | undefined {
  let rest = text;
  while (rest !== '') {
    const [line, next] = firstLine(rest);
    if (!line.includes(':')) return rest;
    rest = next;
  }
  return undefined;
}

/** What Go says of bytes that are no certificate, as far as their outermost parts tell. */
export function certificateError(bytes: Buffer): string | undefined {
  const whole = derValue(bytes, SEQUENCE);
  if (!whole) return 'x509: malformed certificate';
  if (whole.length < bytes.length) return 'x509: trailing data';
  return derValue(whole.content, SEQUENCE) ? undefined : 'x509: malformed tbs certificate';
}

/** Whether bytes may be a private key: each form of one is a sequence, and nothing else. */
export function mayBeKey(bytes: Buffer): boolean {
  return derValue(bytes, SEQUENCE)?.length === bytes.length;
}
