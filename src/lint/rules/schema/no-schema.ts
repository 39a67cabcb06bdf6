import type { LintObject } from '../../object.js';
import { rule } from '../../rule.js';

/** A custom resource whose definition nobody gave: a mistake in it cannot be seen. Said once for each kind. */
export default rule({
  name: 'schema/no-schema',
  severity: 'info',
  summary: 'A custom resource whose CustomResourceDefinition was not given: its fields were not checked.',
  visit: 'Files',
  check({ all }, { options, report }) {
    if (options.ignoreUnknownKinds) return;
    for (const [first, ...others] of byKind(all.filter((object) => !object.hasSchema))) {
      if (!first) continue;
      const count = others.length === 0 ? 'was' : `(${others.length + 1} objects) were`;
      report({
        at: first.at.child('kind'),
        severity: options.strictKinds ? 'error' : 'info',
        message: `${first.apiVersion} ${first.kind} ${count} not checked: no CustomResourceDefinition of it was given`,
        hint: 'give it with --crd FILE',
        related: others.map((object) => ({
          message: `${object.kind} ${object.name}`,
          at: object.at.child('kind'),
        })),
      });
    }
  },
});

function byKind(objects: readonly LintObject[]): LintObject[][] {
  const kinds = new Map<string, LintObject[]>();
  for (const object of objects) {
    const key = `${object.apiVersion} ${object.kind}`;
    const known = kinds.get(key);
    if (known) known.push(object);
    else kinds.set(key, [object]);
  }
  return [...kinds.values()];
}
