import { groupOf } from '../../../api/object-key.js';
import { resources } from '../../../schema/resources.js';
import type { LintObject } from '../../object.js';
import { rule } from '../../rule.js';

/** An object, and the one before it that it is the same as. */
interface Twin {
  object: LintObject;
  first: LintObject;
}

/** The same object twice: whichever is applied last wins, and the other is lost without a word. */
export default rule({
  name: 'references/duplicate-object',
  severity: 'warning',
  summary: 'The same object stands twice in the files: only the one applied last will count.',
  visit: 'Files',
  check(objects, { version, report }) {
    const twins = findTwins(objects, (object) => {
      const namespaced = resources(version).find(object.apiVersion, object.kind)?.namespaced ?? true;
      return namespaced ? (object.namespace ?? 'default') : '';
    });
    for (const [{ object, first }, ...others] of byPairOfFiles(twins)) {
      const more = others.length === 0 ? '' : ` and ${others.length} more of this file`;
      report(object, {
        path: ['metadata', 'name'],
        message: `${object.kind} ${object.name}${more} stand${more ? '' : 's'} twice: what is applied last wins`,
        related: [
          { message: 'first', location: first.document.locate(['metadata', 'name']) },
          ...others.map((twin) => ({
            message: `${twin.object.kind} ${twin.object.name}`,
            location: twin.object.document.locate(['metadata', 'name']),
          })),
        ],
      });
    }
  },
});

function findTwins(objects: readonly LintObject[], namespaceOf: (object: LintObject) => string): Twin[] {
  const seen = new Map<string, LintObject>();
  const twins: Twin[] = [];
  for (const object of objects) {
    if (!object.ownName || !object.kind) continue;
    const { kind, ownName } = object;
    const key = [folderOf(object), groupOf(object.apiVersion), kind, namespaceOf(object), ownName].join('\n');
    const first = seen.get(key);
    if (first) twins.push({ object, first });
    else seen.set(key, object);
  }
  return twins;
}

/** Two files that hold the same objects are one mistake; two objects of one file are told one by one. */
function byPairOfFiles(twins: readonly Twin[]): [Twin, ...Twin[]][] {
  const pairs = new Map<string, [Twin, ...Twin[]]>();
  for (const [index, twin] of twins.entries()) {
    const [here, there] = [twin.object.document.file, twin.first.document.file];
    const key = here === there ? String(index) : `${here}\n${there}`;
    const pair = pairs.get(key);
    if (pair) pair.push(twin);
    else pairs.set(key, [twin]);
  }
  return [...pairs.values()];
}

/** Files are applied by folder: variants of one object in different folders are the rule, not a mistake. */
function folderOf(object: LintObject): string {
  const { file } = object.document;
  return file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'), 0));
}
