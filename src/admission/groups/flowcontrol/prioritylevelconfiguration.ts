/** The rules of PriorityLevelConfigurations (pkg/apis/flowcontrol/validation). */

import { sameDecoded } from '../../../api/equality.js';
import { atLeast } from '../../../api/version.js';
import { type Words, wording } from '../../../api/wording.js';
import { type At, at, type FieldErrors, json } from '../../field-errors.js';
import { drop, ensure, get, int, intPtr, make, obj, ptr, setDefault, setZero, str } from '../../fields.js';
import { goValue } from '../../go/value.js';
import type { Context, KindRules } from '../../kind.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { statusFromServer } from '../../shared/status.js';
import type { Struct } from '../../typed.js';

const GROUP = 'flowcontrol.apiserver.k8s.io';
/** Of v1, or of v1beta3, which has the same fields. */
type Level = Struct<'flowcontrol.v1.PriorityLevelConfiguration'>;
/** Of v1beta2, in which the shares of a limited level have another name. */
type OlderLevel = Struct<'flowcontrol.v1beta2.PriorityLevelConfiguration'>;
type Spec = Struct<'flowcontrol.v1.PriorityLevelConfigurationSpec'>;
type Exempt = Struct<'flowcontrol.v1.ExemptPriorityLevelConfiguration'>;
type Limited = Struct<'flowcontrol.v1.LimitedPriorityLevelConfiguration'>;
type SharesName = 'nominalConcurrencyShares' | 'assuredConcurrencyShares';

const SPEC = at('spec');
const PRESERVE_ZERO = 'flowcontrol.k8s.io/preserve-zero-concurrency-shares';
const V1 = 'flowcontrol.apiserver.k8s.io/v1';
const SHARES = 30;
const MOST_QUEUES = 10_000_000;

/** Bits of a hash that hands of queues are dealt from. */
const HASH_BITS = 60;
const CATCH_ALL: Spec = {
  type: 'Limited',
  limited: { nominalConcurrencyShares: 5, lendablePercent: 0, limitResponse: { type: 'Reject' } },
};

/** flowcontrol.apiserver.k8s.io/v1 PriorityLevelConfiguration (pkg/apis/flowcontrol/validation). */
export const priorityLevelConfiguration: KindRules<Level | OlderLevel> = {
  kind: 'PriorityLevelConfiguration',
  group: GROUP,
  name: SUBDOMAIN,
  defaults(object, context) {
    const spec = ensure(object, 'spec');
    const exempt = ptr(spec, 'exempt');
    if (exempt) {
      setDefault(exempt, 'nominalConcurrencyShares', 0);
      setDefault(exempt, 'lendablePercent', 0);
    }
    const limited = ptr(spec, 'limited');
    if (limited) {
      defaultShares(object, context);
      setDefault(limited, 'lendablePercent', 0);
      const queuing = ptr(ptr(limited, 'limitResponse'), 'queuing');
      if (queuing) {
        setZero(queuing, 'handSize', 8);
        setZero(queuing, 'queues', 64);
        setZero(queuing, 'queueLengthLimit', 50);
      }
    }
  },
  prepare: statusFromServer,
  validate: validatePriorityLevel,
};

function isOlder(_object: Level | OlderLevel, { apiVersion }: Context): _object is OlderLevel {
  return apiVersion === 'flowcontrol.apiserver.k8s.io/v1beta2';
}

/** The shares of a limited level; before v1 they have no pointer, so that 0 is what is absent. */
function defaultShares(object: Level | OlderLevel, context: Context): void {
  if (isOlder(object, context)) {
    setZero(ensure(ensure(object, 'spec'), 'limited'), 'assuredConcurrencyShares', SHARES);
    return;
  }
  const limited = ensure(ensure(object, 'spec'), 'limited');
  const absent = context.apiVersion === V1 ? setDefault : setZero;
  absent(limited, 'nominalConcurrencyShares', SHARES);
}

/** The spec by the names of v1. */
function specOf(object: Level | OlderLevel, context: Context): Spec {
  if (!isOlder(object, context)) return obj(object, 'spec');
  const spec = obj(object, 'spec');
  const limited = ptr(spec, 'limited');
  if (!limited) return make(spec);
  const rest = { ...limited };
  drop(rest, 'assuredConcurrencyShares');
  const nominalConcurrencyShares = int(limited, 'assuredConcurrencyShares');
  return make({ ...spec, limited: make({ ...rest, nominalConcurrencyShares }) });
}

function validatePriorityLevel(object: Level | OlderLevel, errors: FieldErrors, context: Context): void {
  const metadata = obj(object, 'metadata');
  const name = str(metadata, 'name');
  const spec = specOf(object, context);
  if (get(obj(metadata, 'annotations'), PRESERVE_ZERO) !== undefined) {
    errors.forbidden(at('metadata', 'annotations'), `annotation '${PRESERVE_ZERO}' is forbidden`);
  }
  const shares = isOlder(object, context) ? 'assuredConcurrencyShares' : 'nominalConcurrencyShares';
  validateSpec(spec, name, shares, errors);
  const printed = goValue('flowcontrol.v1.PriorityLevelConfigurationSpec', spec);
  if (name === 'exempt' && !(str(spec, 'type') === 'Exempt' && !ptr(spec, 'limited'))) {
    errors.invalid(
      SPEC,
      printed,
      "spec of 'exempt' except the 'spec.exempt' field must equal the fixed value",
    );
  }
  if (name === 'catch-all' && !sameDecoded(spec, CATCH_ALL)) {
    errors.invalid(SPEC, printed, "spec of 'catch-all' must equal the fixed value");
  }
}

/** Since this minor the tags of the types say which member a type has, and nothing more. */
const UNION_SINCE = '1.37';

/** Why, which only older minors say. */
function beforeUnion(why: string): Words {
  return wording('', { '1.36': why });
}

const ONLY_EXEMPT = wording("must be 'Exempt' if and only if `name` is 'exempt'", {
  '1.33': "type must be 'Exempt' if and only if name is 'exempt'",
});

function validateSpec(spec: Spec, name: string, sharesName: SharesName, errors: FieldErrors): void {
  const type = str(spec, 'type');
  const [exempt, limited] = [ptr(spec, 'exempt'), ptr(spec, 'limited')];
  const limitedAt = SPEC.child('limited');
  if ((name === 'exempt') !== (type === 'Exempt')) {
    errors.invalid(SPEC.child('type'), json(type), ONLY_EXEMPT);
  }
  if (type === 'Exempt') {
    if (limited) errors.forbidden(limitedAt, beforeUnion('must be nil if the type is not Limited'));
    if (!exempt) return;
    validateShares(exempt, SPEC.child('exempt', 'nominalConcurrencyShares'), errors);
    validateLendable(exempt, SPEC.child('exempt'), errors);
  } else if (type === 'Limited') {
    if (exempt) errors.forbidden(SPEC.child('exempt'), beforeUnion('must be nil if the type is Limited'));
    if (limited) validateLimited(limited, sharesName, limitedAt, errors);
    else errors.required(limitedAt, beforeUnion('must not be empty when type is Limited'));
  } else {
    errors.unsupported(SPEC.child('type'), json(type), ['Exempt', 'Limited']);
    if (atLeast(errors.version, UNION_SINCE)) {
      if (exempt) errors.forbidden(SPEC.child('exempt'), '');
      if (limited) errors.forbidden(limitedAt, '');
    }
  }
}

function validateShares(level: Exempt | Limited, place: At, errors: FieldErrors): void {
  const shares = intPtr(level, 'nominalConcurrencyShares');
  if (shares !== undefined && shares < 0) {
    errors.invalid(place, shares, 'must be a non-negative integer');
  }
}

function validateLendable(level: Exempt | Limited, place: At, errors: FieldErrors): void {
  const percent = intPtr(level, 'lendablePercent');
  if (percent !== undefined && (percent < 0 || percent > 100)) {
    errors.invalid(place.child('lendablePercent'), percent, 'must be between 0 and 100, inclusive');
  }
}

function validateLimited(limited: Limited, sharesName: SharesName, place: At, errors: FieldErrors): void {
  validateShares(limited, place.child(sharesName), errors);
  validateResponse(obj(limited, 'limitResponse'), place.child('limitResponse'), errors);
  validateLendable(limited, place, errors);
  const borrowing = intPtr(limited, 'borrowingLimitPercent');
  if (borrowing !== undefined && borrowing < 0) {
    errors.invalid(
      place.child('borrowingLimitPercent'),
      borrowing,
      'if specified, must be a non-negative integer',
    );
  }
}

function validateResponse(
  response: Struct<'flowcontrol.v1.LimitResponse'>,
  place: At,
  errors: FieldErrors,
): void {
  const type = str(response, 'type');
  const queuing = ptr(response, 'queuing');
  const queuingAt = place.child('queuing');
  if (type === 'Reject') {
    const why = 'must be nil if limited.limitResponse.type is not Limited';
    if (queuing) errors.forbidden(queuingAt, beforeUnion(why));
  } else if (type === 'Queue') {
    if (queuing) validateQueuing(queuing, queuingAt, errors);
    else
      errors.required(queuingAt, beforeUnion('must not be empty if limited.limitResponse.type is Limited'));
  } else {
    if (type === '' && atLeast(errors.version, UNION_SINCE)) errors.required(place.child('type'));
    else errors.unsupported(place.child('type'), json(type), ['Queue', 'Reject']);
    if (queuing && atLeast(errors.version, UNION_SINCE)) errors.forbidden(queuingAt, '');
  }
}

function validateQueuing(
  queuing: Struct<'flowcontrol.v1.QueuingConfiguration'>,
  place: At,
  errors: FieldErrors,
): void {
  const [length, queues, hand] = [
    int(queuing, 'queueLengthLimit'),
    int(queuing, 'queues'),
    int(queuing, 'handSize'),
  ];
  if (length <= 0) errors.invalid(place.child('queueLengthLimit'), length, 'must be positive');
  if (queues <= 0) errors.invalid(place.child('queues'), queues, 'must be positive');
  else if (queues > MOST_QUEUES) {
    errors.invalid(place.child('queues'), queues, `must not be greater than ${MOST_QUEUES}`);
  }
  const handAt = place.child('handSize');
  if (hand <= 0) errors.invalid(handAt, hand, 'must be positive');
  else if (hand > queues) errors.invalid(handAt, hand, `should not be greater than queues (${queues})`);
  else if (Math.ceil(Math.log2(Number(queues)) * Number(hand)) > HASH_BITS) {
    errors.invalid(
      handAt,
      hand,
      `required entropy bits of deckSize ${queues} and handSize ${hand} should not be greater than ${HASH_BITS}`,
    );
  }
}
