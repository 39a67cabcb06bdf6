import { kindOf } from '../../../api/object-key.js';
import { rule } from '../../rule.js';

/** Nothing answers between the last old pod and the first new one. */
export default rule({
  name: 'reliability/recreate',
  severity: 'warning',
  set: 'strict',
  summary: 'A Deployment that stops all its pods before it starts new ones: each rollout is an outage.',
  visit: 'Object',
  check(object, { report }) {
    const at = object.at.child('spec', 'strategy', 'type');
    if (kindOf(object) !== 'Deployment' || at.value !== 'Recreate') return;
    report({ at, message: 'each rollout stops all pods before it starts a new one' });
  },
});
