import { jsonEqual } from '../../../api/equality.js';
import { isObject } from '../../../api/json.js';
import { groupOf, kindOf } from '../../../api/object-key.js';
import { folderOf, type LintObject } from '../../object.js';
import { DEFAULT_NAMESPACE, type Objects } from '../../objects.js';
import { rule } from '../../rule.js';

/** An object, and the one before it that it repeats. */
interface Duplicate {
  object: LintObject;
  first: LintObject;
}

/** The same object twice: whichever is applied last wins, and the other is lost without a word. */
export default rule({
  name: 'references/duplicate-object',
  severity: 'error',
  summary: 'The same object stands twice in the files: only the one applied last will count.',
  visit: 'Files',
  check(objects, { report }) {
    const areVariants = variantTest(objects);
    for (const [{ object, first }, ...others] of byPairOfFiles(duplicatesIn(objects))) {
      const more = others.length === 0 ? '' : ` and ${others.length} more of this file`;
      const differ = [{ object, first }, ...others].some((pair) => !isSame(pair));
      const [stands, how] = [
        more ? 'stand' : 'stands',
        differ ? 'what is applied last wins' : 'both are the same',
      ];
      report({
        at: object.at.child('metadata', 'name'),
        severity: differ && !areVariants(object, first) ? 'error' : 'warning',
        message: `${object.kind} ${object.name}${more} ${stands} twice: ${how}`,
        related: [
          { message: 'first', at: first.at.child('metadata', 'name') },
          ...others.map((other) => ({
            message: `${other.object.kind} ${other.object.name}`,
            at: other.object.at.child('metadata', 'name'),
          })),
        ],
      });
    }
  },
});

const compared = new WeakMap<LintObject, { first: LintObject; same: boolean }>();

/** Whether both say the same, if one of them of the namespace nothing; compared once. */
function isSame({ object, first }: Duplicate): boolean {
  const known = compared.get(object);
  if (known?.first === first) return known.same;
  const same = sayTheSame({ object, first });
  compared.set(object, { first, same });
  return same;
}

function sayTheSame({ object, first }: Duplicate): boolean {
  const [one, other] = [object.value, first.value].map(({ metadata, ...rest }) => {
    const { namespace: _, ...others } = isObject(metadata) ? metadata : {};
    return { ...rest, metadata: others };
  });
  return jsonEqual(one, other);
}

/** In the order of the files. */
function duplicatesIn(objects: Objects): Duplicate[] {
  const firsts = new Map<LintObject, LintObject>();
  for (const alike of objects.repeated()) {
    const seen = new Map<string, LintObject>();
    for (const object of alike) {
      const key = `${folderOf(object)}\n${groupOf(object.apiVersion)}`;
      const first = seen.get(key);
      if (first) firsts.set(object, first);
      else seen.set(key, object);
    }
  }
  return objects.all.flatMap((object) => {
    const first = firsts.get(object);
    return first ? [{ object, first }] : [];
  });
}

/** Two files that hold the same objects are one mistake; two objects of one file are told one by one. */
function byPairOfFiles(duplicates: readonly Duplicate[]): [Duplicate, ...Duplicate[]][] {
  const pairs = new Map<string, [Duplicate, ...Duplicate[]]>();
  for (const [index, duplicate] of duplicates.entries()) {
    const [here, there] = [duplicate.object.document.file, duplicate.first.document.file];
    const key = here === there ? String(index) : `${here}\n${there}`;
    const pair = pairs.get(key);
    if (pair) pair.push(duplicate);
    else pairs.set(key, [duplicate]);
  }
  return [...pairs.values()];
}

/**
 * Whether the files of two objects are likely there to choose from: at least half of what one of them holds the other holds
 * too.
 */
function variantTest(objects: Objects): (one: LintObject, other: LintObject) => boolean {
  let held: Map<string, Set<string>> | undefined;
  return ({ document: { file: here } }, { document: { file: there } }) => {
    held ??= identitiesByFile(objects);
    if (here === there) return false;
    const [ours, theirs] = [held.get(here) ?? new Set(), held.get(there) ?? new Set()];
    const shared = [...ours].filter((key) => theirs.has(key)).length;
    return 2 * shared >= Math.min(ours.size, theirs.size);
  };
}

function identitiesByFile({ all }: Objects): Map<string, Set<string>> {
  const held = new Map<string, Set<string>>();
  for (const object of all) {
    const { file } = object.document;
    const keys = held.get(file) ?? new Set();
    held.set(file, keys);
    keys.add(`${kindOf(object)} ${object.namespace ?? DEFAULT_NAMESPACE} ${object.name}`);
  }
  return held;
}
