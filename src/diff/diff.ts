/** What moving from one version of the manifests to the next would do. */

import { jsonEqual } from '../api/equality.js';
import type { Finding, Location, ObjectRef } from '../api/finding.js';
import { type Hiding, hider, hidingOf, secretTexts, withoutTexts } from '../api/hidden.js';
import { type JsonObject, type JsonValue, type Path, valueAt } from '../api/json.js';
import { NODE_PORTS, type PortRange } from '../api/port-range.js';
import { type KubernetesVersion, knownVersion } from '../api/version.js';
import { definitionsIn } from '../apiserver/definitions.js';
import { isNamespaced } from '../apiserver/served.js';
import type { Document, ReadResult, Source } from '../manifest/document.js';
import { parseSources } from '../manifest/parse.js';
import { INPUT_RULES, YAML_RULES } from '../manifest/rules.js';
import { writeYaml } from '../manifest/write-yaml.js';
import { NO_OBJECT } from '../schema/rules.js';
import { leftOut, noObjectTest, withPatchLists } from '../schema/select.js';
import { type Compared, comparePairs } from './compare.js';
import type { Changed, Consequence, Stored, World } from './consequences/context.js';
import { additionOf, consequencesOf, recreationOf, removalOf, rollsOut } from './consequences/index.js';
import { byIdentity, type Entry, pairs } from './identity.js';
import { diffLines, type LineDiff } from './line-diff.js';
import type { Change, ChangeOp } from './object-diff.js';

export type Verdict = 'changed' | 'added' | 'removed' | 'refused' | 'same';

/** One field that differs, with nothing in it that must not be seen. */
export interface FieldChange {
  op: ChangeOp;
  /** `spec.template.spec.containers[web].image`. */
  path: string;
  /** The values are those of a Secret or a credential and are not told. */
  hidden: boolean;
  old?: JsonValue;
  new?: JsonValue;
  /** The manifest does not say it: the server's default. */
  oldIsDefault?: boolean;
  newIsDefault?: boolean;
  /** For texts of several lines instead of the values. */
  lines?: LineDiff;
  oldLocation?: Location;
  newLocation?: Location;
}

/** A refusal of the API server, word for word, with its place. */
export interface Refused {
  field: string;
  message: string;
  location?: Location;
}

export interface ObjectDiff {
  verdict: Verdict;
  object: ObjectRef;
  oldLocation?: Location;
  newLocation?: Location;
  changes: FieldChange[];
  /** What follows, the most important first. Nothing for what is refused or the same. */
  consequences: Consequence[];
  refusals: Refused[];
  /** What the server warns of. */
  warnings: string[];
  /** For a refused change of an object that could be created so: what deleting and creating it would mean. */
  recreation?: string;
  /** Refused, and meaning the same as the old manifest, which would be refused too. */
  asBefore?: boolean;
  /** Written differently, meaning the same. */
  rewritten?: boolean;
}

export interface Diff {
  version: KubernetesVersion;
  counts: Record<Verdict, number>;
  /** Changed, refused, added, removed, same; within these in the order of the new manifests. */
  objects: ObjectDiff[];
  /** Objects that one side gives again further on: the last one counts. */
  repeated: { object: ObjectRef; location: Location }[];
}

export interface DiffOptions {
  /** The Kubernetes to answer for; the newest unless told. */
  k8s?: KubernetesVersion;
  /** The namespace of objects that name none. `default` unless told. */
  namespace?: string;
  /** The moment from which next runs of CronJobs are told, in ms. None are told without one. */
  now?: number;
  /** Texts with CustomResourceDefinitions, beside those among the manifests. */
  crds?: readonly Source[];
  /** The ports of nodes that the API server hands out to Services; 30000 to 32767 unless told. */
  nodePorts?: PortRange;
  /** Kustomizations beside the manifests: which files are patches. */
  kustomizations?: readonly Source[];
}

const ORDER: readonly Verdict[] = ['changed', 'refused', 'added', 'removed', 'same'];

/**
 * Compares two sets of manifests as the API server reads them: objects paired by group, kind, namespace and name,
 * both sides with defaults filled in, lists paired by their merge keys. The old ones are taken for what is in the
 * cluster, last applied from these very manifests; the new ones for what is applied next.
 * Values of Secrets and credentials are in no part of the result.
 */
export function diffManifests(
  old: readonly Document[],
  now: readonly Document[],
  options: DiffOptions = {},
): Diff {
  const version = knownVersion(options.k8s);
  const given = parseSources(options.crds ?? []).documents;
  const crds = [...given, ...old, ...now].map(({ value }) => value);
  const kinds = definitionsIn(crds, version);
  const namespaced = (apiVersion: string, kind: string) => isNamespaced(kinds, { apiVersion, kind });
  const olds = byIdentity(old, namespaced, options.namespace);
  const news = byIdentity(now, namespaced, options.namespace);
  const cluster = definitionsIn(
    given.map(({ value }) => value),
    version,
  ).withNodePorts(options.nodePorts ?? NODE_PORTS);
  const compared = comparePairs(pairs(olds.entries, news.entries), kinds, cluster);
  const world = worldOf(compared, version, options.now);
  const objects = compared.map((pair) => judge(pair, world));
  objects.sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
  const counts: Record<Verdict, number> = { changed: 0, added: 0, removed: 0, refused: 0, same: 0 };
  for (const { verdict } of objects) counts[verdict] += 1;
  const repeated = [...olds.repeated, ...news.repeated].map((entry) => ({
    object: refOfEntry(entry),
    location: entry.document.locate([]),
  }));
  return { version, counts, objects, repeated };
}

/** What came of two sets of texts: the comparison, and what was wrong with the texts. */
export interface TextDiff extends Diff {
  findings: Finding[];
}

/**
 * `diffReads` for texts: files as they were, files as they will be. Never throws for what a text holds, but an Error for a
 * `k8s` that is not known.
 */
export function diff(old: readonly Source[], now: readonly Source[], options: DiffOptions = {}): TextDiff {
  return diffReads(parseSources(old), parseSources(now), options);
}

/** Errors that leave no object out: an empty side is an answer (all is new, or gone), of a key given twice the last counts. */
const READ_ALL_THE_SAME = new Set([
  INPUT_RULES.empty.name,
  YAML_RULES.duplicateKey.name,
  YAML_RULES.ignoredText.name,
]);

/** `diffManifests`, and what takes no part in it: what cannot be read, what is no object, what nobody applies. */
export function diffReads(old: ReadResult, now: ReadResult, options: DiffOptions = {}): TextDiff {
  const kustomizations = parseSources(options.kustomizations ?? []).documents;
  const findings = [old, now].flatMap(({ documents, findings: said }) =>
    withPatchLists(said, [...documents, ...kustomizations], NO_OBJECT).filter(
      ({ severity, rule }) =>
        rule === NO_OBJECT.name || (severity === 'error' && !READ_ALL_THE_SAME.has(rule)),
    ),
  );
  const sides = [old, now].map(({ documents }) => {
    const whyNone = noObjectTest(documents, knownVersion(options.k8s), kustomizations);
    return documents.filter((document) => {
      const none = whyNone(document);
      if (none) findings.push(leftOut(NO_OBJECT, none, document.locate([])));
      return none === undefined;
    });
  });
  return { ...diffManifests(sides[0] ?? [], sides[1] ?? [], options), findings };
}

function worldOf(compared: readonly Compared[], version: KubernetesVersion, now: number | undefined): World {
  const objects: Stored[] = [];
  for (const { new: entry, storedOld, storedNew, changes, refusals } of compared) {
    // What is refused stays as it was.
    const object = refusals.length === 0 ? storedNew : storedOld;
    if (!entry || !object) continue;
    const { told: kind, namespace, name } = entry;
    const replaced = refusals.length === 0 && rollsOut({ kind, changes }, object);
    objects.push({ kind, namespace, name, object, rollsOut: replaced });
  }
  return now === undefined ? { version, objects } : { version, objects, now };
}

/** Where the manifest says what the server refuses: of `clusterIPs`, which it fills in itself, the `clusterIP`. */
function refusedPath(path: Path, entry: Entry): Path {
  if (path[1] !== 'clusterIPs' || valueAt(entry.object, ['spec', 'clusterIPs']) !== undefined) {
    return writtenPath(entry, path);
  }
  return ['spec', 'clusterIP'];
}

function refOfEntry({ apiVersion, kind, namespace, name }: Entry): ObjectRef {
  return { apiVersion, kind, ...(namespace !== undefined && { namespace }), name };
}

function judge(pair: Compared, world: World): ObjectDiff {
  const entry = (pair.new ?? pair.old) as Entry;
  const { told: kind, namespace, name } = entry;
  const secrets = [pair.old, pair.new].flatMap((side) => (side ? secretTexts(side.object) : []));
  const hide = hider(secrets);
  const diff: ObjectDiff = {
    verdict: 'same',
    object: refOfEntry(entry),
    changes: fieldChanges(pair),
    consequences: [],
    refusals: pair.refusals.map(({ field, message, path }) => {
      const location = pair.new?.document.locate(refusedPath(path, pair.new));
      const text = withoutTexts(message, secrets, hide);
      return location ? { field, message: text, location } : { field, message: text };
    }),
    warnings: pair.warnings.map((warning) => withoutTexts(warning, secrets, hide)),
  };
  if (pair.old) diff.oldLocation = pair.old.document.locate([]);
  if (pair.new) diff.newLocation = pair.new.document.locate([]);
  if (!pair.new) {
    diff.verdict = 'removed';
    diff.consequences = removalOf(kind, namespace, name, world);
    return diff;
  }
  const before = pair.storedOld;
  const after = pair.storedNew as JsonObject;
  if (pair.refusals.length > 0) {
    diff.verdict = 'refused';
    if (pair.old && pair.changes.length === 0) diff.asBefore = true;
    if (pair.creatable) {
      diff.recreation = recreationOf({ kind, namespace, name, old: before as JsonObject, new: after }, world);
    }
  } else if (!before) {
    diff.verdict = 'added';
    diff.consequences = additionOf(kind, name, after, world);
  } else if (pair.changes.length > 0) {
    diff.verdict = 'changed';
    const changed: Changed = { kind, namespace, name, old: before, new: after, changes: pair.changes };
    diff.consequences = consequencesOf(changed, world);
  } else if (!jsonEqual(pair.old?.object, pair.new.object)) {
    diff.rewritten = true;
  }
  return diff;
}

function fieldChanges({ old, new: now, changes }: Compared): FieldChange[] {
  if (!old || !now) return [];
  const sides: Sides = { old, now, hiding: { old: hidingOf(old.object), now: hidingOf(now.object) } };
  const all = changes.map((change) => ({ change, shown: fieldChange(change, sides) }));
  // Defaults that come or go with a struct that somebody wrote or dropped say nothing beside it.
  const written = all.filter(
    ({ change: { op }, shown }) =>
      !(op === 'add' && shown.newIsDefault) &&
      !(op === 'remove' && shown.oldIsDefault) &&
      !(op === 'replace' && shown.oldIsDefault && shown.newIsDefault),
  );
  return (written.length > 0 ? written : all).map(({ shown }) => shown);
}

/** Both manifests of a pair, and what of them can be shown. */
interface Sides {
  old: Entry;
  now: Entry;
  hiding: { old: Hiding; now: Hiding };
}

function fieldChange(change: Change, { old, now, hiding }: Sides): FieldChange {
  const { op, path } = change;
  const oldPath = writtenPath(old, change.oldPath);
  const newPath = writtenPath(now, change.newPath);
  const shown: FieldChange = { op, path, hidden: false };
  const before = change.old;
  const after = change.new;
  if (before !== undefined) {
    if (op !== 'reorder' && valueAt(old.object, oldPath) === undefined) shown.oldIsDefault = true;
    else shown.oldLocation = old.document.locate(oldPath);
  }
  if (op === 'reorder' || valueAt(now.object, newPath) !== undefined) {
    shown.newLocation = now.document.locate(newPath);
  } else if (after !== undefined) shown.newIsDefault = true;
  if (hiding.old.isHidden(oldPath) || hiding.now.isHidden(newPath)) {
    shown.hidden = true;
    return shown;
  }
  // What the manifest wrote is shorter than what the server stores: an item without its defaults.
  const asWritten = (value: JsonValue | undefined, entry: Entry, at: Path) =>
    value === undefined ? undefined : op === 'reorder' ? value : (valueAt(entry.object, at) ?? value);
  const written = [asWritten(before, old, oldPath), asWritten(after, now, newPath)] as const;
  // A merge may leave what no manifest says there: then only the stored values differ.
  const [from, to] = jsonEqual(...written) ? [before, after] : written;
  const visibleOld = from === undefined ? undefined : hiding.old.hide(from, oldPath);
  const visibleNew = to === undefined ? undefined : hiding.now.hide(to, newPath);
  // Where nothing differs but what is hidden there is nothing to show.
  if (
    op === 'replace' &&
    visibleOld !== undefined &&
    jsonEqual(visibleOld, visibleNew) &&
    !jsonEqual(from, to)
  ) {
    shown.hidden = true;
    return shown;
  }
  if (isText(visibleOld) || isText(visibleNew)) {
    shown.lines = diffLines(valueText(visibleOld), valueText(visibleNew));
    return shown;
  }
  return {
    ...shown,
    ...(visibleOld !== undefined && { old: visibleOld }),
    ...(visibleNew !== undefined && { new: visibleNew }),
  };
}

function isText(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && value.trimEnd().includes('\n');
}

function valueText(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? writeYaml(value) : String(value);
}

/** Where a stored field is written: `data` of a Secret may stand under `stringData`. */
function writtenPath({ kind, object }: Entry, path: Path): Path {
  if (kind !== 'Secret' || path[0] !== 'data') return path;
  const plainPath = ['stringData', ...path.slice(1)];
  return valueAt(object, plainPath) === undefined ? path : plainPath;
}
