import { groupOf } from '../../../api/object-key.js';
import type { LintObject } from '../../object.js';
import type { Objects } from '../../objects.js';
import { rule } from '../../rule.js';

/** An object, and the one before it that it repeats. */
interface Duplicate {
  object: LintObject;
  first: LintObject;
}

/** The same object twice: whichever is applied last wins, and the other is lost without a word. */
export default rule({
  name: 'references/duplicate-object',
  severity: 'warning',
  summary: 'The same object stands twice in the files: only the one applied last will count.',
  visit: 'Files',
  check(objects, { report }) {
    for (const [{ object, first }, ...others] of byPairOfFiles(duplicatesIn(objects))) {
      const more = others.length === 0 ? '' : ` and ${others.length} more of this file`;
      report({
        at: object.at.child('metadata', 'name'),
        message: `${object.kind} ${object.name}${more} stand${more ? '' : 's'} twice: what is applied last wins`,
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

/** Files are applied by folder: variants of one object in different folders are the rule, not a mistake. */
function folderOf(object: LintObject): string {
  const { file } = object.document;
  return file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'), 0));
}
