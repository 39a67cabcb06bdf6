/** What there is to say of each object: from a pair that the server was asked about to what is told of it. */

import { jsonEqual } from '../api/equality.js';
import type { Location, ObjectRef } from '../api/finding.js';
import { HIDDEN, hider, hidingOf, secretTexts, withoutTexts } from '../api/hidden.js';
import { type JsonObject, type Path, valueAt } from '../api/json.js';
import { refText } from '../api/object-key.js';
import { commandLine, inNamespaceWords } from '../api/shell.js';
import { asObject } from '../api/unstructured.js';
import type { KubernetesVersion } from '../api/version.js';
import { tooLargeToRemember } from '../kubectl/not-applied.js';
import { writeYaml } from '../manifest/write-yaml.js';
import { isNoMatch } from '../schema/api-version.js';
import type { Compared } from './compare.js';
import type { Changed, Consequence, World } from './consequences/context.js';
import { additionOf, consequencesOf, removalOf } from './consequences/index.js';
import { stallOf } from './consequences/outlook.js';
import { type Recreation, recreationOf, safestRecreation } from './consequences/recreation.js';
import { type FieldChange, fieldChanges } from './field-changes.js';
import type { Entry } from './identity.js';
import { remakerOf } from './reach/index.js';
import { isRemembered } from './refusals.js';
import type { Surprise } from './surprises.js';
import { writtenPath } from './written-place.js';

export type Verdict = 'changed' | 'added' | 'removed' | 'refused' | 'same';

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
  /** What does not come out as it is written: told of what is the same too. */
  unexpected: Unexpected[];
  /** What the server warns of. */
  warnings: string[];
  /** What kubectl says of it: `configured`; nothing of what it refuses. */
  word?: string;
  /** For a refused change of an object that could be created so: what deleting and creating it would mean. */
  recreation?: string;
  /** How it is recreated so that its pods go on running. */
  recreate?: Recreation;
  /** Refused as the old manifest would be: it means the same, is too long as well, or of the same version that is not served. */
  asBefore?: boolean;
  /** Written differently, meaning the same. */
  rewritten?: boolean;
  /** Of an upgrade over several minors: the one since which it is refused. */
  since?: KubernetesVersion;
  /** Of an upgrade: the minor since which the server warns so, beside each warning. */
  warned?: readonly ({ since: KubernetesVersion } | undefined)[];
}

/** A field that an apply does not make what the manifests say. */
interface Unexpected {
  type: Surprise['type'];
  path: string;
  /** A sentence, lower case, no full stop. */
  text: string;
  location: Location;
  /** The command that makes it so, tried. */
  cure?: string;
}

/** Where the manifest says what the server refuses: of `clusterIPs`, which it fills in itself, the `clusterIP`. */
function refusedPath(path: Path, entry: Entry): Path {
  if (path[1] !== 'clusterIPs' || valueAt(entry.object, ['spec', 'clusterIPs']) !== undefined) {
    return writtenPath(entry, path);
  }
  return ['spec', 'clusterIP'];
}

/** The object that a manifest is about. */
export function refOfEntry({ apiVersion, kind, namespace, name }: Entry): ObjectRef {
  return { apiVersion, kind, ...(namespace !== undefined && { namespace }), name };
}

/** What is told of a pair. Nothing of it holds what must not be seen. */
export function judge(pair: Compared, world: World, context?: number): ObjectDiff {
  const entry = (pair.new ?? pair.old) as Entry;
  const { told: kind, namespace, name } = entry;
  const secrets = [pair.old, pair.new].flatMap((side) => (side ? secretTexts(side.object) : []));
  const hide = hider(secrets);
  const diff: ObjectDiff = {
    verdict: 'same',
    object: refOfEntry(entry),
    changes: fieldChanges(pair, context),
    consequences: [],
    refusals: pair.refusals.map(({ field, message, path }) => {
      const location = pair.new?.document.locate(refusedPath(path, pair.new));
      const text = withoutTexts(message, secrets, hide);
      return location ? { field, message: text, location } : { field, message: text };
    }),
    unexpected: pair.surprises.flatMap((one) => unexpectedOf(one, pair)),
    warnings: pair.warnings.map((warning) => withoutTexts(warning, secrets, hide)),
    ...(pair.word !== undefined && { word: pair.word }),
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
    diff.refusals = atCulprits(diff);
    if (wasRefused(pair)) diff.asBefore = true;
    const remaker = pair.old && remakerOf(pair.new.object);
    if (remaker !== undefined && pair.creatable) {
      diff.recreation = `As a hook it is deleted and made anew by ${remaker}, which asks for no update`;
    } else if (pair.refusals.every(isRemembered)) {
      diff.recreation = REMEMBERED;
    } else if (pair.creatable) {
      const both = { kind, namespace, name, old: before as JsonObject, new: after };
      diff.recreation = recreationOf(both, world);
      const safest = safestRecreation(both, world);
      if (safest) diff.recreate = safest;
    }
  } else if (!before) {
    diff.verdict = 'added';
    const stalls = stallOf(world.outlookOfNew?.({ kind, namespace, name }));
    diff.consequences = [...additionOf(kind, name, after, world), ...stalls];
  } else if (pair.changes.length > 0) {
    diff.verdict = 'changed';
    const changed: Changed = { kind, namespace, name, old: before, new: after, changes: pair.changes };
    const consequences = consequencesOf(changed, world);
    diff.consequences = [...consequences, ...keptSize(changed, diff.changes, consequences)];
  } else if (!jsonEqual(pair.old?.object, pair.new.object)) {
    diff.rewritten = true;
  }
  return diff;
}

const REMEMBERED =
  'What is too long is the manifest that kubectl apply remembers in an annotation: kubectl apply --server-side does without';

/** Whether the old manifest would be refused for the same. */
function wasRefused(pair: Compared): boolean {
  const { old, changes, refusals, storedOld } = pair;
  if (!old) return false;
  // Of a version that is not served nothing is stored.
  if (refusals.every(({ message }) => isNoMatch(message))) return storedOld === undefined;
  return changes.length === 0 || wasTooLong(pair);
}

/** Whether kubectl apply could not remember the old manifest either. */
function wasTooLong({ old, refusals }: Compared): boolean {
  return (
    old !== undefined &&
    refusals.every(isRemembered) &&
    tooLargeToRemember(asObject(old.object)) !== undefined
  );
}

/** A refusal of the whole spec stands where the change is that it is about. */
function atCulprits({ refusals, changes }: ObjectDiff): Refused[] {
  const culprit = changes.find((change) => change.culprit && change.newLocation);
  const location = culprit?.newLocation;
  if (!location) return refusals;
  return refusals.map((refusal) => (isWhole(refusal) ? { ...refusal, location } : refusal));
}

/** Whether a refusal names no field of its own. */
export function isWhole({ field }: Refused): boolean {
  return field === '' || field === 'spec';
}

/** How replicas are taken out of a manifest because an autoscaler sets them, and nothing moves. */
function keptSize(
  { kind, namespace, name, old }: Changed,
  changes: readonly FieldChange[],
  consequences: readonly Consequence[],
): Consequence[] {
  const isTakenOut = changes.some(({ path, newIsDefault }) => path === 'spec.replicas' && newIsDefault);
  if (!isTakenOut || !consequences.some(({ type }) => type === 'autoscaled')) return [];
  const words = [
    'kubectl',
    'apply',
    'edit-last-applied',
    refText({ kind, name }),
    ...inNamespaceWords(namespace),
  ];
  const replicas = valueAt(old, ['spec', 'replicas']) ?? 1;
  const text = `${commandLine(...words)}, with replicas taken out there beforehand, keeps it at ${String(replicas)}`;
  return [{ type: 'keep-size', text }];
}

/** A longer value is not quoted in a sentence. */
const LONGEST_QUOTED = 60;

function unexpectedOf(
  { type, path, at, value, why, cure }: Surprise,
  { old, new: now }: Compared,
): Unexpected[] {
  const side = type === 'lost' ? now : old;
  if (!side) return [];
  const shown = hidingOf(side.object).hide(value, at);
  const text = shown === HIDDEN ? HIDDEN : writeYaml(shown);
  const quoted = text.length > LONGEST_QUOTED || text.includes('\n') ? '' : ` ${text}`;
  const because = why === undefined ? '' : `: ${why}`;
  const said = {
    stays: `${path} is taken out of the manifest, and stays${quoted}${because}`,
    lost: `${path} is written, and not there afterwards${because}`,
    foreign: `${path} was put there in the cluster, and stays${quoted}`,
  };
  const location = side.document.locate(at);
  return [{ type, path, text: said[type], location, ...(cure !== undefined && { cure }) }];
}
