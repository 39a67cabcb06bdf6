/** The rules of Nodes (pkg/apis/core/validation ValidateNode, ValidateNodeUpdate). */

import { parseCidr } from '../../../api/ip.js';
import { isObject, type JsonValue } from '../../../api/json.js';
import { append } from '../../../api/lists.js';
import { byteLength, labelKeyErrors, labelValueErrors, maxLengthError } from '../../../api/names.js';
import { atMost, isBefore, type KubernetesVersion } from '../../../api/version.js';
import { sideBySide, wording } from '../../../api/wording.js';
import { type At, at, type FieldErrors, goQuote, json, Lazy, type Printed } from '../../field-errors.js';
import {
  clone,
  drop,
  ensure,
  get,
  intPtr,
  keys,
  list,
  make,
  obj,
  ptr,
  set,
  str,
  strings,
} from '../../fields.js';
import { jsonError } from '../../go/json-error.js';
import { goValue } from '../../go/value.js';
import type { Context, KindRules } from '../../kind.js';
import { ADDRESSES_SINCE, cidrErrors, cidrWarnings, NO_CIDR } from '../../shared/ip.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { validateQuantityValue } from '../../shared/resource-names.js';
import { keepStatus } from '../../shared/status.js';
import type { Struct } from '../../typed.js';
import { roundResources } from './pod/resources.js';
import { TAINT_EFFECTS } from './pod/tolerations.js';

type Node = Struct<'core.v1.Node'>;
type NodeSpec = Struct<'core.v1.NodeSpec'>;
type Taint = Struct<'core.v1.Taint'>;

const METADATA = at('metadata');
const NOT_READY = 'node.kubernetes.io/not-ready';

const TAINTS = 'scheduler.alpha.kubernetes.io/taints';
const AVOID_PODS = 'scheduler.alpha.kubernetes.io/preferAvoidPods';
const FEATURE = /^[A-Z][a-zA-Z0-9]*(?:\/[a-zA-Z][a-zA-Z0-9]*)*$/;
const FEATURE_TEXT =
  "must start with an UpperCamelCase segment, with subsequent segments separated by '/' (e.g., MyFeature or MyFeature/mySubFeature), and contain only alphanumeric characters and slashes";

/** v1 Node. */
export const node: KindRules<Node> = {
  kind: 'Node',
  group: '',
  name: SUBDOMAIN,
  coreMetadata: true,
  defaults(object) {
    const status = ensure(object, 'status');
    const capacity = ptr(status, 'capacity');
    if (capacity && !ptr(status, 'allocatable')) set(status, 'allocatable', clone(capacity));
    roundResources(status, 'capacity', 'allocatable');
    const spec = ensure(object, 'spec');
    const cidr = str(spec, 'podCIDR');
    const cidrs = strings(spec, 'podCIDRs');
    if (cidr !== '' && cidrs[0] !== cidr) set(spec, 'podCIDRs', [cidr]);
    else if (cidr === '' && cidrs.length > 0) set(spec, 'podCIDR', cidrs[0] ?? '');
  },
  mutate(object, old) {
    if (old) return;
    const spec = ensure(object, 'spec');
    const taints = list(spec, 'taints');
    const there = taints.some(
      (taint) => str(taint, 'key') === NOT_READY && str(taint, 'effect') === 'NoSchedule',
    );
    if (!there) set(spec, 'taints', [...taints, make({ key: NOT_READY, effect: 'NoSchedule' })]);
  },
  prepare(object, old) {
    // Configuration from the API server is gone since 1.24.
    drop(obj(object, 'spec'), 'configSource');
    if (old) keepStatus(object, old);
    else drop(obj(object, 'status'), 'config');
  },
  validate: validateNode,
  validateUpdate: validateNodeUpdate,
  warnings: nodeWarnings,
};

function validateNode(object: Node, errors: FieldErrors, { version }: Context): void {
  const [spec, status] = [obj(object, 'spec'), obj(object, 'status')];
  validateAnnotations(object, errors);
  validateTaints(list(spec, 'taints'), METADATA.child('taints'), errors);
  validateAmounts(status, errors);
  const swap = intPtr(ptr(obj(status, 'nodeInfo'), 'swap'), 'capacity');
  if (swap !== undefined && swap <= 0) {
    errors.invalid(METADATA.child('nodeSwapStatus', 'capacity'), swap, 'must be greater than zero');
  }
  validateFeatures(strings(status, 'declaredFeatures'), errors);
  validateCidrs(strings(spec, 'podCIDRs'), version, errors);
}

/** An annotation that holds JSON; undefined where there is none or it is not JSON, which is said. */
function readAnnotation(object: Node, key: string, place: At, errors: FieldErrors): JsonValue | undefined {
  const text = str(obj(obj(object, 'metadata'), 'annotations'), key);
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    errors.invalid(place, key, jsonError(text));
    return undefined;
  }
}

function validateAnnotations(object: Node, errors: FieldErrors): void {
  const place = METADATA.child('annotations');
  const taints = readAnnotation(object, TAINTS, place, errors);
  if (Array.isArray(taints)) validateTaints(taints.filter(isObject), place.child(TAINTS), errors);
  const avoid = readAnnotation(object, AVOID_PODS, place.child('AvoidPods'), errors);
  if (!isObject(avoid)) return;
  list(avoid, 'preferAvoidPods').forEach((entry, index) => {
    const own = place.child(AVOID_PODS).index(index).child('PodSignature');
    const controller = ptr(ptr(entry, 'podSignature'), 'podController');
    if (!controller) errors.required(own);
    else if (get(controller, 'controller') !== true) {
      errors.invalid(own.child('PodController', 'Controller'), false, 'must point to a controller');
    }
  });
}

function validateTaints(taints: readonly Taint[], place: At, errors: FieldErrors): void {
  const seen = new Set<string>();
  taints.forEach((taint, index) => {
    const own = place.index(index);
    const [key, value, effect] = [str(taint, 'key'), str(taint, 'value'), str(taint, 'effect')];
    errors.invalids(own.child('key'), key, labelKeyErrors(key));
    const bad = labelValueErrors(value);
    if (bad.length > 0) errors.invalid(own.child('value'), value, sideBySide(bad, ';'));
    if (effect === '') errors.required(own.child('effect'));
    else if (!TAINT_EFFECTS.includes(effect)) {
      errors.unsupported(own.child('effect'), json(effect), TAINT_EFFECTS);
    }
    const id = `${effect} ${key}`;
    if (seen.has(id)) {
      const shown = goValue('core.v1.Taint', taint);
      const why = ': taints must be unique by key and effect pair';
      errors.duplicate(
        own,
        new Lazy(
          () => `${shown.printed}${why}`,
          (version) => `${shown.syntax?.(version)}${why}`,
        ),
      );
    }
    seen.add(id);
  });
}

function validateAmounts(status: Struct<'core.v1.NodeStatus'>, errors: FieldErrors): void {
  for (const field of ['capacity', 'allocatable'] as const) {
    const amounts = obj(status, field);
    for (const name of keys(amounts)) {
      validateQuantityValue(name, str(amounts, name), at('status', field, name), errors);
    }
  }
}

function validateFeatures(features: readonly string[], errors: FieldErrors): void {
  const place = at('status', 'declaredFeatures');
  features.forEach((feature, index) => {
    const long = byteLength(feature) > 253;
    if (long || !FEATURE.test(feature)) {
      errors.invalid(
        place.index(index),
        feature,
        `invalid feature name "${feature}": ${long ? maxLengthError(253) : FEATURE_TEXT}`,
      );
    }
    const before = features[index - 1];
    if (before === undefined) return;
    if (feature === before) errors.duplicate(place.index(index), feature);
    else if (feature < before)
      errors.invalid(place.index(index), feature, 'list must be sorted alphabetically');
  });
}

const NO_POD_CIDR = wording(NO_CIDR, { '1.29': 'must be valid CIDR' });
/** Up to this minor the one network was shown as a list. */
const LISTED_UNTIL: KubernetesVersion = '1.29';

function shownCidr(cidr: string): Printed {
  const quoted = goQuote(cidr);
  return {
    printed: quoted,
    syntax: (version) => (atMost(version, LISTED_UNTIL) ? `[]string{${quoted}}` : quoted),
  };
}

function validateCidrs(cidrs: readonly string[], version: Context['version'], errors: FieldErrors): void {
  const place = at('spec', 'podCIDRs');
  const older = isBefore(version, ADDRESSES_SINCE);
  const seen = new Set<string>();
  cidrs.forEach((cidr, index) => {
    errors.invalids(place.index(index), shownCidr(cidr), cidrErrors(cidr, errors, { unread: NO_POD_CIDR }));
    if (older && seen.has(cidr)) errors.duplicate(place.index(index), cidr);
    seen.add(cidr);
  });
  if (cidrs.length < 2) return;
  const families = new Set<number>();
  for (const cidr of cidrs) {
    const parsed = parseCidr(cidr);
    if (!parsed) {
      errors.internal(
        place,
        `invalid PodCIDRs. failed to check with dual stack with error:invalid CIDR address: ${cidr}`,
      );
      families.clear();
      break;
    }
    families.add(parsed.address.family);
  }
  if (families.size !== 2 || cidrs.length > 2) {
    errors.invalid(place, json([...cidrs]), 'may specify no more than one CIDR for each IP family');
  }
}

function validateNodeUpdate(object: Node, old: Node, errors: FieldErrors, context: Context): void {
  validateNode(object, errors, context);
  const [spec, before, status] = [obj(object, 'spec'), obj(old, 'spec'), obj(object, 'status')];
  validateAnnotations(object, errors);
  validateAmounts(status, errors);
  const addresses = new Set<string>();
  list(status, 'addresses').forEach((address, index) => {
    const { printed } = goValue('core.v1.NodeAddress', address);
    if (addresses.has(printed)) errors.duplicate(at('status', 'addresses').index(index), { printed });
    addresses.add(printed);
  });
  validateAssigned(spec, before, errors);
  validateTaints(list(spec, 'taints'), METADATA.child('taints'), errors);
  if (str(spec, 'externalID') !== str(before, 'externalID')) {
    errors.forbidden(at('spec', 'externalID'), 'may not be updated');
  }
}

/** What is assigned to a node once. */
function validateAssigned(spec: NodeSpec, before: NodeSpec, errors: FieldErrors): void {
  const [cidrs, had] = [strings(spec, 'podCIDRs'), strings(before, 'podCIDRs')];
  const changed = had.length === cidrs.length ? had.filter((cidr, index) => cidr !== cidrs[index]).length : 1;
  for (let count = 0; had.length > 0 && count < changed; count += 1) {
    errors.forbidden(at('spec', 'podCIDRs'), 'node updates may not change podCIDR except from "" to valid');
  }
  const provider = str(before, 'providerID');
  if (provider !== '' && str(spec, 'providerID') !== provider) {
    errors.forbidden(
      at('spec', 'providerID'),
      'node updates may not change providerID except from "" to valid',
    );
  }
}

function nodeWarnings(object: Node, _old: Node | undefined, { version }: Context): string[] {
  const spec = obj(object, 'spec');
  const warnings: string[] = [];
  if (str(spec, 'externalID') !== '') {
    warnings.push('spec.externalID: this field is deprecated, and is unused by Kubernetes');
  }
  if (isBefore(version, ADDRESSES_SINCE)) return warnings;
  strings(spec, 'podCIDRs').forEach((cidr, index) => {
    append(warnings, cidrWarnings(cidr, at('spec', 'podCIDRs').index(index), version));
  });
  return warnings;
}
