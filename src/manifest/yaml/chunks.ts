import { isSpace, LF } from './characters.js';
import { Problem } from './problem.js';

/** A piece of a stream between two separator lines, as Kubernetes' reader cuts it before any YAML is looked at. */
export interface Chunk {
  start: number;
  /** Just behind a line feed. */
  end: number;
  /** The separator behind the chunk is one that Kubernetes refuses: reading stops there and the chunk is lost. */
  badSeparator?: Problem;
  /** The chunk begins with such a separator. */
  afterBadSeparator: boolean;
}

/**
 * Cuts a stream of YAML at the lines that begin with `---`, wherever they are (even inside a block scalar); behind
 * the dashes only a comment may follow. A separator with nothing before it belongs to the chunk it begins.
 * Follows YAMLReader of k8s.io/apimachinery/pkg/util/yaml.
 */
export function splitChunks(text: string, codes: Uint16Array, from: number, end: number): Chunk[] {
  const chunks: Chunk[] = [];
  let start = from;
  let afterBadSeparator = false;
  let line = text.startsWith('---', from) ? from : nextSeparator(text, from);
  while (line !== -1 && line < end) {
    const bad = badSeparator(text, codes, line, end);
    if (line > start || bad) {
      const chunk: Chunk = { start, end: line, afterBadSeparator };
      if (bad) chunk.badSeparator = bad;
      chunks.push(chunk);
      start = bad ? line : lineAfter(text, line, end);
      afterBadSeparator = bad !== undefined;
      // The line behind a separator may be one again; then it begins the next chunk.
      const again = !bad && text.startsWith('---', start);
      line = again ? start : nextSeparator(text, start);
    } else line = nextSeparator(text, line);
  }
  if (start < end) chunks.push({ start, end, afterBadSeparator });
  return chunks;
}

function nextSeparator(text: string, from: number): number {
  const at = text.indexOf('\n---', from);
  return at === -1 ? -1 : at + 1;
}

function lineAfter(text: string, from: number, end: number): number {
  const at = text.indexOf('\n', from);
  return at === -1 || at >= end ? end : at + 1;
}

function badSeparator(text: string, codes: Uint16Array, line: number, end: number): Problem | undefined {
  let at = line + 3;
  while (at < end && codes[at] !== LF && isSpace(codes[at]!)) at++;
  if (at >= end || codes[at] === LF || codes[at] === 0x23) return undefined;
  const rest = text.slice(at, Math.min(lineAfter(text, at, end), at + 200)).trim();
  return new Problem(`invalid Yaml document separator: ${rest}`, at, line, 'splitter');
}
