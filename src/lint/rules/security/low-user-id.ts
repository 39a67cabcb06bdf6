import { contextField, rootOf } from '../../security-context.js';
import { lackOf } from '../containers-rule.js';

/** Ids below this belong to users and programs of nodes. */
const LEAST = 10_000;

export default lackOf({
  name: 'security/low-user-id',
  severity: 'warning',
  set: 'strict',
  summary:
    'A container without a user and a group of its own, from 10000 on: its ids can be those of a user of the node.',
  linux: true,
  lacks(container) {
    // Of those that may be root another rule speaks (security/run-as-root).
    if (rootOf(container) !== undefined) return undefined;
    const low = ['runAsUser', 'runAsGroup'].filter((field) => {
      const { value } = contextField(container, field);
      return typeof value !== 'number' || value < LEAST;
    });
    return low.length > 0 ? `no ${low.join(' and no ')} of ${LEAST} or more` : undefined;
  },
  hint: 'a user and a group that no node has',
});
