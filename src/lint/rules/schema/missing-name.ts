import { isObject } from '../../../api/json.js';
import { resources } from '../../../schema/resources.js';
import { rule } from '../../rule.js';

/** The server makes up a name for a nameless one (pkg/registry/core/limitrange/strategy.go). */
const NAMED_BY_SERVER = 'LimitRange';

/** An object without a name: nobody could speak of it, and the server does not take it. */
export default rule({
  name: 'schema/missing-name',
  severity: 'error',
  summary: 'An object has neither metadata.name nor metadata.generateName.',
  visit: 'Object',
  check(object, { version, report }) {
    if (object.name !== '' || object.kind === NAMED_BY_SERVER) return;
    const role = resources(version).find(object.apiVersion, object.kind)?.role ?? 'object';
    if (role !== 'object') return;
    const metadata = object.value['metadata'];
    const name = isObject(metadata) ? metadata['name'] : undefined;
    // A name of another type is the schema's business.
    if (name !== undefined && name !== null && name !== '') return;
    report({
      at: isObject(metadata) ? object.at.child('metadata') : object.at,
      of: isObject(metadata) ? 'key' : 'value',
      message: `${object.kind} has no metadata.name`,
      serverAt: object.at.child('metadata', 'name'),
    });
  },
});
