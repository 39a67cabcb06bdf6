/** Words on their way to a shell: names are whatever somebody wrote, and what is pasted runs nothing else. */

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

/** A command to paste: its words as a shell takes them. */
export function commandLine(...words: readonly string[]): string {
  return words.map(quote).join(' ');
}

/** `-n shop`, for kubectl; nothing for the namespace that it takes anyway, or where there is none. */
export function inNamespaceWords(namespace: string | undefined): string[] {
  return namespace === undefined || namespace === 'default' ? [] : ['-n', namespace];
}
