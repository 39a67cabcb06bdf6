/** Applies the manifests of a plan, and says what the server, or kubectl, has to say of them. */
import type { Finding, Location } from '../api/finding.js';
import { append } from '../api/lists.js';
import { keyOf, kindOf, objectText, refOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import type { Status } from '../apiserver/request.js';
import type { Cluster } from '../cluster/cluster.js';
import { idOf } from '../cluster/object-id.js';
import { apply } from '../kubectl/apply.js';
import { PlainClient } from '../kubectl/client.js';
import { create } from '../kubectl/create.js';
import { generateNameError, tooLargeToRemember } from '../kubectl/not-applied.js';
import { type ApplyOrder, inOrder } from '../kubectl/order.js';
import { notSent, type Outcome } from '../kubectl/outcome.js';
import { definitionsAmong, isMappingError, mappingError } from '../kubectl/resource-mapping.js';
import type { ApplyOptions } from '../kubectl/server-side-apply.js';
import type { Document } from '../manifest/document.js';
import type { AppliedCounts } from './plan.js';
import { shownRefusal, shownText } from './refusal-text.js';
import { PLAN_RULES } from './rules.js';
import type { Simulation } from './simulation.js';

/** A manifest, its namespace filled in; `document`: as it is written. */
export interface Given {
  object: KubeObject;
  location?: Location;
  document?: Document;
}

export interface ApplyManifestsOptions {
  /** As kubectl does unless told. */
  order?: ApplyOrder;
  maxSteps: number;
  apply?: ApplyOptions;
}

/** What became of the manifests beside the steps. */
export interface AppliedManifests {
  /** By `KIND KEY`: what was said to the ones that were not taken. */
  refused: Map<string, string>;
  findings: Finding[];
  counts: AppliedCounts;
}

/** What else than this `kubectl apply` takes a manifest that it does not, by the finding's rule: what to do. */
const WAYS_OUT = {
  order:
    'it is taken when what it needs is applied first: kubectl goes by the names of the files; --order install begins with namespaces and definitions, as Helm and Argo CD do',
  serverSide: 'kubectl apply --server-side takes it: it needs no annotation to remember the manifest in',
  create: 'kubectl create -f takes it, and makes a new object each time',
} as const;
/** kubectl asks for all kinds at once, so that a definition in front does not help. */
const MAPPED_AT_ONCE =
  'kubectl asks which kinds there are before it applies anything; --order install begins with namespaces and definitions and asks again, as Helm and Argo CD do';

export function applyManifests(
  simulation: Simulation,
  manifests: readonly Given[],
  { order = 'kubectl', maxSteps, apply: how = {} }: ApplyManifestsOptions,
): AppliedManifests {
  const before = simulation.cluster;
  const coming = definitionsAmong(manifests, before);
  const refused = new Map<string, string>();
  const findings: Finding[] = [];
  const applied = new Map<string, Location>();
  const lost: { given: Given; finding: Finding }[] = [];
  const counts: AppliedCounts = { created: 0, configured: 0, unchanged: 0, refused: 0 };
  for (const given of inOrder(manifests, order)) {
    if (simulation.steps.length >= maxSteps) break;
    const { object, location } = given;
    const id = idOf(object);
    const unmapped = mappingError(given, order === 'kubectl' ? before : simulation.cluster, coming);
    const isThere = simulation.cluster.get(kindOf(object), keyOf(object)) !== undefined;
    const { refusal, changed, warnings = [] } = put(simulation, given, unmapped, how);
    counts[refusal ? 'refused' : !isThere ? 'created' : changed ? 'configured' : 'unchanged'] += 1;
    if (location)
      append(
        findings,
        warnings.map((warning) => warningFinding(object, warning, location)),
      );
    if (!refusal) {
      if (location) applied.set(id, location);
      continue;
    }
    refused.set(id, shownRefusal(refusal, object));
    if (!location) continue;
    const finding = refusalFinding(object, refusal, location, applied.get(id));
    findings.push(finding);
    lost.push({ given, finding });
  }
  if (lost.length > 0) {
    const installed = install(before, manifests, how, coming);
    for (const { given, finding } of lost) Object.assign(finding, wayOut(given, finding, installed, how));
  }
  return { refused, findings, counts };
}

function put(
  simulation: Simulation,
  { object, location }: Given,
  unmapped: Status | undefined,
  how: ApplyOptions,
) {
  if (!unmapped) return simulation.act({ do: 'apply', object, ...how, ...(location && { location }) });
  simulation.tell({ actor: 'apply', location }, 'refuse', refOf(object), unmapped.message);
  return { refusal: unmapped, changed: false, warnings: [] };
}

/** What becomes of manifests that are applied in the order of installing: the world then, and the words of what is not taken. */
interface Installed {
  cluster: Cluster;
  refused: ReadonlyMap<Given, string>;
}

function install(
  before: Cluster,
  manifests: readonly Given[],
  how: ApplyOptions,
  coming: Cluster | undefined,
): Installed {
  const refused = new Map<Given, string>();
  const client = new PlainClient(before, 0);
  for (const given of inOrder(manifests, 'install')) {
    const unmapped = mappingError(given, client.cluster, coming);
    const { refusal, error } = unmapped ? notSent(unmapped) : apply(client, given.object, how);
    const text = error ?? (refusal && shownRefusal(refusal, given.object));
    if (text !== undefined) refused.set(given, text);
  }
  return { cluster: client.cluster, refused };
}

/** What would take a manifest, each tried: another order, another way of applying it. */
function wayOut(
  given: Given,
  { server }: Finding,
  { cluster, refused }: Installed,
  how: ApplyOptions,
): Partial<Pick<Finding, 'rule' | 'hint'>> {
  const { object } = given;
  const isUnmapped = isMappingError(server?.message ?? '');
  const later = refused.get(given);
  if (later === undefined) {
    return { rule: PLAN_RULES.order.name, hint: isUnmapped ? MAPPED_AT_ONCE : WAYS_OUT.order };
  }
  const takes = (verb: (client: PlainClient) => Outcome) =>
    verb(new PlainClient(cluster, 0)).word !== undefined;
  if (
    tooLargeToRemember(object) !== undefined &&
    takes((client) => apply(client, object, { ...how, serverSide: true }))
  ) {
    return { rule: PLAN_RULES.serverSide.name, hint: WAYS_OUT.serverSide };
  }
  if (generateNameError(object) !== undefined && takes((client) => create(client, object))) {
    return { rule: PLAN_RULES.create.name, hint: WAYS_OUT.create };
  }
  return isUnmapped && !isMappingError(later)
    ? { hint: `where its definition is there the API server refuses it: ${later}` }
    : {};
}

/** `first`: an earlier manifest of the same object, which was taken. */
function refusalFinding(
  object: KubeObject,
  refusal: Status,
  location: Location,
  first: Location | undefined,
): Finding {
  const name = objectText(object);
  return {
    rule: PLAN_RULES.refused.name,
    severity: PLAN_RULES.refused.severity,
    message: refusal.code === 0 ? `kubectl does not apply ${name}` : `the API server refuses ${name}`,
    location,
    object: refOf(object),
    ...(first ? { related: [{ message: 'applied before from', location: first }] } : {}),
    server: { field: '', message: shownRefusal(refusal, object) },
  };
}

function warningFinding(object: KubeObject, message: string, location: Location): Finding {
  return {
    rule: PLAN_RULES.warning.name,
    severity: PLAN_RULES.warning.severity,
    message: `the API server warns of ${objectText(object)}`,
    location,
    object: refOf(object),
    server: { field: '', message: shownText(message, object) },
  };
}
