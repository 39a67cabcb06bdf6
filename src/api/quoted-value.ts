/** What a refusal quotes: `spec.replicas: Invalid value: {"a":1}: must be …`. */

const PREFIX = 'Invalid value: ';

/** The value that a refusal quotes, with the text up to it and what is said of it (`: must be …`). */
export interface QuotedValue {
  before: string;
  value: string;
  after: string;
}

/**
 * Takes a refusal apart at the first value of it that begins with one of `beginnings`, whatever that is where none are
 * given; undefined where there is none. What is said of a value has no colon, quote or brace in it. One pass: values may
 * be long, and hold such a text themselves.
 */
export function quotedValue(text: string, beginnings = ''): QuotedValue | undefined {
  const last = text.lastIndexOf(':');
  const after = text.slice(last);
  if (!/^: [^{}"]+$/.test(after)) return undefined;
  let at = text.indexOf(PREFIX);
  const begins = (offset: number) => beginnings === '' || beginnings.includes(text[offset] ?? ' ');
  while (at >= 0 && !begins(at + PREFIX.length)) at = text.indexOf(PREFIX, at + 1);
  const start = at + PREFIX.length;
  if (at < 0 || start > last) return undefined;
  return { before: text.slice(0, start), value: text.slice(start, last), after };
}
