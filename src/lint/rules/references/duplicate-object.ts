import { groupOf } from '../../../api/object-key.js';
import { catalog } from '../../../schema/catalog.js';
import type { LintObject } from '../../object.js';
import { rule } from '../../rule.js';

/** The same object twice: whichever is applied last wins, and the other is lost without a word. */
export default rule({
  name: 'references/duplicate-object',
  severity: 'warning',
  summary: 'The same object stands twice in the files: only the one applied last will count.',
  visit: 'Files',
  check(objects, { version, report }) {
    const first = new Map<string, LintObject>();
    for (const object of objects) {
      if (object.name === '' || !object.ref.name || object.value['metadata'] === undefined) continue;
      if (generated(object)) continue;
      const namespaced = catalog(version).kind(object.apiVersion, object.kind)?.namespaced ?? true;
      const namespace = namespaced ? (object.namespace ?? 'default') : '';
      const key = [folderOf(object), groupOf(object.apiVersion), object.kind, namespace, object.name].join(
        ' ',
      );
      const before = first.get(key);
      if (!before) {
        first.set(key, object);
        continue;
      }
      report(object, {
        path: ['metadata', 'name'],
        message: `${object.kind} ${object.name} stands twice: the one applied last wins`,
        related: [{ message: 'first', location: before.document.locate(['metadata', 'name']) }],
      });
    }
  },
});

function generated(object: LintObject): boolean {
  const metadata = object.value['metadata'] as { name?: unknown } | undefined;
  return typeof metadata?.name !== 'string' || metadata.name === '';
}

/** Files are applied by folder: variants of one object in different folders are the rule, not a mistake. */
function folderOf(object: LintObject): string {
  const { file } = object.document;
  return file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'), 0));
}
