import { lackOf } from '../containers-rule.js';

/** What it writes to its file system and its log is then bounded by the disk of its node alone. */
export default lackOf({
  name: 'resources/no-ephemeral-storage',
  severity: 'warning',
  set: 'strict',
  summary:
    'A container without a request or a limit of ephemeral-storage: its files fill the disk of its node.',
  lacks({ at }) {
    const lacking = ['requests', 'limits'].filter(
      (list) => at.child('resources', list, 'ephemeral-storage').value === undefined,
    );
    // The server takes a limit for the request too.
    if (lacking.length === 0 || lacking.join() === 'requests') return undefined;
    return `no ${lacking.map((list) => list.slice(0, -1)).join(' and no ')} of ephemeral-storage`;
  },
  hint: 'limit what it writes beside its volumes',
});
