/** Fixes that write an object of a version that is gone as one of the version that took its place. */
import { sameValue } from '../api/equality.js';
import type { Fix, TextEdit } from '../api/finding.js';
import { isObject, type JsonObject, type JsonValue, ownValue } from '../api/json.js';
import { parseManifests } from '../manifest/parse.js';
import { backendFields, type FormerField, METRIC_FIELDS, TARGET_TYPES } from './former-fields.js';
import { withEdits } from './harmless.js';
import { type Beside, before, nested, prepended } from './nest.js';
import type { LintObject, Place } from './object.js';
import type { Context } from './rule.js';
import { successorOf } from './successor.js';
import { replaceValue } from './suggest-fix.js';

/** The edits below an object's root; undefined where its layout allows none. */
type Migration = (object: Place) => TextEdit[] | undefined;

const ingress: Migration = (object) => {
  const spec = object.child('spec');
  const backends = spec.child('backend').value === undefined ? [] : [spec.child('backend')];
  const paths = spec.items('rules').flatMap((rule) => rule.items('http', 'paths'));
  const edits = [
    ...(backends.length > 0 ? [nested(spec, [['backend', 'defaultBackend']])] : []),
    ...[...backends, ...paths.map((path) => path.child('backend'))].map((backend) =>
      nested(backend, backendFields(backend.child('servicePort').value)),
    ),
    ...paths
      .filter((path) => path.child('pathType').value === undefined)
      .map((path) => {
        const edit = prepended(path, 'pathType', 'ImplementationSpecific');
        return edit && [edit];
      }),
  ];
  return all(edits);
};

const autoscaler: Migration = (object) =>
  all(
    object.items('spec', 'metrics').flatMap((metric) =>
      Object.entries(METRIC_FIELDS)
        .filter(([source]) => isObject(metric.child(source).value))
        .map(([source, fields]) =>
          nested(metric.child(source), fields, targetTypes(metric.child(source), fields)),
        ),
    ),
  );

/** The type that a target which is made has. */
export function targetTypes({ value }: Place, fields: readonly FormerField[]): Beside[] {
  const kept = isObject(value) ? value : {};
  const types = fields
    .filter(([field, first]) => first === 'target' && kept[field] !== undefined)
    .flatMap(([, , last = '']) => ownValue(TARGET_TYPES, last) ?? []);
  return types.slice(0, 1).map((type) => ({ below: 'target', key: 'type', value: type }));
}

/** Workloads have to say what they select, which was their template's labels. */
const workload: Migration = (object) => {
  const spec = object.child('spec');
  const labels = spec.child('template', 'metadata', 'labels');
  if (spec.child('selector').value !== undefined || !isObject(labels.value)) return [];
  return [before(spec.child('template'), 'selector', `{matchLabels: {${labelsOf(labels.value)}}}`)];
};

const PLAIN_WORD = /^[A-Za-z][\w./-]*$/;

function labelsOf(labels: JsonObject): string {
  const word = (value: JsonValue | undefined): string =>
    typeof value === 'string' && PLAIN_WORD.test(value) ? value : JSON.stringify(value);
  return Object.entries(labels)
    .map(([key, value]) => `${word(key)}: ${word(value)}`)
    .join(', ');
}

const MIGRATIONS: Readonly<Record<string, Migration>> = {
  DaemonSet: workload,
  Deployment: workload,
  HorizontalPodAutoscaler: autoscaler,
  Ingress: ingress,
  ReplicaSet: workload,
  StatefulSet: workload,
};

function all(edits: readonly (TextEdit[] | undefined)[]): TextEdit[] | undefined {
  return edits.includes(undefined) ? undefined : edits.flatMap((some) => some ?? []);
}

/** An empty selector of a budget selected no pods, and selects all of them since policy/v1: nobody can say which is meant. */
export function meansAnother({ apiVersion, kind, at }: LintObject): boolean {
  const selector = at.child('spec', 'selector').value;
  if (apiVersion !== 'policy/v1beta1' || kind !== 'PodDisruptionBudget' || !isObject(selector)) return false;
  return Object.values(selector).every(
    (part) => typeof part !== 'object' || Object.keys(part ?? {}).length === 0,
  );
}

/**
 * The apiVersion of today, and the fields where they are now. Only where the object as it is read then is what the server's own
 * conversion makes of it, and nothing is wrong with its shape.
 */
export function migration(
  object: LintObject,
  apiVersion: string,
  { version, validate }: Pick<Context, 'version' | 'validate'>,
): Fix | undefined {
  if (meansAnother(object)) return undefined;
  const at = object.at.child('apiVersion');
  const plain = replaceValue(at, apiVersion, validate);
  const [renamed] = replaceValue(at, apiVersion)?.edits ?? [];
  const meant = successorOf(object, apiVersion, version);
  if (plain || !renamed || !meant) return plain;
  const below = ownValue(MIGRATIONS, object.kind)?.(object.at);
  if (!below || validate(meant.value).length > 0) return undefined;
  const edits = [renamed, ...below];
  return isRead(object, edits, meant.value) ? { title: `write it as ${apiVersion}`, edits } : undefined;
}

/** Whether the object is read as `meant` once the edits are made. */
function isRead({ document, fileText }: LintObject, edits: TextEdit[], meant: JsonObject): boolean {
  const { documents } = parseManifests({ file: document.file, text: withEdits(fileText, 0, edits) });
  const now = documents.find(
    ({ index, root }) => index === document.index && sameValue([...root], [...document.root]),
  );
  return now !== undefined && sameValue(now.value, meant);
}
