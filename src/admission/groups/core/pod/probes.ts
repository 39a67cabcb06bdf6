/** What pods and pod templates get where the manifest is silent (pkg/apis/core/v1/defaults.go). */

import { httpHeaderErrors, portErrors, portNumberErrors } from '../../../../api/names.js';
import { type At, type FieldErrors, json } from '../../../field-errors.js';
import {
  get,
  type Int,
  int,
  intOrString,
  list,
  type Obj,
  ptr,
  setDefault,
  setZero,
  str,
  strings,
} from '../../../fields.js';
import { NON_NEGATIVE } from '../../../shared/messages.js';

export const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const;

export function defaultProbe(probe: Obj | undefined): void {
  if (!probe) return;
  setZero(probe, 'timeoutSeconds', 1);
  setZero(probe, 'periodSeconds', 10);
  setZero(probe, 'successThreshold', 1);
  setZero(probe, 'failureThreshold', 3);
  defaultHandler(probe);
  const grpc = ptr(probe, 'grpc');
  if (grpc) setDefault(grpc, 'service', '');
}

export function defaultHandler(handler: Obj | undefined): void {
  const httpGet = ptr(handler, 'httpGet');
  if (!httpGet) return;
  setZero(httpGet, 'path', '/');
  setZero(httpGet, 'scheme', 'HTTP');
}

function validatePort(from: Obj, place: At, errors: FieldErrors): void {
  const port = intOrString(from, 'port') ?? 0;
  errors.invalids(place, json(port), portErrors(port));
}

function validateHandler(handler: Obj, gracePeriod: Int | undefined, place: At, errors: FieldErrors): void {
  let found = 0;
  for (const kind of HANDLERS) {
    const action = ptr(handler, kind);
    if (!action) continue;
    found += 1;
    const at = place.child(kind);
    if (found > 1) {
      errors.forbidden(at, 'may not specify more than 1 handler type');
      continue;
    }
    switch (kind) {
      case 'exec':
        if (strings(action, 'command').length === 0) errors.required(at.child('command'));
        break;
      case 'httpGet':
        if (str(action, 'path') === '') errors.required(at.child('path'));
        validatePort(action, at.child('port'), errors);
        if (!['HTTP', 'HTTPS'].includes(str(action, 'scheme'))) {
          errors.unsupported(at.child('scheme'), json(str(action, 'scheme')), ['HTTP', 'HTTPS']);
        }
        for (const header of list(action, 'httpHeaders')) {
          errors.invalids(
            at.child('httpHeaders'),
            str(header, 'name'),
            httpHeaderErrors(str(header, 'name')),
          );
        }
        break;
      case 'tcpSocket':
        validatePort(action, at.child('port'), errors);
        break;
      case 'grpc':
        errors.invalids(at.child('port'), int(action, 'port'), portNumberErrors(int(action, 'port')));
        break;
      case 'sleep': {
        const seconds = int(action, 'seconds');
        if (seconds < 0 || (gracePeriod !== undefined && seconds > gracePeriod)) {
          errors.invalid(
            at,
            seconds,
            `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod ?? 0})`,
          );
        }
      }
    }
  }
  if (found === 0) errors.required(place, 'must specify a handler type');
}

function validateProbe(probe: Obj, gracePeriod: Int | undefined, place: At, errors: FieldErrors): void {
  validateHandler(probe, gracePeriod, place, errors);
  for (const name of [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ]) {
    if (int(probe, name) < 0) errors.invalid(place.child(name), int(probe, name), NON_NEGATIVE);
  }
  const grace = get(probe, 'terminationGracePeriodSeconds');
  if (grace !== undefined && int(probe, 'terminationGracePeriodSeconds') <= 0) {
    errors.invalid(
      place.child('terminationGracePeriodSeconds'),
      int(probe, 'terminationGracePeriodSeconds'),
      'must be greater than 0',
    );
  }
}

/** The probes of a container that keeps running. */
export function validateProbes(
  container: Obj,
  gracePeriod: Int | undefined,
  place: At,
  errors: FieldErrors,
): void {
  for (const name of PROBES) {
    const probe = ptr(container, name);
    if (!probe) continue;
    const at = place.child(name);
    validateProbe(probe, gracePeriod, at, errors);
    if (name === 'readinessProbe') {
      if (get(probe, 'terminationGracePeriodSeconds') !== undefined) {
        errors.invalid(
          at.child('terminationGracePeriodSeconds'),
          int(probe, 'terminationGracePeriodSeconds'),
          'must not be set for readinessProbes',
        );
      }
    } else if (int(probe, 'successThreshold') !== 1) {
      errors.invalid(at.child('successThreshold'), int(probe, 'successThreshold'), 'must be 1');
    }
  }
}

export function validateLifecycle(
  container: Obj,
  gracePeriod: Int | undefined,
  place: At,
  errors: FieldErrors,
): void {
  const lifecycle = ptr(container, 'lifecycle');
  for (const name of ['postStart', 'preStop']) {
    const handler = ptr(lifecycle, name);
    if (handler) validateHandler(handler, gracePeriod, place.child('lifecycle', name), errors);
  }
}
