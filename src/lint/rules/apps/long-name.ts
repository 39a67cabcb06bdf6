import { rule } from '../../rule.js';

/** Values of labels have no more characters than this. */
const MOST = 63;
/** The pods' label controller-revision-hash is the name, a dash and a hash of this length, mostly. */
const HASH = 10;

/** The server takes a StatefulSet whose pods it then refuses: the name is part of a label of theirs. */
export default rule({
  name: 'apps/long-name',
  severity: 'warning',
  summary: 'A StatefulSet whose name is too long for the label that its pods get of it: no pod can be made.',
  visit: 'Object',
  check({ apiVersion, kind, ownName, at }, { report }) {
    const most = MOST - 1 - HASH;
    if (kind !== 'StatefulSet' || !apiVersion.startsWith('apps/') || ownName.length <= most) return;
    report({
      at: at.child('metadata', 'name'),
      message: `${ownName} is too long by ${ownName.length - most}: the pods' label controller-revision-hash is the name and a hash`,
      hint: `at most ${most} characters`,
    });
  },
});
