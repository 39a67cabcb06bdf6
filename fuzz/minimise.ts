/** Makes a failing input as small as it can be while it fails in the same way. */
import { parseManifests } from '../src/manifest/parse.js';
import { cutTree } from './cut-tree.js';
import type { FuzzInput } from './input.js';

/** True where the input still fails in the way that is looked for. */
export type Fails = (input: FuzzInput) => Promise<boolean>;

/** Throws once as much was tried as is worth it. */
class Enough extends Error {}

export interface MinimiseOptions {
  /** So often an input may be run. */
  tries: number;
  /** Whether files may only be left out, or made smaller too. */
  only: 'files' | 'all';
}

/** The smallest input found; `input` itself, with that command alone, at worst. */
export async function minimise(
  input: FuzzInput,
  command: readonly string[],
  fails: Fails,
  { tries, only }: MinimiseOptions,
): Promise<FuzzInput> {
  let left = tries;
  let best: FuzzInput = input;
  const smaller = async (candidate: FuzzInput): Promise<boolean> => {
    if (left-- <= 0) throw new Enough();
    if (!(await fails(candidate))) return false;
    best = candidate;
    return true;
  };
  try {
    await smaller({ ...input, commands: [command] });
    await withoutFiles(() => best, smaller);
    await withoutWords(() => best, smaller);
    if (only === 'files') return best;
    for (const name of Object.keys(best.files)) await cutFile(name, () => best, smaller);
    await withoutWords(() => best, smaller);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return best;
}

type Best = () => FuzzInput;

async function withoutFiles(best: Best, smaller: Fails): Promise<void> {
  for (const name of Object.keys(best().files)) {
    const { [name]: _gone, ...files } = best().files;
    const commands = best().commands.map((words) => withoutPath(words, name));
    await smaller({ files, commands });
  }
}

/** A command without the option that gives a file; a folder that is given stays. */
function withoutPath(words: readonly string[], name: string): readonly string[] {
  const at = words.indexOf(name);
  if (at < 0) return words;
  const isValue = words[at - 1]?.startsWith('--') === true;
  return words.toSpliced(isValue ? at - 1 : at, isValue ? 2 : 1);
}

/** Without options, one by one, from the end on. */
async function withoutWords(best: Best, smaller: Fails): Promise<void> {
  for (let at = best().commands[0]!.length - 1; at > 0; at--) {
    const words = best().commands[0]!;
    if (!words[at]?.startsWith('-')) continue;
    const hasValue = words[at + 1] !== undefined && !words[at + 1]!.startsWith('-');
    for (const count of hasValue ? [2, 1] : [1]) {
      if (await smaller({ ...best(), commands: [words.toSpliced(at, count)] })) break;
    }
  }
}

async function cutFile(name: string, best: Best, smaller: Fails): Promise<void> {
  const withText = (text: string) => smaller({ ...best(), files: { ...best().files, [name]: text } });
  const text = () => best().files[name]!;
  await cut(text().split(/^(?=---)/m), '', withText);
  const { documents, findings } = parseManifests({ file: name, text: text() });
  if (findings.length === 0 && documents.length > 0)
    await cutTree(
      documents.map(({ value }) => value),
      withText,
    );
  await cut(text().split('\n'), '\n', withText);
  if (text().length < 2000) await cut([...text()], '', withText);
}

/** Leaves out ever smaller parts of a list: halves, quarters, down to single ones. */
async function cut(
  parts: readonly string[],
  glue: string,
  isEnough: (text: string) => Promise<boolean>,
): Promise<void> {
  let left = [...parts];
  for (let size = left.length >> 1; size >= 1; size = size >> 1) {
    for (let at = 0; at < left.length; ) {
      const without = left.toSpliced(at, size);
      if (without.length > 0 && (await isEnough(without.join(glue)))) left = without;
      else at += size;
    }
  }
}
