/** Remembers what files came to between the runs of a command that goes on: only those that changed are read again. */
import { statSync } from 'node:fs';
import type { Source } from './document.js';
import type { Input, InputMemory } from './files.js';

/** A file that was written so shortly before it was read may have been written again since, in the same tick of its clock. */
const SETTLED_AFTER = 100;

/**
 * A memory for `readInputs`. A file is read again once its size, its times or the file itself are others, and parsed again once
 * its text is another; until then it comes to the very same documents.
 */
export function fileMemory(): InputMemory {
  const files = new Map<string, { stamp: string; inputs: Input[] }>();
  const texts = new Map<string, { text: string; input: Input }>();
  return {
    ofFile(file, read) {
      const stamp = stampOf(file);
      const known = files.get(file);
      if (known && known.stamp === stamp) return known.inputs;
      const inputs = read();
      if (stamp === undefined) files.delete(file);
      else files.set(file, { stamp, inputs });
      return inputs;
    },
    ofText({ file, text }: Source, parse) {
      const known = texts.get(file);
      if (known && known.text === text) return known.input;
      const input = parse();
      texts.set(file, { text, input });
      return input;
    },
  };
}

/** What of a file is another once it is written; undefined where that cannot be told. */
function stampOf(file: string): string | undefined {
  try {
    const stats = statSync(file);
    const { ino, size, mtimeMs, ctimeMs } = stats;
    if (!stats.isFile() || Date.now() - Math.max(mtimeMs, ctimeMs) < SETTLED_AFTER) return undefined;
    return `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
  } catch {
    return undefined;
  }
}
