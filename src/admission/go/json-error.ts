/** Go's words for a text that is not JSON: the first character that it stumbles over. */
export function jsonError(text: string): string {
  const trimmed = text.trimStart();
  if (trimmed === '') return 'unexpected end of JSON input';
  const first = trimmed.charAt(0);
  if (!/[[{"tfn0-9-]/.test(first)) return `invalid character '${first}' looking for beginning of value`;
  const literal = { t: 'true', f: 'false', n: 'null' }[first];
  if (literal) {
    for (let at = 1; at < literal.length; at += 1) {
      const character = trimmed.charAt(at);
      if (character === '') return 'unexpected end of JSON input';
      if (character !== literal[at])
        return `invalid character '${character}' in literal ${literal} (expecting '${literal[at]}')`;
    }
  }
  if (first === '{') {
    const next = trimmed.slice(1).trimStart().charAt(0);
    if (next !== '' && next !== '"' && next !== '}') {
      return `invalid character '${next}' looking for beginning of object key string`;
    }
  }
  return 'unexpected end of JSON input';
}
