/** Pod templates and the annotations of pods (pkg/apis/core/validation ValidatePodTemplateSpec). */
import type { KubernetesVersion } from '../../api/version.js';
import { At, type FieldErrors } from '../field-errors.js';
import { entries, get, list, type Obj, obj, ptr, str } from '../fields.js';
import { validateAnnotations, validateLabels } from '../shared/object-meta.js';
import { validateDescendingPath } from '../shared/paths.js';
import { validatePodSpec } from './pod-spec.js';
import { validateTolerations } from './tolerations.js';

const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const TOLERATIONS = 'scheduler.alpha.kubernetes.io/tolerations';
const MIRROR = 'kubernetes.io/config.mirror';
const LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** A template at `place`: `spec.template`. */
export function validateTemplate(
  template: Obj,
  place: At,
  version: KubernetesVersion,
  errors: FieldErrors,
): void {
  const metadata = obj(template, 'metadata');
  const spec = obj(template, 'spec');
  validateLabels(obj(metadata, 'labels'), renamed(place, 'labels'), errors);
  validateAnnotations(obj(metadata, 'annotations'), renamed(place, 'annotations'), errors);
  validatePodAnnotations(obj(metadata, 'annotations'), spec, renamed(place, 'annotations'), errors);
  validatePodSpec(spec, place.child('spec'), { isPod: false, version }, errors);
  validateProfilesMatch(obj(metadata, 'annotations'), spec, place.child('spec'), errors);
  if (list(spec, 'ephemeralContainers').length > 0) {
    errors.forbidden(
      place.child('spec', 'ephemeralContainers'),
      'ephemeral containers not allowed in pod template',
    );
  }
}

/** The server writes `template.labels` for what lies at `template.metadata.labels`. */
export function renamed(place: At, name: string): At {
  return At.named(`${place}.${name}`, [...place.path, 'metadata', name]);
}

/** The annotations of pods that mean something; `place` is that of the annotations. */
export function validatePodAnnotations(annotations: Obj, spec: Obj, place: At, errors: FieldErrors): void {
  if (get(annotations, MIRROR) !== undefined && str(spec, 'nodeName') === '') {
    errors.invalid(
      place.key(MIRROR),
      str(annotations, MIRROR),
      'must set spec.nodeName if mirror pod annotation is set',
    );
  }
  const tolerations = get(annotations, TOLERATIONS);
  if (typeof tolerations === 'string' && tolerations !== '')
    validateTolerationText(tolerations, place, errors);
  const cost = get(annotations, DELETION_COST);
  if (typeof cost === 'string' && !isInt32(cost)) {
    errors.invalid(place.key(DELETION_COST), cost, 'must be a 32bit integer');
  }
  const seccomp = get(annotations, SECCOMP_POD);
  if (typeof seccomp === 'string') validateSeccompText(seccomp, place.child(SECCOMP_POD), errors);
  const names = new Set(
    LISTS.flatMap((which) => list(spec, which).map((container) => str(container, 'name'))),
  );
  for (const [key, value] of entries(annotations)) {
    if (key.startsWith(SECCOMP_CONTAINER)) validateSeccompText(value, place.child(key), errors);
  }
  for (const [key, value] of entries(annotations)) {
    if (!key.startsWith(APPARMOR)) continue;
    const name = key.slice(APPARMOR.length);
    if (!names.has(name)) errors.invalid(place.key(key), name, 'container not found');
    const known =
      value === '' || value === 'runtime/default' || value === 'unconfined' || value.startsWith('localhost/');
    if (!known)
      errors.invalid(place.key(key), value, `invalid AppArmor profile name: ${JSON.stringify(value)}`);
  }
}

function isInt32(text: string): boolean {
  return /^(?:0|-?[1-9]\d*|-0)$/.test(text) && Math.abs(Number(text) + 0.5) <= 2147483648;
}

function validateTolerationText(text: string, place: At, errors: FieldErrors): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    errors.invalid(place, TOLERATIONS, jsonError(text));
    return;
  }
  if (Array.isArray(parsed)) validateTolerations(parsed as Obj[], place.child(TOLERATIONS), errors);
}

/** Go's words for a text that is not JSON: the first character that it stumbles over. */
export function jsonError(text: string): string {
  const trimmed = text.trimStart();
  if (trimmed === '') return 'unexpected end of JSON input';
  const first = trimmed.charAt(0);
  if (!/[[{"tfn0-9-]/.test(first)) return `invalid character '${first}' looking for beginning of value`;
  const literal = { t: 'true', f: 'false', n: 'null' }[first];
  if (literal) {
    for (let at = 1; at < literal.length; at += 1) {
      const character = trimmed.charAt(at);
      if (character === '') return 'unexpected end of JSON input';
      if (character !== literal[at])
        return `invalid character '${character}' in literal ${literal} (expecting '${literal[at]}')`;
    }
  }
  if (first === '{') {
    const next = trimmed.slice(1).trimStart().charAt(0);
    if (next !== '' && next !== '"' && next !== '}') {
      return `invalid character '${next}' looking for beginning of object key string`;
    }
  }
  return 'unexpected end of JSON input';
}

function validateSeccompText(profile: string, place: At, errors: FieldErrors): void {
  if (profile === 'runtime/default' || profile === 'docker/default' || profile === 'unconfined') return;
  if (profile.startsWith('localhost/'))
    validateDescendingPath(profile.slice('localhost/'.length), place, errors);
  else errors.invalid(place, profile, 'must be a valid seccomp profile');
}

/** Profiles that are told twice, in an annotation and a field, must be the same. */
export function validateProfilesMatch(annotations: Obj, spec: Obj, place: At, errors: FieldErrors): void {
  const context = obj(spec, 'securityContext');
  const compare = (profile: Obj | undefined, text: unknown, kind: string, at: At): void => {
    if (!profile || typeof text !== 'string') return;
    const type = str(profile, 'type');
    const wrong = `${kind} type in annotation and field must match`;
    if (type === 'Unconfined') {
      if (text !== 'unconfined') errors.forbidden(at.child('type'), wrong);
    } else if (type === 'RuntimeDefault') {
      if (text !== 'runtime/default' && !(kind === 'seccomp' && text === 'docker/default')) {
        errors.forbidden(at.child('type'), wrong);
      }
    } else if (type === 'Localhost') {
      if (!text.startsWith('localhost/')) errors.forbidden(at.child('type'), wrong);
      else if (str(profile, 'localhostProfile') !== text.slice('localhost/'.length)) {
        errors.forbidden(at.child('localhostProfile'), `${kind} profile in annotation and field must match`);
      }
    }
  };
  compare(
    ptr(context, 'seccompProfile'),
    get(annotations, SECCOMP_POD),
    'seccomp',
    place.child('securityContext', 'seccompProfile'),
  );
  const windows = str(obj(spec, 'os'), 'name') === 'windows';
  for (const which of LISTS) {
    list(spec, which).forEach((container, index) => {
      const at = place.child(which).index(index).child('securityContext');
      const own = obj(container, 'securityContext');
      const name = str(container, 'name');
      compare(
        ptr(own, 'seccompProfile'),
        get(annotations, `${SECCOMP_CONTAINER}${name}`),
        'seccomp',
        at.child('seccompProfile'),
      );
      if (windows) return;
      const profile = ptr(own, 'appArmorProfile') ?? ptr(context, 'appArmorProfile');
      compare(profile, get(annotations, `${APPARMOR}${name}`), 'apparmor', at.child('appArmorProfile'));
    });
  }
}
