/** What moving from one version of the manifests to the next would do. */

import type { Finding, Location, ObjectRef } from '../api/finding.js';
import { type FeatureGates, NO_GATES, type Release } from '../api/gates.js';
import { NODE_PORTS, type PortRange } from '../api/port-range.js';
import { numbered } from '../api/text.js';
import { type KubernetesVersion, knownVersion } from '../api/version.js';
import { definitionsIn } from '../apiserver/definitions.js';
import { isNamespaced } from '../apiserver/served.js';
import type { Cluster } from '../cluster/cluster.js';
import type { ApplyOptions } from '../kubectl/server-side-apply.js';
import type { Document, ReadResult, Source } from '../manifest/document.js';
import { parseSources } from '../manifest/parse.js';
import { INPUT_RULES, YAML_RULES } from '../manifest/rules.js';
import { POD_TEMPLATE_KINDS } from '../schema/resources.js';
import { NO_OBJECT } from '../schema/rules.js';
import { leftOut, noObjectTest, withPatchLists } from '../schema/select.js';
import { snapshotObjects } from '../simulation/snapshot.js';
import { buildWorld, takenOver } from '../simulation/world.js';
import { type Compared, type Comparison, comparePairs, type Grounds } from './compare.js';
import type { Changed, Stored, World } from './consequences/context.js';
import { rollsOut } from './consequences/index.js';
import { byIdentity, type Pair, pairs } from './identity.js';
import { judge, type ObjectDiff, refOfEntry, type Verdict } from './judge.js';
import { type Moves, notesOf, outlookOnStage, playMove, type Stage } from './moves.js';
import { leftNotices, type Notice, noticesOf, orderNotices } from './reach/index.js';
import { renamesAmong, withRenames } from './renames.js';
import { notBroughtBack, pairsBack, type Rollback } from './rollback.js';
import { isTold, type Telling, withoutIgnored } from './told.js';
import { outlookWithoutNodes } from './unplaced.js';

export type { FieldChange } from './field-changes.js';
export { isWhole, type ObjectDiff, type Refused, type Verdict } from './judge.js';
export { isRemembered } from './refusals.js';

/** What a move comes to, object by object. */
export interface Diff {
  version: KubernetesVersion;
  /** The version before an upgrade to that one: what is told is what becomes of manifests that stay as they are. */
  from?: KubernetesVersion;
  counts: Record<Verdict, number>;
  /** By weight: refused, rolled out, changed in place, added, removed, same; within these in the order of the new manifests. */
  objects: ObjectDiff[];
  /** Objects that one side gives again further on: the last one counts. */
  repeated: { object: ObjectRef; location: Location }[];
  /** What has to be known of the whole: what the answer rests on, what was wrong before. */
  notes: string[];
  /** Security and reach: what changes beyond the objects, the gravest first. */
  reach: Notice[];
  /** What applying the old manifests again would do, where that is asked. */
  rollback?: Rollback;
}

export interface DiffOptions extends Telling {
  /** The Kubernetes to answer for; the newest unless told. */
  k8s?: KubernetesVersion;
  /** The feature gates that the cluster has set otherwise than its version has by default. */
  featureGates?: FeatureGates;
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
  /** What is in the cluster: the documents of a dump. Without old manifests it is what is compared with. */
  snapshot?: readonly Document[];
  /** Nodes in the short form of `plan`: the move is played through on them, or on those of the snapshot. */
  nodes?: string;
  /** How both sides are applied; on the client unless told. */
  apply?: ApplyOptions;
  /** So many lines stand around changed ones of longer texts; two unless told. */
  context?: number;
  /** Tells the way back too: what applying the old manifests again would do. */
  rollback?: boolean;
}

const ORDER: readonly Verdict[] = ['refused', 'changed', 'added', 'removed', 'same'];

/** What has to be known first comes first: refused, then what replaces pods, then what changes in place. */
export function weightOf({ verdict, consequences }: ObjectDiff): number {
  const isRolling = consequences.some(({ type }) => type === 'rollout' || type === 'stalls');
  return ORDER.indexOf(verdict) * 2 + (isRolling ? 0 : 1);
}

/**
 * Compares two sets of manifests as the API server reads them: objects paired by group, kind, namespace and name,
 * both sides with defaults filled in, lists paired by their merge keys. The old ones are taken for what is in the
 * cluster, last applied from these very manifests; the new ones for what is applied next. Without old ones what is compared with
 * is what a dump (`snapshot`) holds of the same objects.
 * Values of Secrets and credentials are in no part of the result.
 */
export function diffManifests(
  old: readonly Document[] | undefined,
  now: readonly Document[],
  options: DiffOptions = {},
): Diff {
  const version = knownVersion(options.k8s);
  const given = parseSources(options.crds ?? []).documents;
  const stage = stageOf(options, version, given);
  const { olds, news, kinds, paired } = sidesOf(old, now, given, options);
  const cluster = old
    ? inCluster(given, version, options)
    : buildWorld({ documents: [...now], findings: [] }, stage).before;
  const isPlayed = options.snapshot !== undefined || options.nodes !== undefined;
  const how: How = {
    stage,
    isPlayed,
    telling: options,
    ...(options.now !== undefined && { now: options.now }),
  };
  const { apply } = options;
  const grounds = { kinds, given: cluster, isLive: old === undefined, ...(apply && { apply }) };
  const there = assess(paired, grounds, { old, now }, how);
  const { comparison, objects } = there;
  const repeated = [...olds.repeated, ...news.repeated].map((entry) => ({
    object: refOfEntry(entry),
    location: entry.document.locate([]),
  }));
  const all = [...noticesOf(comparison, there.left), ...orderOf(there)];
  const reach = all.filter((notice) => isNoticed(notice, options));
  const whole = { version, counts: verdictCounts(objects), objects, repeated, notes: there.notes, reach };
  if (!options.rollback || !old) return whole;
  const back = assess(
    pairsBack(comparison.compared),
    { ...grounds, given: comparison.after, isLive: true },
    { old: now, now: old },
    how,
  );
  const lost = notBroughtBack(comparison, back.comparison);
  return { ...whole, rollback: { counts: verdictCounts(back.objects), objects: back.objects, lost } };
}

/** What is about an object is told with it; of some objects alone nothing is told of the whole. */
function isNoticed({ object }: Notice, { only = [] }: Telling): boolean {
  return only.length === 0 || (object !== undefined && isTold({ object }, { only }));
}

/** Hooks and waves of the new manifests, where anything differs. */
function orderOf({ comparison, objects }: Pick<Assessed, 'comparison' | 'objects'>): Notice[] {
  if (objects.every(({ verdict }) => verdict === 'same')) return [];
  return orderNotices(
    comparison.compared.flatMap(({ new: entry }) =>
      entry ? [{ object: entry.object, kind: entry.told, namespace: entry.namespace, name: entry.name }] : [],
    ),
  );
}

/** How it is looked at, whichever way it goes. */
interface How {
  stage: Stage;
  isPlayed: boolean;
  now?: number;
  telling: Telling & { context?: number | undefined };
}

/** What came of one way. */
interface Assessed {
  comparison: Comparison;
  objects: ObjectDiff[];
  notes: string[];
  /** What is left on the nodes, where the move was played. */
  left: Notice[];
}

/** What a move comes to, one way. */
function assess(
  paired: readonly Pair[],
  grounds: Grounds,
  texts: { old: readonly Document[] | undefined; now: readonly Document[] },
  { stage, isPlayed, now, telling }: How,
): Assessed {
  const comparison = comparePairs(paired, grounds);
  const { compared } = comparison;
  // Played where a workload comes or changes, and for nothing else: it is most of the cost.
  let play: { moves: Moves | undefined } | undefined;
  const played = (workload: Pick<Changed, 'kind' | 'namespace' | 'name'>) => {
    if (!POD_TEMPLATE_KINDS.includes(workload.kind)) return undefined;
    play ??= { moves: playMove(texts.old, texts.now, stage) };
    return play.moves && outlookOnStage(play.moves.of(workload));
  };
  const both = { old: texts.old ?? [], now: texts.now };
  const world: World = {
    ...worldOf(compared, { version: stage.version, gates: stage.gates ?? NO_GATES }, now),
    outlookOf: (changed) => {
      if (!isPlayed) return outlookWithoutNodes(changed, both, stage);
      return played(changed);
    },
    ...(isPlayed && { outlookOfNew: played }),
  };
  const renamed = renamesAmong(compared);
  const judged = compared.map((pair) => withRenames(judge(pair, world, telling.context), pair, renamed));
  const kept = judged.filter((object) => isTold(object, telling)).map((one) => withoutIgnored(one, telling));
  const objects = kept.map(({ diff: one }) => one);
  const untold = [
    ...countText(judged.length - kept.length, 'object', '--only'),
    ...countText(
      kept.reduce((sum, { ignored }) => sum + ignored, 0),
      'change',
      '--ignore',
    ),
  ];
  objects.sort((a, b) => weightOf(a) - weightOf(b));
  const plan = play?.moves?.plan;
  const left = plan ? leftNotices(plan.before, plan.cluster) : [];
  return { comparison, objects, notes: [...notesOfPlay(play), ...untold], left };
}

/** What has to be known of a move that was played, if one was. */
function notesOfPlay(play: { moves: Moves | undefined } | undefined): string[] {
  if (!play) return [];
  return play.moves ? notesOf(play.moves) : [TOO_MANY];
}

function countText(count: number, word: string, option: string): string[] {
  return count === 0 ? [] : [`${numbered(count, word)} not told (${option})`];
}

/** How many of each verdict there are. */
export function verdictCounts(objects: readonly ObjectDiff[]): Diff['counts'] {
  const counts: Diff['counts'] = { changed: 0, added: 0, removed: 0, refused: 0, same: 0 };
  for (const { verdict } of objects) counts[verdict] += 1;
  return counts;
}

const TOO_MANY = 'there are more pods than are played through: how rollouts end is not known';

/** Where manifests are played through. */
export function stageOf(options: DiffOptions, version: KubernetesVersion, given: readonly Document[]): Stage {
  const { namespace, nodes, nodePorts, snapshot, apply, featureGates } = options;
  const held = [...(snapshot ?? []), ...given];
  return {
    version,
    isOpen: snapshot === undefined,
    ...(namespace !== undefined && { namespace }),
    ...(held.length > 0 && {
      snapshot: held,
      taken: takenOver({ snapshot: held, version, ...(namespace !== undefined && { namespace }) }),
    }),
    ...(nodes !== undefined && { nodes }),
    ...(nodePorts && { nodePorts }),
    ...(featureGates && { gates: featureGates }),
    ...(apply && { apply }),
    kustomizations: parseSources(options.kustomizations ?? []).documents,
  };
}

/** What is in the cluster beside the old manifests: definitions. */
export function inCluster(
  given: readonly Document[],
  version: KubernetesVersion,
  { nodePorts, snapshot = [], featureGates }: DiffOptions,
): Cluster {
  return definitionsIn(
    [...given, ...documentsOf(snapshot)].map(({ value }) => value),
    version,
  )
    .withNodePorts(nodePorts ?? NODE_PORTS)
    .withGates(featureGates ?? NO_GATES);
}

/** The objects of a dump, each by itself. */
export function documentsOf(snapshot: readonly Document[]): Document[] {
  return snapshotObjects(snapshot).objects.map(({ document }) => document);
}

/** The objects of both sides; of a dump those that the new manifests speak of. */
function sidesOf(
  old: readonly Document[] | undefined,
  now: readonly Document[],
  given: readonly Document[],
  { snapshot = [], namespace, k8s }: DiffOptions,
) {
  const live = documentsOf(snapshot);
  const crds = [...given, ...live, ...(old ?? []), ...now].map(({ value }) => value);
  const kinds = definitionsIn(crds, knownVersion(k8s));
  const namespaced = (apiVersion: string, kind: string) => isNamespaced(kinds, { apiVersion, kind });
  const news = byIdentity(now, namespaced, namespace);
  const olds = byIdentity(old ?? live, namespaced, namespace);
  if (!old) {
    for (const id of [...olds.entries.keys()]) if (!news.entries.has(id)) olds.entries.delete(id);
    olds.repeated.length = 0;
  }
  return { kinds, olds, news, paired: pairs(olds.entries, news.entries) };
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
export function diffReads(old: ReadResult | undefined, now: ReadResult, options: DiffOptions = {}): TextDiff {
  const { sides, findings } = comparable(old ? [old, now] : [now], options);
  const next = sides.at(-1) ?? [];
  return { ...diffManifests(old && (sides[0] ?? []), next, options), findings };
}

/** The documents of each side that are compared, and what the others lack. */
export function comparable(
  reads: readonly ReadResult[],
  options: DiffOptions,
): { sides: Document[][]; findings: Finding[] } {
  const kustomizations = parseSources(options.kustomizations ?? []).documents;
  const findings = reads.flatMap(({ documents, findings: said }) =>
    withPatchLists(said, [...documents, ...kustomizations], NO_OBJECT).filter(
      ({ severity, rule }) =>
        rule === NO_OBJECT.name || (severity === 'error' && !READ_ALL_THE_SAME.has(rule)),
    ),
  );
  const sides = reads.map(({ documents }) => {
    const whyNone = noObjectTest(documents, knownVersion(options.k8s), kustomizations);
    return documents.filter((document) => {
      const none = whyNone(document);
      if (none) findings.push(leftOut(NO_OBJECT, none, document.locate([])));
      return none === undefined;
    });
  });
  return { sides, findings };
}

function worldOf(compared: readonly Compared[], { version, gates }: Release, now: number | undefined): World {
  const objects: Stored[] = [];
  for (const { new: entry, storedOld, storedNew, changes, refusals } of compared) {
    // What is refused stays as it was.
    const object = refusals.length === 0 ? storedNew : storedOld;
    if (!entry || !object) continue;
    const { told: kind, namespace, name } = entry;
    const replaced = refusals.length === 0 && rollsOut({ kind, changes }, object);
    objects.push({ kind, namespace, name, object, rollsOut: replaced });
  }
  return { version, gates, objects, ...(now !== undefined && { now }) };
}
