import { kindOf } from '../../../api/object-key.js';
import { rule } from '../../rule.js';
import { sizeOf } from '../../sizes.js';

/** Every drain and every crash is then an outage. */
export default rule({
  name: 'reliability/single-replica',
  severity: 'warning',
  set: 'recommended',
  summary: 'A Deployment that has, or can be scaled down to, one pod: each drain is an outage.',
  visit: 'Object',
  check(object, { objects, report }) {
    if (kindOf(object) !== 'Deployment') return;
    const size = sizeOf(object, objects);
    if (size?.least !== 1) return;
    const isSaid = size.at.value !== undefined;
    report({
      at: isSaid ? size.at : size.at.up(),
      ...(!isSaid && { of: 'key' }),
      message:
        size.at.object === object
          ? `Deployment ${object.name} has 1 pod${isSaid ? '' : ', as long as replicas says nothing'}`
          : `Deployment ${object.name} can be scaled down to 1 pod`,
      hint: 'two on two nodes outlive a drain',
    });
  },
});
