/** A character in a text of the shell that has escapes. */
function escaped(char: string): string {
  if (char === "'" || char === '\\') return `\\${char}`;
  return `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** A word as a shell takes it whole. */
export function quote(word: string): string {
  if (/[\x00-\x1f\x7f-\x9f]/.test(word)) return `$'${word.replace(/['\\\x00-\x1f\x7f-\x9f]/g, escaped)}'`;
  return /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
