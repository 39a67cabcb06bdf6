/** Ingresses (pkg/apis/networking/validation). */

import { isOn } from '../../../api/gates.js';
import { parseIp } from '../../../api/ip.js';
import {
  dns1035LabelErrors,
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  pathSegmentErrors,
  portNameErrors,
  portNumberErrors,
  wildcardSubdomainErrors,
} from '../../../api/names.js';
import { wording } from '../../../api/wording.js';
import { At, at, type FieldErrors, json, jsonList } from '../../field-errors.js';
import { get, int, list, obj, ptr, str, strings } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { statusFromServer } from '../../shared/status.js';
import type { Struct } from '../../typed.js';

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

const SEQUENCES = ['//', '/./', '/../', '%2f', '%2F'];
const SUFFIXES = ['/..', '/.'];
const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];
const ABSOLUTE = 'must be an absolute path';

/** networking.k8s.io/v1 Ingress (pkg/apis/networking/validation). */
export const ingress: KindRules<Struct<'networking.v1.Ingress'>> = {
  kind: 'Ingress',
  group: 'networking.k8s.io',
  name: SUBDOMAIN,
  prepare: statusFromServer,
  validate(object, errors) {
    validateIngress(object, errors);
    const annotation = get(obj(obj(object, 'metadata'), 'annotations'), CLASS_ANNOTATION);
    const name = get(obj(object, 'spec'), 'ingressClassName');
    if (typeof annotation === 'string' && name !== undefined && annotation !== name) {
      errors.invalid(
        At.named(`annotations.${CLASS_ANNOTATION}`, ['metadata', 'annotations', CLASS_ANNOTATION]),
        annotation,
        'must match `ingressClassName` when both are specified',
      );
    }
  },
  validateUpdate(object, _old, errors) {
    validateIngress(object, errors);
  },
  warnings(object, old) {
    const annotation = get(obj(obj(object, 'metadata'), 'annotations'), CLASS_ANNOTATION);
    if (old || annotation === undefined || get(obj(object, 'spec'), 'ingressClassName') !== undefined)
      return [];
    return [
      `annotation ${JSON.stringify(CLASS_ANNOTATION)} is deprecated, please use 'spec.ingressClassName' instead`,
    ];
  },
};

function validateIngress(object: Struct<'networking.v1.Ingress'>, errors: FieldErrors): void {
  const spec = obj(object, 'spec');
  const rules = list(spec, 'rules');
  const backend = ptr(spec, 'defaultBackend');
  if (rules.length === 0 && !backend) {
    errors.invalid(
      at('spec'),
      jsonList('networking.IngressRule', get(spec, 'rules')),
      'either `defaultBackend` or `rules` must be specified',
    );
  }
  if (backend) validateBackend(backend, at('spec', 'defaultBackend'), errors);
  rules.forEach((rule, index) => {
    validateRule(rule, at('spec', 'rules').index(index), errors);
  });
  list(spec, 'tls').forEach((tls, index) => {
    const place = at('spec', 'tls').index(index);
    strings(tls, 'hosts').forEach((host, at2) => {
      const rule = host.includes('*') ? wildcardSubdomainErrors : dns1123SubdomainErrors;
      errors.invalids(place.child('hosts').index(at2), host, rule(host));
    });
    const secret = str(tls, 'secretName');
    if (secret !== '') errors.invalids(place.child('secretName'), secret, dns1123SubdomainErrors(secret));
  });
  const name = get(spec, 'ingressClassName');
  if (typeof name === 'string')
    errors.invalids(at('spec', 'ingressClassName'), name, dns1123SubdomainErrors(name));
}

function validateRule(rule: Struct<'networking.v1.IngressRule'>, place: At, errors: FieldErrors): void {
  const host = str(rule, 'host');
  if (host !== '') {
    if (parseIp(host)) errors.invalid(place.child('host'), host, 'must be a DNS name, not an IP address');
    const check = host.includes('*') ? wildcardSubdomainErrors : dns1123SubdomainErrors;
    errors.invalids(place.child('host'), host, check(host));
  }
  const http = ptr(rule, 'http');
  if (!http) return;
  const paths = list(http, 'paths');
  if (paths.length === 0) errors.required(place.child('http', 'paths'));
  paths.forEach((path, index) => {
    validatePath(path, place.child('http', 'paths').index(index), errors);
  });
}

function validatePath(entry: Struct<'networking.v1.HTTPIngressPath'>, place: At, errors: FieldErrors): void {
  const type = get(entry, 'pathType');
  const path = str(entry, 'path');
  const at2 = place.child('path');
  if (type === undefined) {
    errors.required(place.child('pathType'), 'pathType must be specified');
    return;
  }
  if (type === 'Exact' || type === 'Prefix') {
    if (!path.startsWith('/')) errors.invalid(at2, path, ABSOLUTE);
    if (path !== '') {
      for (const sequence of SEQUENCES)
        if (path.includes(sequence)) errors.invalid(at2, path, `must not contain '${sequence}'`);
      for (const suffix of SUFFIXES)
        if (path.endsWith(suffix)) errors.invalid(at2, path, `cannot end with '${suffix}'`);
    }
  } else if (type === 'ImplementationSpecific') {
    if (path !== '' && !path.startsWith('/')) errors.invalid(at2, path, ABSOLUTE);
  } else errors.unsupported(place.child('pathType'), json(type), PATH_TYPES);
  validateBackend(obj(entry, 'backend'), place.child('backend'), errors);
}

function validateBackend(
  backend: Struct<'networking.v1.IngressBackend'>,
  place: At,
  errors: FieldErrors,
): void {
  const [resource, service] = [ptr(backend, 'resource'), ptr(backend, 'service')];
  if (resource && service) {
    errors.invalid(place, '', 'cannot set both resource and service backends');
    return;
  }
  if (resource) {
    const at2 = place.child('resource');
    const group = get(resource, 'apiGroup');
    if (typeof group === 'string')
      errors.invalids(at2.child('apiGroup'), group, dns1123SubdomainErrors(group));
    for (const name of ['kind', 'name'] as const) {
      const value = str(resource, name);
      if (value === '') errors.required(at2.child(name), wording('', { '1.33': `${name} is required` }));
      else errors.invalids(at2.child(name), value, pathSegmentErrors(value));
    }
  } else if (service) {
    const at2 = place.child('service');
    const name = str(service, 'name');
    const nameErrors = isOn('RelaxedServiceNameValidation', errors) ? dns1123LabelErrors : dns1035LabelErrors;
    if (name === '') errors.required(at2.child('name'));
    else errors.invalids(at2.child('name'), name, nameErrors(name));
    const port = obj(service, 'port');
    const [portName, number] = [str(port, 'name'), int(port, 'number')];
    if (portName !== '' && number !== 0) errors.invalid(place, '', 'cannot set both port name & port number');
    else if (portName !== '') errors.invalids(at2.child('port', 'name'), portName, portNameErrors(portName));
    else if (number !== 0) errors.invalids(at2.child('port', 'number'), number, portNumberErrors(number));
    else errors.required(place, 'port name or number is required');
  } else errors.invalid(place, '', 'resource or service backend is required');
}
