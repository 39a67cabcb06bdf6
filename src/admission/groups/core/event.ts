/** The rules of Events (pkg/apis/core/validation/events.go). */

import { sameDecoded } from '../../../api/equality.js';
import { isObject, type JsonValue } from '../../../api/json.js';
import { byteLength, dns1123SubdomainErrors, labelKeyErrors, pathSegmentErrors } from '../../../api/names.js';
import { at, type FieldErrors, json, type Printed } from '../../field-errors.js';
import { get, int, isEmpty, type Obj, obj, ptr, str } from '../../fields.js';
import { goValue } from '../../go/value.js';
import type { Context, KindRules } from '../../kind.js';
import { IMMUTABLE } from '../../shared/messages.js';
import { PATH_SEGMENT } from '../../shared/names.js';
import { validateObjectMeta } from '../../shared/object-meta.js';
import type { AnyField, Struct } from '../../typed.js';

type CoreEvent = Struct<'core.v1.Event'>;
type NewEvent = Struct<'events.v1.Event'>;
type Event = Struct<'core.v1.Event' | 'events.v1.Event'>;
type CoreField = AnyField<'core.v1.Event'>;

const LONGEST_WORD = 128;
const LONGEST_MESSAGE = 1024;
const ELSEWHERE = 'does not match event.namespace';
const TYPES = ['Normal', 'Warning'];

/** The fields of an event under the names of both versions: core's first, which errors use. */
const NAMES: readonly [core: CoreField, events: AnyField<'events.v1.Event'>][] = [
  ['involvedObject', 'regarding'],
  ['reason', 'reason'],
  ['message', 'note'],
  ['source', 'deprecatedSource'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['count', 'deprecatedCount'],
  ['reason', 'reason'],
  ['type', 'type'],
  ['eventTime', 'eventTime'],
  ['action', 'action'],
  ['related', 'related'],
];

/** v1 and events.k8s.io/v1 Event. */
export const event: KindRules<Event> = {
  kind: 'Event',
  group: '',
  name: PATH_SEGMENT,
  ownMetadata: true,
  validate: validateEvent,
  validateUpdate: validateEventUpdate,
};

function isNew(context: Context): boolean {
  return context.apiVersion === 'events.k8s.io/v1';
}

/** The event as an object of its version, which is what the request says it is. */
function asCore(object: Obj): CoreEvent {
  return object;
}

function asNew(object: Obj): NewEvent {
  return object;
}

/** What an event of either version has in the field that core calls `core`. */
function field(object: Event, core: CoreField, context: Context): JsonValue | undefined {
  if (!isNew(context)) return get(asCore(object), core);
  const name = NAMES.find(([one]) => one === core)?.[1];
  return name && get(asNew(object), name);
}

function validateEvent(object: Event, errors: FieldErrors, context: Context): void {
  validateShared(object, errors, context);
  if (!isNew(context)) {
    // Core's events meet the rules that all objects meet only when nothing else is wrong.
    const plain = { namespaced: true, name: pathSegmentErrors };
    if (errors.count === 0) validateObjectMeta(obj(object, 'metadata'), plain, errors);
    return;
  }
  validateObjectMeta(obj(object, 'metadata'), { namespaced: true, name: dns1123SubdomainErrors }, errors);
  validateSeries(object, errors);
  if (get(object, 'eventTime') === undefined) errors.required(at('eventTime'));
  validateModern(asNew(object), errors, context);
}

/** What older clients are held to as well. */
function validateShared(object: Event, errors: FieldErrors, context: Context): void {
  const namespace = str(obj(object, 'metadata'), 'namespace');
  const involved = isNew(context) ? obj(asNew(object), 'regarding') : obj(asCore(object), 'involvedObject');
  const about = str(involved, 'namespace');
  const aboutAt = at('involvedObject', 'namespace');
  if (get(object, 'eventTime') === undefined) {
    const wrong = about === '' ? namespace !== '' && namespace !== 'default' : about !== namespace;
    if (wrong) errors.invalid(aboutAt, about, ELSEWHERE);
  } else {
    if (about === '' && namespace !== 'default' && namespace !== 'kube-system') {
      errors.invalid(aboutAt, about, ELSEWHERE);
    }
    validateReporter(object, errors, context);
  }
  errors.invalids(at('namespace'), namespace, dns1123SubdomainErrors(namespace));
}

function validateReporter(object: Event, errors: FieldErrors, context: Context): void {
  const [controllerField, controller] = isNew(context)
    ? ['reportingController', str(asNew(object), 'reportingController')]
    : ['reportingComponent', str(asCore(object), 'reportingComponent')];
  if (controller === '') errors.required(at(controllerField));
  errors.invalids(at(controllerField), controller, labelKeyErrors(controller));
  for (const name of ['reportingInstance', 'action', 'reason'] as const) {
    const value = str(object, name);
    if (value === '') errors.required(at(name));
    if (byteLength(value) > LONGEST_WORD) {
      errors.invalid(at(name), '', `can have at most ${LONGEST_WORD} characters`);
    }
  }
  const message = field(object, 'message', context);
  if (typeof message === 'string' && byteLength(message) > LONGEST_MESSAGE) {
    errors.invalid(at('message'), '', `can have at most ${LONGEST_MESSAGE} characters`);
  }
}

function validateSeries(object: Event, errors: FieldErrors): void {
  const series = ptr(object, 'series');
  if (!series) return;
  if (int(series, 'count') < 2) errors.invalid(at('series', 'count'), '', 'should be at least 2');
  if (get(series, 'lastObservedTime') === undefined) errors.required(at('series', 'lastObservedTime'));
}

function validateModern(object: NewEvent, errors: FieldErrors, context: Context): void {
  const type = str(object, 'type');
  if (!TYPES.includes(type)) errors.invalid(at('type'), '', `has invalid value: ${type}`);
  for (const name of ['firstTimestamp', 'lastTimestamp', 'count'] as const) {
    const value = field(object, name, context);
    if (value !== undefined && value !== 0) errors.invalid(at(name), '', 'needs to be unset');
  }
  if (!isEmpty(object, 'deprecatedSource')) errors.invalid(at('source'), '', 'needs to be unset');
}

function validateEventUpdate(object: Event, old: Event, errors: FieldErrors, context: Context): void {
  validateShared(object, errors, context);
  if (!isNew(context)) return;
  if (!sameDecoded(get(object, 'series'), get(old, 'series'))) validateSeries(object, errors);
  const [now, before] = [asNew(object), asNew(old)];
  for (const [core, name] of NAMES) {
    const value = get(now, name);
    if (!sameDecoded(value, get(before, name))) errors.invalid(at(core), shown(core, value), IMMUTABLE);
  }
  for (const name of ['reportingController', 'reportingInstance'] as const) {
    if (str(now, name) !== str(before, name)) errors.invalid(at(name), str(now, name), IMMUTABLE);
  }
}

/** The structs among the fields, which are there even when they are empty, save `related`. */
const STRUCTS: Partial<Record<CoreField, 'core.v1.ObjectReference' | 'core.v1.EventSource'>> = {
  involvedObject: 'core.v1.ObjectReference',
  source: 'core.v1.EventSource',
  related: 'core.v1.ObjectReference',
};

function shown(core: CoreField, value: JsonValue | undefined): Printed {
  const struct = STRUCTS[core];
  if (struct === undefined) return json(value);
  return goValue(struct, isObject(value) ? value : core === 'related' ? undefined : {});
}
