/** The ports of a Service, and those of the nodes. */

import {
  dns1123LabelErrors,
  labelKeyErrors,
  portNameErrors,
  portNumberErrors,
} from '../../../../api/names.js';
import { at, type FieldErrors, json } from '../../../field-errors.js';
import { get, type Int, int, intOrString, str } from '../../../fields.js';
import { goValue } from '../../../go/value.js';
import type { Struct } from '../../../typed.js';

type ServicePort = Struct<'core.v1.ServicePort'>;

const SPEC = at('spec');

export function validateServicePorts(ports: readonly ServicePort[], errors: FieldErrors): void {
  const names = new Set<string>();
  ports.forEach((port, index) => {
    const place = SPEC.child('ports').index(index);
    const name = str(port, 'name');
    if (name === '') {
      if (ports.length > 1) errors.required(place.child('name'));
    } else {
      errors.invalids(place.child('name'), name, dns1123LabelErrors(name));
      if (names.has(name)) errors.duplicate(place.child('name'), name);
      names.add(name);
    }
    errors.invalids(place.child('port'), int(port, 'port'), portNumberErrors(int(port, 'port')));
    const protocol = str(port, 'protocol');
    if (protocol === '') errors.required(place.child('protocol'));
    else if (!['SCTP', 'TCP', 'UDP'].includes(protocol)) {
      errors.unsupported(place.child('protocol'), json(protocol), ['SCTP', 'TCP', 'UDP']);
    }
    const target = intOrString(port, 'targetPort') ?? 0;
    const bad = typeof target === 'number' ? portNumberErrors(target) : portNameErrors(target);
    errors.invalids(place.child('targetPort'), json(target), bad);
    const app = get(port, 'appProtocol');
    if (typeof app === 'string') errors.invalids(place.child('appProtocol'), app, labelKeyErrors(app));
  });
}

/** Stands for a node port that the server hands out. */
const FIRST_NODE_PORT = 30000;

/** `handsOut`: ports without a node port were given one before, those of one number the same. */
export function validateNodePorts(
  ports: readonly ServicePort[],
  type: string,
  handsOut: boolean,
  errors: FieldErrors,
): void {
  if (type === 'ClusterIP') {
    ports.forEach((port, index) => {
      if (int(port, 'nodePort') !== 0) {
        errors.forbidden(
          SPEC.child('ports').index(index).child('nodePort'),
          "may not be used when `type` is 'ClusterIP'",
        );
      }
    });
  }
  const taken = new Set<string>();
  const byNumber = new Map<Int, Int>();
  ports.forEach((port, index) => {
    let number = int(port, 'nodePort');
    if (handsOut) {
      const shared = byNumber.get(int(port, 'port'));
      if (number === 0) number = shared ?? FIRST_NODE_PORT + index;
      byNumber.set(int(port, 'port'), number);
    }
    if (number === 0) return;
    const key = `${str(port, 'protocol')}/${number}`;
    if (taken.has(key)) errors.duplicate(SPEC.child('ports').index(index).child('nodePort'), number);
    taken.add(key);
  });
  const numbers = new Set<string>();
  ports.forEach((port, index) => {
    const key = `${str(port, 'protocol')}/${int(port, 'port')}`;
    if (numbers.has(key)) {
      const shown = { protocol: str(port, 'protocol'), port: int(port, 'port') };
      errors.duplicate(SPEC.child('ports').index(index), goValue('core.v1.ServicePort', shown));
    }
    numbers.add(key);
  });
}
