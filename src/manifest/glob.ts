/** Whether a path argument is a pattern rather than the name of a file. */
export function isGlob(path: string): boolean {
  return /[*?]|\[[^\]]+\]|\{[^}]*,[^}]*\}/.test(path);
}

/** The folder that every match of a pattern is in: its parts before the first with a special character. */
export function globBase(pattern: string): string {
  const parts = pattern.split('/');
  const first = parts.findIndex((part) => isGlob(part) || /[*?[{]/.test(part));
  const base = parts.slice(0, Math.max(first, 0)).join('/');
  return base === '' ? (pattern.startsWith('/') ? '/' : '.') : base;
}

/**
 * A pattern as a regular expression for whole paths: `*` and `?` within a name, `**` over folders, `[a-z]`, `{a,b}`.
 * Names that begin with a point must be asked for by a point, as in a shell.
 */
export function globToRegExp(pattern: string): RegExp {
  let source = '';
  let braces = 0;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    const startsName = at === 0 || pattern[at - 1] === '/';
    if (character === '*' && pattern[at + 1] === '*') {
      const folders = startsName && pattern[at + 2] === '/';
      source += folders ? '(?:(?!\\.)[^/]+/)*' : '(?:(?!\\.)[^/]+(?:/(?!\\.)[^/]+)*)?';
      at += folders ? 2 : 1;
    } else if (character === '*') source += startsName ? '(?!\\.)[^/]*' : '[^/]*';
    else if (character === '?') source += startsName ? '(?!\\.)[^/]' : '[^/]';
    else if (character === '{' && pattern.indexOf('}', at) > at) {
      source += '(?:';
      braces++;
    } else if (character === '}' && braces > 0) {
      source += ')';
      braces--;
    } else if (character === ',' && braces > 0) source += '|';
    else if (character === '[' && pattern.indexOf(']', at + 2) > at) {
      const end = pattern.indexOf(']', at + 2);
      const set = pattern
        .slice(at + 1, end)
        .replace(/^!/, '^')
        .replaceAll('\\', '\\\\')
        .replaceAll('[', '\\[')
        .replaceAll(']', '\\]');
      source += `(?!/)[${set}]`;
      at = end;
    } else source += character.replace(/[\\^$.|?*+()[\]{}]/, '\\$&');
  }
  source += ')'.repeat(braces);
  try {
    return new RegExp(`^${source}$`, 's');
  } catch {
    // A set that is none ([z-a]) matches nothing.
    return /(?!)/;
  }
}
