/** Sets of texts, where their order and number do not count. */

export function sorted(texts: readonly string[]): string[] {
  return [...texts].sort();
}

export function unique(texts: readonly string[]): string[] {
  return sorted([...new Set(texts)]);
}

/** A message as a set of its parts: the order of several errors in one message is the server's map order. */
export function textParts(message: string): string[] {
  const strict = /^(.*strict decoding error: )(.*)$/s.exec(message);
  return strict ? [strict[1] ?? '', ...sorted((strict[2] ?? '').split(', '))] : [message];
}
