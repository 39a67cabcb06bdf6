import { imageTag } from '../../../api/image.js';
import { textOf } from '../../../api/json.js';
import { lackOf } from '../containers-rule.js';

/** What is on the node already is run without asking the registry whether this pod may have it. */
export default lackOf({
  name: 'images/pull-policy',
  severity: 'warning',
  set: 'strict',
  summary: 'An imagePullPolicy other than Always: a pod runs what lies on its node, whoever fetched it.',
  lacks({ at }) {
    // The server fills in what the tag says.
    const latest = imageTag(textOf(at.child('image').value)) === 'latest';
    const policy = at.child('imagePullPolicy').value ?? (latest ? 'Always' : 'IfNotPresent');
    // What is no text is no policy, and told as that.
    return policy === 'Always' || typeof policy !== 'string' ? undefined : `imagePullPolicy ${policy}`;
  },
  hint: 'Always asks the registry, and fetches only what is new',
});
