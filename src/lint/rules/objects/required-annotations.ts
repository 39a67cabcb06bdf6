import { rule } from '../../rule.js';
import { checkRequired, REQUIRED } from './required.js';

const NAME = 'objects/required-annotations';

/** Speaks only where the keys are told. */
export default rule({
  name: NAME,
  severity: 'warning',
  set: 'strict',
  summary: 'An object without annotations that it is to have.',
  parameters: REQUIRED,
  visit: 'Object',
  check: (object, context) => checkRequired({ name: NAME, of: 'annotations' }, object, context),
});
