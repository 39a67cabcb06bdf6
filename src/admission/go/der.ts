/** DER (X.690), as far as certificates need it: values one after another, each with a tag, a length and its content. */

export const BOOLEAN = 0x01;
export const INTEGER = 0x02;
export const BIT_STRING = 0x03;
export const OCTET_STRING = 0x04;
export const OBJECT_IDENTIFIER = 0x06;
export const SEQUENCE = 0x30;

/** One value. */
export interface DerValue {
  tag: number;
  /** How long it is in all. */
  length: number;
  /** What is in it. */
  content: Buffer;
  /** All of it, with tag and length. */
  bytes: Buffer;
}

/**
 * The value that bytes begin with; undefined where there is none, or none with that tag. Tags of more than one byte are
 * in no certificate.
 */
export function derValue(bytes: Buffer, wanted?: number): DerValue | undefined {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined || (wanted !== undefined && tag !== wanted)) return undefined;
  if (first < 0x80) return partOf(bytes, tag, 2, first);
  const octets = first & 0x7f;
  if (octets === 0 || octets > 4 || bytes.length < 2 + octets) return undefined;
  const size = bytes.readUIntBE(2, octets);
  // The shortest way to write a length is the only one.
  if (size < 0x80 || size >>> ((octets - 1) * 8) === 0) return undefined;
  return partOf(bytes, tag, 2 + octets, size);
}

/** The values that bytes are made of; undefined where they are not made of values. */
export function derValues(bytes: Buffer): DerValue[] | undefined {
  const values: DerValue[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const value = derValue(rest);
    if (!value) return undefined;
    values.push(value);
    rest = rest.subarray(value.length);
  }
  return values;
}

function partOf(bytes: Buffer, tag: number, from: number, size: number): DerValue | undefined {
  const length = from + size;
  if (bytes.length < length) return undefined;
  return { tag, length, content: bytes.subarray(from, length), bytes: bytes.subarray(0, length) };
}
