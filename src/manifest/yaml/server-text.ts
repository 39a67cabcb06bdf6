import { afterBreak, isBreak } from './characters.js';
import type { Characters, Part } from './parts.js';
import type { Problem } from './problem.js';

/** Line breaks between two offsets, by YAML's idea of a break. */
export function breaksBetween(codes: Uint16Array, from: number, to: number): number {
  let breaks = 0;
  for (let at = from; at < to; ) {
    const broken = isBreak(codes[at]!);
    at = broken ? afterBreak(codes, at) : at + 1;
    if (broken) breaks++;
  }
  return breaks;
}

/**
 * What kubectl prints for a problem, word for word, without the name of the file. Undefined where it prints a value of
 * Go that cannot be known here. Lines count from the start of the chunk, as go-yaml counts them: its scanner from 1,
 * its parser from 0, and the first line is not named.
 */
export function serverText(problem: Problem, part: Part, { text, codes }: Characters): string | undefined {
  const { phrase } = problem;
  switch (problem.by) {
    case 'splitter':
      return phrase;
    case 'json': {
      if (phrase === 'unexpected EOF') return phrase;
      if (!phrase.startsWith('invalid character')) return undefined;
      // Go shows the first byte of a character.
      const said = phrase.replace(/[^\x00-\x7f]+/, (character) =>
        String.fromCharCode(Buffer.from(character)[0]!),
      );
      const bytes = Buffer.byteLength(text.slice(0, problem.offset));
      return part.jsonOnly ? said : `json: offset ${bytes + 1}: ${said}`;
    }
    case 'scanner':
    case 'parser': {
      const line = breaksBetween(codes, part.start, problem.offset);
      const named = problem.by === 'scanner' ? line + 1 : line;
      return `error converting YAML to JSON: yaml: ${line === 0 ? '' : `line ${named}: `}${phrase}`;
    }
    default:
      if (/^(?:unsupported map key|invalid map key|exceeded max depth)/.test(phrase)) return undefined;
      return `error converting YAML to JSON: ${phrase.startsWith('unsupported value') ? 'json' : 'yaml'}: ${phrase}`;
  }
}
