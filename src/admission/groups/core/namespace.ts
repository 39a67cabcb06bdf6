import { labelKeyErrors } from '../../../api/names.js';
import { at, json } from '../../field-errors.js';
import { clone, ensure, get, make, obj, set, setZero, str, strings } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { LABEL } from '../../shared/names.js';
import { NOT_QUALIFIED, STANDARD_FINALIZERS } from '../../shared/object-meta.js';
import { keepStatus } from '../../shared/status.js';
import type { Struct } from '../../typed.js';

const POD_SECURITY = 'pod-security.kubernetes.io/';
const LEVEL = /^(?:privileged|baseline|restricted)$/;
const LEVEL_VERSION = /^(?:latest|v1\.(?:\d|[1-9]\d*))$/;
const NAME_LABEL = 'kubernetes.io/metadata.name';

type Namespace = Struct<'core.v1.Namespace'>;

function labelName(object: Namespace): void {
  const metadata = ensure(object, 'metadata');
  const name = str(metadata, 'name');
  if (name !== '') set(ensure(metadata, 'labels'), NAME_LABEL, name);
}

/** v1 Namespace. */
export const namespace: KindRules<Namespace> = {
  kind: 'Namespace',
  group: '',
  name: LABEL,
  coreMetadata: true,
  defaults(object) {
    labelName(object);
    setZero(ensure(object, 'status'), 'phase', 'Active');
  },
  prepare(object, old) {
    const spec = ensure(object, 'spec');
    if (old) {
      set(object, 'spec', clone(obj(old, 'spec')));
      keepStatus(object, old);
      return;
    }
    set(object, 'status', make({ phase: 'Active' }));
    const finalizers = strings(spec, 'finalizers');
    if (!finalizers.includes('kubernetes')) set(spec, 'finalizers', [...finalizers, 'kubernetes']);
  },
  finish: labelName,
  lateErrors(object, old, errors) {
    const labels = obj(obj(object, 'metadata'), 'labels');
    const before = obj(obj(old, 'metadata'), 'labels');
    for (const mode of ['enforce', 'audit', 'warn']) {
      for (const [label, good, rule] of [
        [`${POD_SECURITY}${mode}`, LEVEL, 'must be one of privileged, baseline, restricted'],
        [`${POD_SECURITY}${mode}-version`, LEVEL_VERSION, 'must be "latest" or "v1.x"'],
      ] as const) {
        const value = get(labels, label);
        if (typeof value !== 'string' || good.test(value) || (old && get(before, label) === value)) continue;
        errors.invalid(at('metadata', 'labels').key(label), value, rule);
      }
    }
  },
  validate(object, errors) {
    for (const finalizer of strings(obj(object, 'spec'), 'finalizers')) {
      const place = at('spec', 'finalizers');
      errors.invalids(place, json(finalizer), labelKeyErrors(finalizer));
      if (!finalizer.includes('/') && !STANDARD_FINALIZERS.has(finalizer)) {
        errors.invalid(place, json(finalizer), NOT_QUALIFIED);
      }
    }
  },
};
