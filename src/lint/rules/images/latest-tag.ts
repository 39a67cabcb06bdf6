import { imageTag } from '../../../api/image.js';
import { textOf } from '../../../api/json.js';
import { rule } from '../../rule.js';

/** What runs is then decided by who pushed last, and differs from node to node. */
export default rule({
  name: 'images/latest-tag',
  severity: 'warning',
  set: 'recommended',
  summary: 'An image without a version: whatever was pushed last runs.',
  visit: 'Container',
  check({ at, name }, { report }) {
    const image = textOf(at.child('image').value);
    if (imageTag(image) !== 'latest' || image.includes('@')) return;
    report({
      at: at.child('image'),
      message: image.endsWith(':latest')
        ? `container ${name} runs ${image}: whatever was pushed last`
        : `container ${name} runs ${image} without a tag, which means latest: whatever was pushed last`,
      hint: 'name a version or a digest',
    });
  },
});
