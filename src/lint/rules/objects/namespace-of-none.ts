import { resources } from '../../../schema/resources.js';
import { rule } from '../../rule.js';
import { removeLine } from '../../suggest-fix.js';

/** The server drops it: whoever wrote it meant another kind, or thinks that the object is out of the others' way. */
export default rule({
  name: 'objects/namespace-of-none',
  severity: 'warning',
  summary: 'An object of the whole cluster names a namespace: the server drops it.',
  visit: 'Object',
  check({ apiVersion, kind, namespace, at }, { version, report }) {
    const place = at.child('metadata', 'namespace');
    if (namespace === undefined || resources(version).find(apiVersion, kind)?.namespaced !== false) return;
    report({
      at: place,
      message: `a ${kind} lives in no namespace: the server drops ${namespace}`,
      fix: removeLine(place),
    });
  },
});
