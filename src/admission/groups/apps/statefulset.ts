import { sameDecoded } from '../../../api/equality.js';
import { isOn } from '../../../api/gates.js';
import { append } from '../../../api/lists.js';
import { dns1123LabelErrors } from '../../../api/names.js';
import { atLeast, type KubernetesVersion } from '../../../api/version.js';
import { type At, at, type FieldErrors, json } from '../../field-errors.js';
import {
  drop,
  ensure,
  get,
  int,
  intOrString,
  list,
  make,
  obj,
  ptr,
  set,
  setDefault,
  setZero,
  str,
} from '../../fields.js';
import { goValue, goValues, intOrStringValue } from '../../go/value.js';
import type { Context, KindRules } from '../../kind.js';
import {
  plainNumber,
  validateAtMost100Percent,
  validateCountOrPercent,
  validateNonNegative,
} from '../../shared/counts.js';
import { IMMUTABLE } from '../../shared/messages.js';
import { LABEL } from '../../shared/names.js';
import { validateAnnotations, validateLabels } from '../../shared/object-meta.js';
import { isConvertible } from '../../shared/selectors.js';
import { statusFromServer } from '../../shared/status.js';
import type { PodTemplate } from '../../shared/structs.js';
import type { Struct } from '../../typed.js';
import {
  claimSpecWarnings,
  defaultClaimSpec,
  validateClaimSpec,
} from '../core/persistentvolumeclaim/spec.js';
import { validatePodAnnotations } from '../core/pod/annotations.js';
import {
  defaultTemplate,
  dropTemplateFields,
  fieldOfTemplate,
  validateTemplate,
} from '../core/pod/template.js';
import { templateWarnings } from '../core/pod/warnings.js';
import { selectorJson, validateWorkloadSelector, validateWorkloadTemplate } from './workload.js';

type StatefulSet = Struct<'apps.v1.StatefulSet'>;
type Spec = Struct<'apps.v1.StatefulSetSpec'>;

const SPEC = at('spec');
const RETENTION = 'persistentVolumeClaimRetentionPolicy';

function defaults(statefulSet: StatefulSet, context: Context): void {
  const spec = ensure(statefulSet, 'spec');
  setZero(spec, 'podManagementPolicy', 'OrderedReady');
  const strategy = ensure(spec, 'updateStrategy');
  if (str(strategy, 'type') === '') {
    set(strategy, 'type', 'RollingUpdate');
    ensure(strategy, 'rollingUpdate');
  }
  const rolling = ptr(strategy, 'rollingUpdate');
  if (str(strategy, 'type') === 'RollingUpdate' && rolling) {
    setDefault(rolling, 'partition', 0);
    if (isOn(MANY_AWAY, context)) setDefault(rolling, 'maxUnavailable', 1);
  }
  const retention = ensure(spec, RETENTION);
  setZero(retention, 'whenDeleted', 'Retain');
  setZero(retention, 'whenScaled', 'Retain');
  setDefault(spec, 'replicas', 1);
  setDefault(spec, 'revisionHistoryLimit', 10);
  defaultTemplate(ensure(spec, 'template'));
  for (const claim of list(spec, 'volumeClaimTemplates')) {
    set(claim, 'kind', 'PersistentVolumeClaim');
    set(claim, 'apiVersion', 'v1');
    defaultClaimSpec(ensure(claim, 'spec'));
    setZero(ensure(claim, 'status'), 'phase', 'Pending');
  }
}

/** Since this minor the claims are looked at. */
const CLAIMS_SINCE = '1.34';

/** Since this minor the service's name is looked at. */
const SERVICE_SINCE = '1.33';
/** Since this minor the pods of the template are looked at. */
const TEMPLATE_SINCE = '1.34';
/** Several pods may be unavailable at once; while it is off, the field is dropped. */
const MANY_AWAY = 'MaxUnavailableStatefulSet';
/** Since this minor a change of the claims is told at their place. */
const CLAIMS_NAMED_SINCE = '1.37';
const MUTABLE = [
  'replicas',
  'template',
  'updateStrategy',
  'minReadySeconds',
  'ordinals',
  'revisionHistoryLimit',
  RETENTION,
] as const;
const FROZEN =
  "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";
/** Since this minor the server warns of it. */
const HISTORY_SINCE: KubernetesVersion = '1.34';
const NEGATIVE_HISTORY =
  'spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended';

function validateSpec(
  object: StatefulSet,
  errors: FieldErrors,
  { version }: Context,
  creating: boolean,
): void {
  const spec = obj(object, 'spec');
  validateManagement(str(spec, 'podManagementPolicy'), SPEC.child('podManagementPolicy'), errors);
  validateStrategy(obj(spec, 'updateStrategy'), errors);
  validateRetention(obj(spec, RETENTION), SPEC.child(RETENTION), errors);
  if (creating && atLeast(version, CLAIMS_SINCE)) {
    list(spec, 'volumeClaimTemplates').forEach((claim, index) => {
      const place = SPEC.child('volumeClaimTemplates').index(index).child('spec');
      validateClaimSpec(obj(claim, 'spec'), place, errors);
    });
  }
  validateNonNegative(spec, ['replicas', 'minReadySeconds'], SPEC, errors);
  validateNonNegative(obj(spec, 'ordinals'), ['start'], SPEC.child('ordinals'), errors);
  const service = str(spec, 'serviceName');
  if (creating && service !== '' && atLeast(version, SERVICE_SINCE))
    errors.invalids(SPEC.child('serviceName'), service, dns1123LabelErrors(service));
  validateWorkloadSelector(spec, 'empty selector is invalid for statefulset', SPEC, errors);
  if (isConvertible(ptr(spec, 'selector'))) validateOwnTemplate(spec, version, errors);
  else errors.invalid(SPEC.child('selector'), selectorJson(ptr(spec, 'selector')), '');
  validateWorkloadTemplate(
    spec,
    { version, kind: 'StatefulSet', place: SPEC, templateChecked: true },
    errors,
  );
}

function validateManagement(policy: string, place: At, errors: FieldErrors): void {
  if (policy === '') errors.required(place);
  else if (policy !== 'OrderedReady' && policy !== 'Parallel') {
    errors.invalid(place, json(policy), "must be 'OrderedReady' or 'Parallel'");
  }
}

function validateRetention(
  retention: Struct<'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy'>,
  place: At,
  errors: FieldErrors,
): void {
  for (const field of ['whenDeleted', 'whenScaled'] as const) {
    const policy = str(retention, field);
    if (policy === 'Retain' || policy === 'Delete') continue;
    errors.unsupported(place.child(field), json(policy), ['Retain', 'Delete']);
  }
}

function validateOwnTemplate(spec: Spec, version: KubernetesVersion, errors: FieldErrors): void {
  const place = SPEC.child('template');
  const template = obj(spec, 'template');
  if (atLeast(version, TEMPLATE_SINCE)) {
    validateTemplate(withClaims(template, spec), place, version, errors);
  }
  const metadata = obj(template, 'metadata');
  const annotations = obj(metadata, 'annotations');
  validateLabels(obj(metadata, 'labels'), fieldOfTemplate(place, 'labels'), errors);
  validateAnnotations(annotations, fieldOfTemplate(place, 'annotations'), errors);
  validatePodAnnotations(annotations, obj(template, 'spec'), fieldOfTemplate(place, 'annotations'), errors);
}

/** The template as its pods will be: with a volume for every claim template, without names that are set later. */
function withClaims(template: PodTemplate, spec: Spec): PodTemplate {
  const podSpec = obj(template, 'spec');
  const names = list(spec, 'volumeClaimTemplates').map((claim) => str(obj(claim, 'metadata'), 'name'));
  const claims = [...new Set(names)];
  const volumes = list(podSpec, 'volumes').filter((volume) => !claims.includes(str(volume, 'name')));
  const made = claims.map((name) => make({ name, persistentVolumeClaim: make({ claimName: name }) }));
  return {
    ...template,
    spec: {
      ...podSpec,
      hostname: undefined,
      subdomain: undefined,
      volumes: [...made, ...volumes],
    },
  };
}

function validateStrategy(strategy: Struct<'apps.v1.StatefulSetUpdateStrategy'>, errors: FieldErrors): void {
  const place = SPEC.child('updateStrategy');
  const rolling = ptr(strategy, 'rollingUpdate');
  switch (str(strategy, 'type')) {
    case '':
      errors.required(place);
      return;
    case 'OnDelete':
      if (rolling) {
        errors.invalid(
          place.child('rollingUpdate'),
          goValue('apps.v1.RollingUpdateStatefulSetStrategy', rolling),
          "only allowed for updateStrategy 'RollingUpdate'",
        );
      }
      return;
    case 'RollingUpdate': {
      if (!rolling) return;
      const at = place.child('rollingUpdate');
      validateNonNegative(rolling, ['partition'], at, errors);
      const unavailable = intOrString(rolling, 'maxUnavailable');
      if (unavailable === undefined) return;
      validateCountOrPercent(unavailable, at.child('maxUnavailable'), errors);
      if (plainNumber(unavailable) === 0)
        errors.invalid(at.child('maxUnavailable'), intOrStringValue(unavailable), 'cannot be 0');
      validateAtMost100Percent(unavailable, at.child('maxUnavailable'), errors);
      return;
    }
    default:
      errors.invalid(
        place,
        goValue('apps.v1.StatefulSetUpdateStrategy', strategy),
        "must be 'RollingUpdate' or 'OnDelete'",
      );
  }
}

function validateClaimsKept(spec: Spec, before: Spec, errors: FieldErrors): void {
  const [claims, was] = [list(spec, 'volumeClaimTemplates'), list(before, 'volumeClaimTemplates')];
  if (sameDecoded([...claims], [...was])) return;
  errors.invalid(
    SPEC.child('volumeClaimTemplates'),
    goValues('core.v1.PersistentVolumeClaim', claims),
    IMMUTABLE,
  );
}

/** apps/v1 StatefulSet (pkg/apis/apps). */
export const statefulSet: KindRules<StatefulSet> = {
  kind: 'StatefulSet',
  group: 'apps',
  name: LABEL,
  defaults,
  prepare(object, old, context) {
    statusFromServer(object, old);
    dropTemplateFields(object, old, context);
    if (isOn(MANY_AWAY, context)) return;
    const rolling = ptr(obj(obj(object, 'spec'), 'updateStrategy'), 'rollingUpdate');
    const before = ptr(obj(obj(old, 'spec'), 'updateStrategy'), 'rollingUpdate');
    if (rolling && get(before, 'maxUnavailable') === undefined) drop(rolling, 'maxUnavailable');
  },
  validate(object, errors, context) {
    validateSpec(object, errors, context, true);
  },
  validateUpdate(object, old, errors, context) {
    validateSpec(object, errors, context, false);
    const frozen = (from: StatefulSet): Spec => {
      const rest = { ...obj(from, 'spec') };
      for (const name of MUTABLE) drop(rest, name);
      return rest;
    };
    const [now, before] = [frozen(object), frozen(old)];
    if (atLeast(context.version, CLAIMS_NAMED_SINCE)) {
      validateClaimsKept(now, before, errors);
      for (const spec of [now, before]) drop(spec, 'volumeClaimTemplates');
    }
    if (!sameDecoded(now, before)) errors.forbidden(SPEC, FROZEN);
  },
  warnings(object, old, context) {
    const warnings = templateWarnings(object, old, context);
    list(obj(object, 'spec'), 'volumeClaimTemplates').forEach((claim, index) => {
      const place = SPEC.child('volumeClaimTemplates').index(index);
      append(warnings, claimSpecWarnings(obj(claim, 'spec'), old ? place.child('Spec') : place));
    });
    const limit = int(obj(object, 'spec'), 'revisionHistoryLimit');
    if (limit < 0 && atLeast(context.version, HISTORY_SINCE)) warnings.push(NEGATIVE_HISTORY);
    return warnings;
  },
};
