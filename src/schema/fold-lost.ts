import { listed } from '../api/text.js';
import type { SchemaError } from './error.js';
import { cut, LONGEST_SHOWN } from './words.js';

/** The errors with those of one lost indentation told as one: what is empty, and which fields stand beside it. */
export function foldLost(errors: readonly SchemaError[]): SchemaError[] {
  const folded: SchemaError[] = [];
  const byMap = new Map<string, SchemaError>();
  for (const error of errors) {
    if (!error.lost || error.lost.alone) {
      folded.push(error);
      continue;
    }
    const { empty } = error.lost;
    const map = JSON.stringify(error.path.slice(0, -1));
    const whole = byMap.get(map);
    if (whole) {
      whole.fields?.push(error);
      continue;
    }
    const names = cut(listed(empty), LONGEST_SHOWN);
    const made: SchemaError = {
      code: 'lost-indentation',
      path: error.path,
      message: `the indentation is lost: ${names} ${
        empty.length === 1 ? 'is empty and its' : 'are empty and their'
      } fields stand beside ${empty.length === 1 ? 'it' : 'them'}`,
      fields: [error],
    };
    byMap.set(map, made);
    folded.push(made);
  }
  return folded.map((error) => (error.fields ? { ...error, hint: hintOf(error.fields) } : error));
}

/** `indent name and labels below metadata, containers below spec`: the fields by where they belong. */
function hintOf(fields: readonly SchemaError[]): string {
  const homes = new Map<string, string[]>();
  for (const { key = '', lost } of fields) {
    const home = lost?.home ?? '';
    const name = cut(key, LONGEST_SHOWN) + (lost?.meant === undefined ? '' : ` (${lost.meant})`);
    homes.set(home, [...(homes.get(home) ?? []), name]);
  }
  return `indent ${[...homes].map(([home, keys]) => `${listed(keys)} below ${home}`).join('; ')}`;
}
