import { clone, ensure, make, setZero, str, strings } from '../fields.js';
import type { KindRules } from '../kind.js';
import { keepStatus, LABEL } from '../rules/common.js';

const NAME_LABEL = 'kubernetes.io/metadata.name';

function labelName(object: Parameters<NonNullable<KindRules['defaults']>>[0]): void {
  const metadata = ensure(object, 'metadata');
  const name = str(metadata, 'name');
  if (name !== '') ensure(metadata, 'labels')[NAME_LABEL] = name;
}

/** v1 Namespace. */
export const namespace: KindRules = {
  kind: 'Namespace',
  group: '',
  resource: 'namespaces',
  namespaced: false,
  name: LABEL,
  coreMetadata: true,
  defaults(object) {
    labelName(object);
    setZero(ensure(object, 'status'), 'phase', 'Active');
  },
  prepare(object, old) {
    const spec = ensure(object, 'spec');
    if (old) {
      object['spec'] = clone(old['spec'] ?? make());
      keepStatus(object, old);
      return;
    }
    object['status'] = make({ phase: 'Active' });
    const finalizers = strings(spec, 'finalizers');
    if (!finalizers.includes('kubernetes')) spec['finalizers'] = [...finalizers, 'kubernetes'];
  },
  finish: labelName,
};
