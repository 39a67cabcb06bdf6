/** The ports of containers. */

import { portNameErrors, portNumberErrors } from '../../../../api/names.js';
import { type At, type FieldErrors, json } from '../../../field-errors.js';
import { int, list, str } from '../../../fields.js';
import type { Container } from '../../../shared/structs.js';
import type { Struct } from '../../../typed.js';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

export function validateContainerPorts(
  ports: readonly Struct<'core.v1.ContainerPort'>[],
  place: At,
  errors: FieldErrors,
): void {
  const names = new Set<string>();
  ports.forEach((port, index) => {
    const at = place.index(index);
    const name = str(port, 'name');
    if (name !== '') {
      const bad = portNameErrors(name);
      errors.invalids(at.child('name'), name, bad);
      if (bad.length === 0) {
        if (names.has(name)) errors.duplicate(at.child('name'), name);
        else names.add(name);
      }
    }
    const number = int(port, 'containerPort');
    if (number === 0) errors.required(at.child('containerPort'));
    else errors.invalids(at.child('containerPort'), number, portNumberErrors(number));
    const host = int(port, 'hostPort');
    if (host !== 0) errors.invalids(at.child('hostPort'), host, portNumberErrors(host));
    const protocol = str(port, 'protocol');
    if (protocol === '') errors.required(at.child('protocol'));
    else if (!PROTOCOLS.includes(protocol))
      errors.unsupported(at.child('protocol'), json(protocol), PROTOCOLS);
  });
}

export function validateHostPorts(
  container: Container,
  place: At,
  taken: Set<string>,
  errors: FieldErrors,
): void {
  list(container, 'ports').forEach((port, index) => {
    const number = int(port, 'hostPort');
    if (number === 0) return;
    const key = `${str(port, 'protocol')}/${str(port, 'hostIP')}/${number}`;
    if (taken.has(key)) errors.duplicate(place.child('ports').index(index).child('hostPort'), key);
    else taken.add(key);
  });
}
