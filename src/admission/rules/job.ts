/** Jobs and their specs (pkg/apis/batch/validation). */

import { sameDecoded } from '../../api/equality.js';
import { matchesLabels } from '../../api/labels.js';
import { byteLength, dns1123LabelErrors, labelKeyErrors } from '../../api/names.js';
import type { KubernetesVersion } from '../../api/version.js';
import { type At, at, type FieldErrors, json, jsonList, jsonMap, OMITTED } from '../field-errors.js';
import { bool, clone, ensure, get, type Int, int, intPtr, list, type Obj, obj, ptr, str } from '../fields.js';
import { goValue } from '../go/value.js';
import { validateTemplate } from '../groups/core/pod/template.js';
import { podNameWarnings, podTemplateWarnings } from '../groups/core/pod/warnings.js';
import type { Context } from '../kind.js';
import { validateNonNegative } from '../shared/counts.js';
import { validateDomainPath } from '../shared/domain-path.js';
import { IMMUTABLE } from '../shared/messages.js';
import { validateObjectMetaUpdate } from '../shared/object-meta.js';
import { isConvertible, selects, validateSelector } from '../shared/selectors.js';
import { MISMATCH, selectorJson } from './workloads.js';

const SPEC = at('spec');
const LEGACY_UID = 'controller-uid';
const LEGACY_NAME = 'job-name';
const UID = 'batch.kubernetes.io/controller-uid';
const NAME = 'batch.kubernetes.io/job-name';
const MOST_INDEXED = 100000;
const MOST_RULES = 20;
const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const STATUSES = ['False', 'True', 'Unknown'];
const NEEDS_INDEXED = 'requires indexed completion mode';

function templateLabels(spec: Obj): Obj {
  return obj(obj(obj(spec, 'template'), 'metadata'), 'labels');
}

export function validateJob(object: Obj, errors: FieldErrors, { version }: Context): void {
  checkJob(object, undefined, version, errors);
}

function checkJob(object: Obj, old: Obj | undefined, version: KubernetesVersion, errors: FieldErrors): void {
  const spec = obj(object, 'spec');
  validateGeneratedSelector(object, old, errors);
  validateJobSpec(spec, SPEC, version, errors);
  validateJobSelector(spec, errors);
  const completions = intPtr(spec, 'completions');
  if (str(spec, 'completionMode') === 'Indexed' && completions !== undefined && completions > 0) {
    const name = str(obj(object, 'metadata'), 'name');
    const longest = `${name}-${Number(completions) - 1}`;
    if (dns1123LabelErrors(longest).length > 0) {
      errors.invalid(
        at('metadata', 'name'),
        name,
        `will not able to create pod with invalid DNS label: ${longest}`,
      );
    }
  }
}

/** The selector must be there and select the template. */
function validateJobSelector(spec: Obj, errors: FieldErrors): void {
  const selector = ptr(spec, 'selector');
  if (!selector) errors.required(SPEC.child('selector'));
  else validateSelector(selector, SPEC.child('selector'), errors);
  if (isConvertible(selector) && !selects(selector, templateLabels(spec))) {
    const labels = get(obj(obj(spec, 'template'), 'metadata'), 'labels');
    errors.invalid(SPEC.child('template', 'metadata', 'labels'), jsonMap(labels), MISMATCH);
  }
}

/** The labels and selector that the server made up must be the ones that it would make up. */
function validateGeneratedSelector(object: Obj, old: Obj | undefined, errors: FieldErrors): void {
  const spec = obj(object, 'spec');
  const selector = ptr(spec, 'selector');
  if (bool(spec, 'manualSelector') || !selector) return;
  const metadata = obj(object, 'metadata');
  const [name, uid] = [str(metadata, 'name'), str(metadata, 'uid')];
  if (uid === '') errors.required(at('metadata', 'uid'));
  const labels = templateLabels(spec);
  const place = SPEC.child('template', 'metadata', 'labels');
  const expected: Obj = { [LEGACY_UID]: uid, [LEGACY_NAME]: name };
  const oldLabels = old && templateLabels(obj(old, 'spec'));
  if (!oldLabels || (get(oldLabels, UID) !== undefined && get(oldLabels, NAME) !== undefined)) {
    expected[UID] = uid;
    expected[NAME] = name;
  }
  for (const [key, value] of Object.entries(expected)) {
    const have = get(labels, key);
    if (have === undefined) errors.required(place.key(key), `must be '${value}'`);
    else if (have !== value) errors.invalid(place.key(key), json(labels), `must be '${value}'`);
  }
  const matchLabels = obj(selector, 'matchLabels') as Record<string, string>;
  const keys = Object.keys(matchLabels);
  const generated = matchesLabels(matchLabels, expected as Record<string, string>) && keys.length > 0;
  if (!isConvertible(selector)) return;
  if (!generated || list(selector, 'matchExpressions').length > 0) {
    errors.invalid(SPEC.child('selector'), selectorJson(selector), '`selector` not auto-generated');
  }
}

/** The spec of a Job, of its own or of a CronJob's template. */
export function validateJobSpec(spec: Obj, place: At, version: KubernetesVersion, errors: FieldErrors): void {
  validateNonNegative(
    spec,
    [
      'parallelism',
      'completions',
      'activeDeadlineSeconds',
      'backoffLimit',
      'ttlSecondsAfterFinished',
      'backoffLimitPerIndex',
      'maxFailedIndexes',
    ],
    place,
    errors,
  );
  if (get(spec, 'maxFailedIndexes') !== undefined && get(spec, 'backoffLimitPerIndex') === undefined) {
    errors.required(place.child('backoffLimitPerIndex'), 'when maxFailedIndexes is specified');
  }
  const manager = get(spec, 'managedBy');
  if (typeof manager === 'string') {
    validateDomainPath(manager, place.child('managedBy'), errors);
    if (byteLength(manager) > 63) errors.tooLong(place.child('managedBy'), 63);
  }
  const mode = get(spec, 'completionMode');
  if (mode !== undefined) {
    if (mode !== 'NonIndexed' && mode !== 'Indexed') {
      errors.unsupported(place.child('completionMode'), json(mode), ['NonIndexed', 'Indexed']);
    }
    if (mode === 'Indexed') validateIndexed(spec, place, errors);
  }
  if (mode !== 'Indexed') {
    for (const name of ['backoffLimitPerIndex', 'maxFailedIndexes']) {
      const value = intPtr(spec, name);
      if (value !== undefined) errors.invalid(place.child(name), value, NEEDS_INDEXED);
    }
  }
  const policy = ptr(spec, 'podFailurePolicy');
  if (policy) validateFailurePolicy(spec, policy, place.child('podFailurePolicy'), errors);
  const success = ptr(spec, 'successPolicy');
  if (success) {
    if (mode !== 'Indexed') {
      errors.invalid(place.child('successPolicy'), goValue('batch.v1.SuccessPolicy', success), NEEDS_INDEXED);
    } else validateSuccessPolicy(spec, success, place.child('successPolicy'), errors);
  }
  validateReplacementPolicy(spec, place.child('podReplacementPolicy'), errors);
  const template = obj(spec, 'template');
  validateTemplate(template, place.child('template'), version, errors);
  const restart = str(obj(template, 'spec'), 'restartPolicy');
  const at2 = place.child('template', 'spec', 'restartPolicy');
  if (restart === '' || restart === 'Always') errors.required(at2, 'valid values: "OnFailure", "Never"');
  else if (restart !== 'OnFailure' && restart !== 'Never') {
    errors.unsupported(at2, json(restart), ['OnFailure', 'Never']);
  } else if (policy && restart !== 'Never') {
    errors.invalid(at2, json(restart), 'only "Never" is supported when podFailurePolicy is specified');
  }
}

function validateIndexed(spec: Obj, place: At, errors: FieldErrors): void {
  const [completions, parallelism, failed] = ['completions', 'parallelism', 'maxFailedIndexes'].map((name) =>
    intPtr(spec, name),
  );
  if (completions === undefined)
    errors.required(place.child('completions'), 'when completion mode is Indexed');
  if (parallelism !== undefined && parallelism > MOST_INDEXED) {
    errors.invalid(
      place.child('parallelism'),
      parallelism,
      'must be less than or equal to 100000 when completion mode is Indexed',
    );
  }
  const at2 = place.child('maxFailedIndexes');
  if (completions !== undefined && failed !== undefined && failed > completions) {
    errors.invalid(at2, failed, 'must be less than or equal to completions');
  }
  if (failed !== undefined && failed > MOST_INDEXED)
    errors.invalid(at2, failed, 'must be less than or equal to 100000');
  if (
    completions === undefined ||
    completions <= MOST_INDEXED ||
    get(spec, 'backoffLimitPerIndex') === undefined
  )
    return;
  const text =
    'must be less than or equal to 10000 when completions are above 100000 and used with backoff limit per index';
  if (failed === undefined) errors.required(at2, 'must be specified when completions is above 100000');
  if (parallelism !== undefined && parallelism > 10000)
    errors.invalid(place.child('parallelism'), parallelism, text);
  if (failed !== undefined && failed > 10000) errors.invalid(at2, failed, text);
}

function quotedList(values: readonly string[]): string {
  return `valid values: [${values.map((value) => JSON.stringify(value)).join(' ')}]`;
}

function validateFailurePolicy(spec: Obj, policy: Obj, place: At, errors: FieldErrors): void {
  const rules = list(policy, 'rules');
  const at2 = place.child('rules');
  if (rules.length > MOST_RULES) errors.tooMany(at2, rules.length, MOST_RULES);
  const podSpec = obj(obj(spec, 'template'), 'spec');
  const names = new Set(
    [...list(podSpec, 'containers'), ...list(podSpec, 'initContainers')].map((one) => str(one, 'name')),
  );
  rules.forEach((rule, index) => {
    const one = at2.index(index);
    const action = str(rule, 'action');
    if (action === '') errors.required(one.child('action'), quotedList(ACTIONS));
    else if (action === 'FailIndex') {
      if (get(spec, 'backoffLimitPerIndex') === undefined) {
        errors.invalid(one.child('action'), json(action), 'requires the backoffLimitPerIndex to be set');
      }
    } else if (!ACTIONS.includes(action)) errors.unsupported(one.child('action'), json(action), ACTIONS);
    const codes = ptr(rule, 'onExitCodes');
    if (codes) validateExitCodes(codes, names, one.child('onExitCodes'), errors);
    const patterns = list(rule, 'onPodConditions');
    validatePatterns(patterns, one.child('onPodConditions'), errors);
    if (codes && patterns.length > 0) {
      errors.invalid(one, OMITTED, 'specifying both OnExitCodes and OnPodConditions is not supported');
    } else if (!codes && patterns.length === 0) {
      errors.invalid(one, OMITTED, 'specifying one of OnExitCodes and OnPodConditions is required');
    }
  });
}

function validateExitCodes(codes: Obj, names: ReadonlySet<string>, place: At, errors: FieldErrors): void {
  const operator = str(codes, 'operator');
  if (operator === '') errors.required(place.child('operator'), quotedList(['In', 'NotIn']));
  else if (operator !== 'In' && operator !== 'NotIn') {
    errors.unsupported(place.child('operator'), json(operator), ['In', 'NotIn']);
  }
  const container = get(codes, 'containerName');
  if (typeof container === 'string' && !names.has(container)) {
    errors.invalid(
      place.child('containerName'),
      container,
      'must be one of the container or initContainer names in the pod template',
    );
  }
  const given = get(codes, 'values');
  const values = (Array.isArray(given) ? given : []) as Int[];
  const at2 = place.child('values');
  if (values.length === 0) errors.invalid(at2, jsonList('int32', given), 'at least one value is required');
  else if (values.length > 255) errors.tooMany(at2, values.length, 255);
  const seen = new Set<string>();
  let ordered = true;
  values.forEach((value, index) => {
    if (operator === 'In' && value === 0)
      errors.invalid(at2.index(index), value, 'must not be 0 for the In operator');
    if (seen.has(String(value))) errors.duplicate(at2.index(index), value);
    seen.add(String(value));
    const before = values[index - 1];
    if (before !== undefined && value < before) ordered = false;
  });
  if (!ordered) errors.invalid(at2, jsonList('int32', given), 'must be ordered');
}

function validatePatterns(patterns: readonly Obj[], place: At, errors: FieldErrors): void {
  if (patterns.length > MOST_RULES) errors.tooMany(place, patterns.length, MOST_RULES);
  patterns.forEach((pattern, index) => {
    const one = place.index(index);
    errors.invalids(one.child('type'), str(pattern, 'type'), labelKeyErrors(str(pattern, 'type')));
    const status = str(pattern, 'status');
    if (status === '') errors.required(one.child('status'), quotedList(STATUSES));
    else if (!STATUSES.includes(status)) errors.unsupported(one.child('status'), json(status), STATUSES);
  });
}

function validateSuccessPolicy(spec: Obj, policy: Obj, place: At, errors: FieldErrors): void {
  const rules = list(policy, 'rules');
  const at2 = place.child('rules');
  if (rules.length === 0) {
    errors.required(at2, 'at least one rules must be specified when the successPolicy is specified');
  }
  if (rules.length > MOST_RULES) errors.tooMany(at2, rules.length, MOST_RULES);
  const completions = Number(intPtr(spec, 'completions') ?? 0);
  rules.forEach((rule, index) => {
    const one = at2.index(index);
    const [count, indexes] = [intPtr(rule, 'succeededCount'), get(rule, 'succeededIndexes')];
    if (count === undefined && indexes === undefined) {
      errors.required(one, 'at least one of succeededCount or succeededIndexes must be specified');
    }
    let listed: number | undefined;
    if (typeof indexes === 'string') {
      const place2 = one.child('succeededIndexes');
      if (byteLength(indexes) > 65536) errors.tooLong(place2, 65536);
      const parsed = countIndexes(indexes, completions);
      listed = typeof parsed === 'number' ? parsed : 0;
      if (typeof parsed === 'string')
        errors.invalid(place2, indexes, `error parsing succeededIndexes: ${parsed}`);
    }
    if (count === undefined) return;
    validateNonNegative(rule, ['succeededCount'], one, errors);
    const place3 = one.child('succeededCount');
    if (count > completions) {
      errors.invalid(
        place3,
        count,
        `must be less than or equal to ${completions} (the number of specified completions)`,
      );
    }
    if (listed !== undefined && count > listed) {
      errors.invalid(
        place3,
        count,
        `must be less than or equal to ${listed} (the number of indexes in the specified succeededIndexes field)`,
      );
    }
  });
}

/** How many indexes `1,3-5` lists, or what is wrong with the text. */
function countIndexes(text: string, completions: number): number | string {
  if (text === '') return 0;
  let total = 0;
  let last: number | undefined;
  for (const interval of text.split(',')) {
    const parts = interval.split('-');
    if (parts.length > 2) {
      return `the fragment ${JSON.stringify(interval)} violates the requirement that an index interval can have at most two parts separated by '-'`;
    }
    const numbers: number[] = [];
    for (const part of parts) {
      if (!/^[+-]?\d+$/.test(part))
        return `cannot convert string to integer for index: ${JSON.stringify(part)}`;
      const number = Number(part);
      if (number >= completions) return `too large index: ${JSON.stringify(part)}`;
      const previous = numbers[0] ?? last;
      if (previous !== undefined && number <= previous) {
        return `non-increasing order, previous: ${previous}, current: ${number}`;
      }
      numbers.push(number);
    }
    const [first = 0, end = first] = numbers;
    total += end - first + 1;
    last = end;
  }
  return total;
}

function validateReplacementPolicy(spec: Obj, place: At, errors: FieldErrors): void {
  const policy = get(spec, 'podReplacementPolicy');
  if (policy === undefined) return;
  const known = ptr(spec, 'podFailurePolicy') ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
  if (!known.includes(String(policy))) errors.unsupported(place, json(policy), known);
}

/** While a Job sleeps, its template may be told other nodes and other amounts. */
function mayRetarget(old: Obj): boolean {
  const spec = obj(old, 'spec');
  const status = obj(old, 'status');
  const suspended = list(status, 'conditions').some(
    (one) => str(one, 'type') === 'Suspended' && str(one, 'status') === 'True',
  );
  const started = get(status, 'startTime') !== undefined;
  return bool(spec, 'suspend') && int(status, 'active') === 0 && (!started || suspended);
}

function validateTemplateUpdate(spec: Obj, old: Obj, errors: FieldErrors): void {
  const template = obj(spec, 'template');
  const before = clone(obj(obj(old, 'spec'), 'template'));
  const retarget = mayRetarget(old);
  if (retarget) takeSchedulingOver(before, template);
  if (!retarget) {
    if (!sameDecoded(template, before)) {
      errors.invalid(SPEC.child('template'), goValue('core.v1.PodTemplateSpec', template), IMMUTABLE);
    }
    return;
  }
  const [own, podSpec] = [obj(template, 'spec'), obj(before, 'spec')];
  for (const which of ['containers', 'initContainers']) {
    const [mine, theirs] = [list(own, which), list(podSpec, which)];
    if (mine.length !== theirs.length) continue;
    theirs.forEach((container, index) => {
      const other = mine[index];
      if (other && str(other, 'name') === str(container, 'name')) takeOver(container, other, 'resources');
    });
  }
  if (!sameDecoded(own, podSpec))
    errors.invalid(SPEC.child('template.spec'), goValue('core.v1.PodSpec', own), IMMUTABLE);
}

function takeOver(into: Obj, from: Obj, name: string): void {
  const value = get(from, name);
  if (value === undefined) delete into[name];
  else into[name] = clone(value);
}

/** Puts what decides the pods' places into the old template, so that only other changes remain. */
function takeSchedulingOver(before: Obj, template: Obj): void {
  const [podSpec, own] = [ensure(before, 'spec'), obj(template, 'spec')];
  const [affinity, oldAffinity] = [ptr(own, 'affinity'), ptr(podSpec, 'affinity')];
  if (affinity || oldAffinity) {
    const target = ensure(podSpec, 'affinity');
    takeOver(target, affinity ?? {}, 'nodeAffinity');
    if (!affinity && Object.keys(target).length === 0) delete podSpec['affinity'];
  }
  for (const name of ['nodeSelector', 'tolerations', 'schedulingGates']) takeOver(podSpec, own, name);
}

export function validateJobUpdate(object: Obj, old: Obj, errors: FieldErrors, { version }: Context): void {
  checkJob(object, old, version, errors);
  validateObjectMetaUpdate(obj(object, 'metadata'), obj(old, 'metadata'), false, errors);
  const [spec, before] = [obj(object, 'spec'), obj(old, 'spec')];
  validateJobSpec(spec, SPEC, version, errors);
  validateJobSelector(spec, errors);
  validateCompletionsUpdate(spec, before, errors);
  if (!sameDecoded(get(spec, 'selector'), get(before, 'selector'))) {
    errors.invalid(SPEC.child('selector'), selectorJson(ptr(spec, 'selector')), IMMUTABLE);
  }
  validateTemplateUpdate(spec, old, errors);
  for (const [name, struct] of [
    ['completionMode', ''],
    ['podFailurePolicy', 'batch.v1.PodFailurePolicy'],
    ['backoffLimitPerIndex', ''],
    ['managedBy', ''],
    ['successPolicy', 'batch.v1.SuccessPolicy'],
  ] as const) {
    if (sameDecoded(get(spec, name), get(before, name))) continue;
    const shown = struct === '' ? json(get(spec, name)) : goValue(struct, ptr(spec, name));
    errors.invalid(SPEC.child(name), shown, IMMUTABLE);
  }
}

function validateCompletionsUpdate(spec: Obj, before: Obj, errors: FieldErrors): void {
  const [now, was] = [intPtr(spec, 'completions'), intPtr(before, 'completions')];
  if (now === was) return;
  const place = SPEC.child('completions');
  if (str(before, 'completionMode') !== 'Indexed') errors.invalid(place, json(now), IMMUTABLE);
  else if (now === undefined || now !== intPtr(spec, 'parallelism')) {
    errors.invalid(place, json(now), 'can only be modified in tandem with spec.parallelism');
  }
}

/** The warnings about a Job's spec at `place`. */
export function jobSpecWarnings(spec: Obj, old: Obj | undefined, place: At, context: Context): string[] {
  const warnings: string[] = [];
  if (
    str(spec, 'completionMode') === 'Indexed' &&
    int(spec, 'completions') > MOST_INDEXED &&
    int(spec, 'parallelism') > 10000
  ) {
    warnings.push(
      `${place}: In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail`,
    );
  }
  warnings.push(
    ...podTemplateWarnings(
      obj(spec, 'template'),
      old && obj(old, 'template'),
      place.child('template'),
      context,
    ),
  );
  return warnings;
}

export function jobWarnings(object: Obj, old: Obj | undefined, context: Context): string[] {
  if (old && sameDecoded(get(object, 'spec'), get(old, 'spec'))) return [];
  return [
    ...(old ? [] : podNameWarnings(object)),
    ...jobSpecWarnings(obj(object, 'spec'), old && obj(old, 'spec'), SPEC, context),
  ];
}
