import type { At, FieldErrors } from '../../admission/field-errors.js';
import type { JsonObject, JsonValue } from '../../api/json.js';
import { labelKeyErrors } from '../../api/names.js';
import { isExtendedResource } from '../resources.js';
import { objectsOf } from './values.js';

/** What kube-scheduler refuses of its extenders (validateExtenders); kubeplan asks none of them. */
export function checkExtenders(value: JsonValue | undefined, at: At, errors: FieldErrors): void {
  const extenders = objectsOf(value);
  const managed = new Set<string>();
  extenders.forEach((extender, i) => {
    const weight = Number(extender['weight'] ?? 0);
    if (extender['prioritizeVerb'] && weight <= 0) {
      errors.invalid(at.index(i).child('weight'), weight, 'must have a positive weight applied to it');
    }
    checkManaged(extender, managed, at.index(i).child('managedResources'), errors);
  });
  const binders = extenders.filter((extender) => extender['bindVerb']).length;
  if (binders > 1) {
    const found = `found ${binders} extenders implementing bind`;
    errors.invalid(at, found, 'only one extender can implement bind');
  }
}

/** `managed` are the resources of the extenders before. */
function checkManaged(extender: JsonObject, managed: Set<string>, at: At, errors: FieldErrors): void {
  objectsOf(extender['managedResources']).forEach((resource, k) => {
    const name = String(resource['name'] ?? '');
    const place = at.index(k).child('name');
    const wrong = labelKeyErrors(name);
    errors.invalids(place, name, wrong);
    if (wrong.length === 0 && !isExtendedResource(name)) {
      errors.invalid(place, name, 'is an invalid extended resource name');
    }
    if (managed.has(name)) errors.invalid(place, name, 'duplicate extender managed resource name');
    managed.add(name);
  });
}
