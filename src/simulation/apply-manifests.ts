/** Applies the manifests of a plan, and says what the server, or kubectl, has to say of them. */
import type { Finding, Location } from '../api/finding.js';
import { keyOf, kindOf, refOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import type { Status } from '../apiserver/request.js';
import type { Cluster } from '../cluster/cluster.js';
import { type ApplyOptions, apply } from '../kubectl/apply.js';
import { PlainClient } from '../kubectl/client.js';
import { create } from '../kubectl/create.js';
import { type ApplyOrder, inOrder } from '../kubectl/order.js';
import { mappingErrors } from '../kubectl/resource-mapping.js';
import { refusalText } from './refusal-text.js';
import type { Simulation } from './simulation.js';

interface Given {
  object: KubeObject;
  location?: Location;
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
}

/** What else than this `kubectl apply` takes a manifest that it does not: the finding's rule, and what to do. */
const WAYS_OUT = {
  'plan/order':
    'it is taken when what it needs is applied first: kubectl goes by the names of the files; --order install begins with namespaces and definitions, as Helm and Argo CD do',
  'plan/server-side':
    'kubectl apply --server-side takes it: it needs no annotation to remember the manifest in',
  'plan/create': 'kubectl create -f takes it, and makes a new object each time',
} as const;

type WayOut = keyof typeof WAYS_OUT;

export function applyManifests(
  simulation: Simulation,
  manifests: readonly Given[],
  { order = 'kubectl', maxSteps, apply: how = {} }: ApplyManifestsOptions,
): AppliedManifests {
  const before = simulation.cluster;
  const unmapped = order === 'kubectl' ? mappingErrors(before, manifests) : new Map<Given, Status>();
  const refused = new Map<string, string>();
  const findings: Finding[] = [];
  const applied = new Map<string, Location>();
  const lost: { given: Given; finding: Finding }[] = [];
  for (const given of inOrder(manifests, order)) {
    if (simulation.steps.length >= maxSteps) break;
    const { object, location } = given;
    const id = idOf(object);
    const { refusal, warnings = [] } = put(simulation, given, unmapped.get(given), how);
    if (location) findings.push(...warnings.map((warning) => warningFinding(object, warning, location)));
    if (!refusal) {
      if (location) applied.set(id, location);
      continue;
    }
    refused.set(id, refusalText(refusal, object));
    if (!location) continue;
    const finding = refusalFinding(object, refusal, location, applied.get(id));
    findings.push(finding);
    lost.push({ given, finding });
  }
  if (lost.length > 0) {
    const wayOut = waysOut(before, manifests, how);
    for (const { given, finding } of lost) {
      const rule = wayOut(given);
      if (rule !== undefined) Object.assign(finding, { rule, hint: WAYS_OUT[rule] });
    }
  }
  return { refused, findings };
}

function put(
  simulation: Simulation,
  { object, location }: Given,
  unmapped: Status | undefined,
  how: ApplyOptions,
) {
  if (!unmapped) return simulation.act({ do: 'apply', object, ...how, ...(location && { location }) });
  simulation.tell('apply', 'refuse', refOf(object), unmapped.message, undefined, location);
  return { refusal: unmapped, warnings: [] };
}

/** What would take a manifest: another order, another way of applying it; each tried. */
function waysOut(
  before: Cluster,
  manifests: readonly Given[],
  how: ApplyOptions,
): (given: Given) => WayOut | undefined {
  const client = new PlainClient(before, 0);
  const taken = new Set<Given>();
  for (const given of inOrder(manifests, 'install'))
    if (apply(client, given.object, how).word) taken.add(given);
  return (given) => {
    if (taken.has(given)) return 'plan/order';
    const { object } = given;
    if (apply(new PlainClient(client.cluster, 0), object, { ...how, serverSide: true }).word) {
      return 'plan/server-side';
    }
    return create(new PlainClient(client.cluster, 0), object).word ? 'plan/create' : undefined;
  };
}

function idOf(object: KubeObject): string {
  return `${kindOf(object)} ${keyOf(object)}`;
}

/** `first`: an earlier manifest of the same object, which was taken. */
function refusalFinding(
  object: KubeObject,
  refusal: Status,
  location: Location,
  first: Location | undefined,
): Finding {
  const name = `${object.kind.toLowerCase()}/${object.metadata.name ?? object.metadata.generateName ?? ''}`;
  return {
    rule: 'plan/refused',
    severity: 'error',
    message: refusal.code === 0 ? `kubectl does not apply ${name}` : `the API server refuses ${name}`,
    location,
    object: refOf(object),
    ...(first ? { related: [{ message: 'applied before from', location: first }] } : {}),
    server: { field: '', message: refusalText(refusal, object) },
  };
}

function warningFinding(object: KubeObject, message: string, location: Location): Finding {
  return {
    rule: 'plan/warning',
    severity: 'warning',
    message: `the API server warns of ${object.kind.toLowerCase()}/${object.metadata.name ?? ''}`,
    location,
    object: refOf(object),
    server: { field: '', message },
  };
}
