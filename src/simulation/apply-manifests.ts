/** Applies the manifests of a plan, and says what the server, or kubectl, has to say of them. */
import type { Finding, Location } from '../api/finding.js';
import { refOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import type { Status } from '../apiserver/request.js';
import { type Cluster, keyOf, kindOf } from '../cluster/cluster.js';
import { apply } from '../kubectl/apply.js';
import { PlainClient } from '../kubectl/client.js';
import { type ApplyOrder, inOrder } from '../kubectl/order.js';
import { mappingErrors } from '../kubectl/resource-mapping.js';
import type { Simulation } from './simulation.js';

interface Given {
  object: KubeObject;
  location?: Location;
}

/** What became of the manifests beside the steps. */
export interface AppliedManifests {
  /** By `KIND KEY`: what was said to the ones that were not taken. */
  refused: Map<string, string>;
  findings: Finding[];
}

const ANOTHER_ORDER =
  'it is taken when what it needs is applied first: kubectl goes by the names of the files; --order install begins with namespaces and definitions, as Helm and Argo CD do';

export function applyManifests(
  simulation: Simulation,
  manifests: readonly Given[],
  order: ApplyOrder,
  maxSteps: number,
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
    const { refusal, warnings = [] } = put(simulation, given, unmapped.get(given));
    if (location) findings.push(...warnings.map((warning) => warningFinding(object, warning, location)));
    if (!refusal) {
      if (location) applied.set(id, location);
      continue;
    }
    refused.set(id, refusal.message);
    if (!location) continue;
    const finding = refusalFinding(object, refusal, location, applied.get(id));
    findings.push(finding);
    lost.push({ given, finding });
  }
  if (order === 'kubectl' && lost.length > 0) {
    const taken = takenInInstallOrder(before, manifests);
    for (const { given, finding } of lost) if (taken.has(given)) finding.hint = ANOTHER_ORDER;
  }
  return { refused, findings };
}

function put(simulation: Simulation, { object, location }: Given, unmapped: Status | undefined) {
  if (!unmapped) return simulation.act({ do: 'apply', object, ...(location && { location }) });
  simulation.tell('apply', 'refuse', refOf(object), unmapped.message, undefined, location);
  return { refusal: unmapped, warnings: [] };
}

/** The manifests that would be taken if what others need came first. */
function takenInInstallOrder(before: Cluster, manifests: readonly Given[]): Set<Given> {
  const client = new PlainClient(before, 0);
  const taken = new Set<Given>();
  for (const given of inOrder(manifests, 'install')) if (apply(client, given.object).word) taken.add(given);
  return taken;
}

function idOf(object: KubeObject): string {
  return `${kindOf(object)} ${keyOf(object)}`;
}

/** `first`: an earlier manifest of the same object, which was taken. */
function refusalFinding(
  object: KubeObject,
  { code, message }: Status,
  location: Location,
  first: Location | undefined,
): Finding {
  const name = `${object.kind.toLowerCase()}/${object.metadata.name ?? object.metadata.generateName ?? ''}`;
  return {
    rule: 'plan/refused',
    severity: 'error',
    message: code === 0 ? `kubectl does not apply ${name}` : `the API server refuses ${name}`,
    location,
    object: refOf(object),
    ...(first ? { related: [{ message: 'applied before from', location: first }] } : {}),
    server: { field: '', message },
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
