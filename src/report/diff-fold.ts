/** Objects that change alike: told once, with the names of the others. */
import type { ObjectDiff } from '../diff/diff.js';

/** Fewer than so many are told one by one. */
const FEWEST = 3;

/** An object, and those that change as it does. */
export interface Folded {
  object: ObjectDiff;
  alike: ObjectDiff[];
}

/** The objects with those folded into the first that change alike, whatever they are called; nothing where all is asked for. */
export function folded(objects: readonly ObjectDiff[], verbose: boolean): Folded[] {
  const groups = new Map<string, ObjectDiff[]>();
  if (!verbose) {
    for (const object of objects) {
      const key = alikeKey(object);
      if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), object]);
    }
  }
  return objects.flatMap((object): Folded[] => {
    const key = alikeKey(object);
    const group = key === undefined ? [] : (groups.get(key) ?? []);
    if (group.length < FEWEST) return [{ object, alike: [] }];
    return group[0] === object ? [{ object, alike: group.slice(1) }] : [];
  });
}

/** What an object comes to but for its name; undefined of what is always told by itself. */
function alikeKey({
  verdict,
  object,
  changes,
  consequences,
  unexpected,
  warnings,
}: ObjectDiff): string | undefined {
  if (verdict !== 'changed' || unexpected.length > 0) return undefined;
  const { kind, name } = object;
  // Revisions are named by a hash of the template, containers and images often like their workload.
  const own = new RegExp(`(?<![\\w.-])${name.replace(/[^\w-]/g, '\\$&')}(?!\\w)`, 'g');
  const unnamed = (text: string) => text.replace(own, '*').replace(/\*-[a-z0-9]{5,10}\b/g, '*-*');
  const told = changes.map(({ op, path, old, new: now, lines, hidden, drift }) => [
    op,
    unnamed(path),
    old,
    now,
    lines,
    hidden,
    drift,
  ]);
  const values = JSON.stringify(told, (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : typeof value === 'string' ? unnamed(value) : value,
  );
  // A label that is other in everything comes to the same whatever it stands on.
  const isOfAnyKind =
    changes.length > 0 &&
    changes.every(({ path }) => /^metadata\.(?:labels|annotations)\b/.test(path)) &&
    consequences.every(({ type }) => type === 'in-place');
  if (isOfAnyKind) return ['', values, ...warnings].join('\n');
  return [kind, values, ...consequences.map(({ text }) => unnamed(text)), ...warnings].join('\n');
}
