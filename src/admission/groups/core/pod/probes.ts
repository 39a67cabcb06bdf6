/** Probes and the hooks of a container's life (pkg/apis/core/validation validateProbe, validateLifecycle). */

import { httpHeaderErrors, portErrors, portNumberErrors } from '../../../../api/names.js';
import { within, wording } from '../../../../api/wording.js';
import { type At, type FieldErrors, json } from '../../../field-errors.js';
import {
  get,
  type Int,
  int,
  intOrString,
  list,
  ptr,
  setDefault,
  setZero,
  str,
  strings,
} from '../../../fields.js';
import { validateNonNegative } from '../../../shared/counts.js';
import type { Container } from '../../../shared/structs.js';
import type { Struct } from '../../../typed.js';

export const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const;

type Probe = Struct<'core.v1.Probe'>;
type Hook = Struct<'core.v1.LifecycleHandler'>;
type HttpGet = Struct<'core.v1.HTTPGetAction'>;
type TcpSocket = Struct<'core.v1.TCPSocketAction'>;

/** What a probe or a hook does, of one shape for both; a sleep is a hook's alone, a call of gRPC a probe's. */
interface Handler {
  exec: Struct<'core.v1.ExecAction'> | undefined;
  httpGet: HttpGet | undefined;
  tcpSocket: TcpSocket | undefined;
  grpc?: Struct<'core.v1.GRPCAction'> | undefined;
  sleep?: Struct<'core.v1.SleepAction'> | undefined;
}

function handlerOf(from: Probe | Hook): Handler {
  return { exec: ptr(from, 'exec'), httpGet: ptr(from, 'httpGet'), tcpSocket: ptr(from, 'tcpSocket') };
}

export function defaultProbe(probe: Probe | undefined): void {
  if (!probe) return;
  setZero(probe, 'timeoutSeconds', 1);
  setZero(probe, 'periodSeconds', 10);
  setZero(probe, 'successThreshold', 1);
  setZero(probe, 'failureThreshold', 3);
  defaultHandler(probe);
  const grpc = ptr(probe, 'grpc');
  if (grpc) setDefault(grpc, 'service', '');
}

export function defaultHandler(handler: Probe | Hook | undefined): void {
  const httpGet = ptr(handler, 'httpGet');
  if (!httpGet) return;
  setZero(httpGet, 'path', '/');
  setZero(httpGet, 'scheme', 'HTTP');
}

function validatePort(from: HttpGet | TcpSocket | undefined, place: At, errors: FieldErrors): void {
  const port = intOrString(from, 'port') ?? 0;
  errors.invalids(place, json(port), portErrors(port));
}

/** What a grace period is the limit of. */
const LESS_THAN_GRACE = wording('must be non-negative and less than', {
  '1.31': 'must be greater than 0 and less than',
});

function validateHandler(
  handler: Handler,
  gracePeriod: Int | undefined,
  place: At,
  errors: FieldErrors,
): void {
  let found = 0;
  for (const kind of HANDLERS) {
    if (!handler[kind]) continue;
    found += 1;
    const at = place.child(kind);
    if (found > 1) {
      errors.forbidden(at, 'may not specify more than 1 handler type');
      continue;
    }
    switch (kind) {
      case 'exec':
        if (strings(handler.exec, 'command').length === 0) errors.required(at.child('command'));
        break;
      case 'httpGet':
        if (str(handler.httpGet, 'path') === '') errors.required(at.child('path'));
        validatePort(handler.httpGet, at.child('port'), errors);
        if (!['HTTP', 'HTTPS'].includes(str(handler.httpGet, 'scheme'))) {
          errors.unsupported(at.child('scheme'), json(str(handler.httpGet, 'scheme')), ['HTTP', 'HTTPS']);
        }
        for (const header of list(handler.httpGet, 'httpHeaders')) {
          errors.invalids(
            at.child('httpHeaders'),
            str(header, 'name'),
            httpHeaderErrors(str(header, 'name')),
          );
        }
        break;
      case 'tcpSocket':
        validatePort(handler.tcpSocket, at.child('port'), errors);
        break;
      case 'grpc': {
        const port = int(handler.grpc, 'port');
        errors.invalids(at.child('port'), port, portNumberErrors(port));
        break;
      }
      case 'sleep': {
        const seconds = int(handler.sleep, 'seconds');
        if (seconds < 0 || (gracePeriod !== undefined && seconds > gracePeriod)) {
          errors.invalid(
            at,
            seconds,
            within(
              LESS_THAN_GRACE,
              (limit) => `${limit} terminationGracePeriodSeconds (${gracePeriod ?? 0})`,
            ),
          );
        }
      }
    }
  }
  if (found === 0) errors.required(place, 'must specify a handler type');
}

function validateProbe(probe: Probe, gracePeriod: Int | undefined, place: At, errors: FieldErrors): void {
  validateHandler({ ...handlerOf(probe), grpc: ptr(probe, 'grpc') }, gracePeriod, place, errors);
  validateNonNegative(
    probe,
    ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'],
    place,
    errors,
  );
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
  container: Container,
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
  container: Container,
  gracePeriod: Int | undefined,
  place: At,
  errors: FieldErrors,
): void {
  const lifecycle = ptr(container, 'lifecycle');
  for (const name of ['postStart', 'preStop'] as const) {
    const handler = ptr(lifecycle, name);
    if (!handler) continue;
    const actions = { ...handlerOf(handler), sleep: ptr(handler, 'sleep') };
    validateHandler(actions, gracePeriod, place.child('lifecycle', name), errors);
  }
}
