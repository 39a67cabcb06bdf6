import { resources } from '../../../schema/resources.js';
import { rule } from '../../rule.js';

/** Where everything lands that says nothing, of everybody (CIS 5.7.4). */
export default rule({
  name: 'objects/default-namespace',
  severity: 'warning',
  set: 'strict',
  summary: 'An object in the namespace default, or in whichever namespace happens to be the current one.',
  visit: 'Object',
  check({ apiVersion, kind, name, namespace, at }, { version, report }) {
    if (namespace !== undefined && namespace !== 'default') return;
    if (!resources(version).find(apiVersion, kind)?.namespaced) return;
    const isSaid = namespace !== undefined;
    report({
      at: isSaid ? at.child('metadata', 'namespace') : at.child('metadata', 'name'),
      message: `${kind} ${name} ${isSaid ? 'is in the namespace default' : 'names no namespace'}`,
    });
  },
});
