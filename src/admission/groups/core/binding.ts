import { at } from '../../field-errors.js';
import { obj, str } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { PATH_SEGMENT } from '../../shared/names.js';
import type { Struct } from '../../typed.js';

const TARGET = at('target');

/** v1 Binding: a pod's node, by the pod's name (ValidatePodBinding). */
export const podBinding: KindRules<Struct<'core.v1.Binding'>> = {
  kind: 'Binding',
  group: '',
  name: PATH_SEGMENT,
  ownMetadata: true,
  validate(binding, errors) {
    const target = obj(binding, 'target');
    const kind = str(target, 'kind');
    if (kind !== '' && kind !== 'Node') errors.unsupported(TARGET.child('kind'), kind, ['Node', '<empty>']);
    if (str(target, 'name') === '') errors.required(TARGET.child('name'));
  },
};
