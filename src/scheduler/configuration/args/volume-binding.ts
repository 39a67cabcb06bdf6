import { isOn } from '../../../api/gates.js';
import { bad } from '../errors.js';
import type { ArgsKind } from './kind.js';
import { checkShape, shapePoints } from './shape.js';

/** How long binding may take, and a shape where volumes are scored. */
export const volumeBinding: ArgsKind = {
  fields: ['bindTimeoutSeconds', 'shape'],
  defaults: { bindTimeoutSeconds: 600 },
  check(args, at, errors, release) {
    const timeout = Number(args['bindTimeoutSeconds']);
    if (timeout < 0) {
      const text = 'invalid BindTimeoutSeconds, should not be a negative value';
      errors.invalid(at.child('bindTimeoutSeconds'), timeout, text);
    }
    if (args['shape'] === undefined) return;
    if (isOn('StorageCapacityScoring', release)) {
      checkShape(args['shape'], at.child('shape'), errors);
      return;
    }
    const text = 'unexpected field `shape`, remove it or turn on the feature gate StorageCapacityScoring';
    const shape = shapePoints(args['shape']).map(({ utilization, score }) => ({
      Utilization: utilization,
      Score: score,
    }));
    errors.invalid(at.child('shape'), bad(shape), text);
  },
};
