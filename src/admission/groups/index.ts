/**
 * The API groups whose kinds admission has rules for. A group is loaded when an object of it is met: reading the code of
 * all of them takes longer than checking a file. Who may meet any kind takes `ALL_KINDS` (all.ts).
 */
import { isObject, type JsonValue } from '../../api/json.js';
import { groupOf } from '../../api/object-key.js';
import type { KindRules } from '../kind.js';
import { type Kinds, kindsOf } from '../kinds.js';
import { configMap } from './core/configmap.js';

type Load = () => Promise<{ KINDS: readonly KindRules[] }>;

const core: Load = () => import('./core/index.js');
const apps: Load = () => import('./apps/index.js');
const networking: Load = () => import('./networking/index.js');

/** By name; `extensions` is where kinds were before they went to groups of their own. */
const GROUPS: ReadonlyMap<string, readonly Load[]> = new Map<string, readonly Load[]>([
  ['', [core]],
  ['admissionregistration.k8s.io', [() => import('./admissionregistration/index.js')]],
  ['apiextensions.k8s.io', [() => import('./apiextensions/index.js')]],
  ['apiregistration.k8s.io', [() => import('./apiregistration/index.js')]],
  ['apps', [apps]],
  ['authentication.k8s.io', [() => import('./authentication/index.js')]],
  ['authorization.k8s.io', [() => import('./authorization/index.js')]],
  ['autoscaling', [() => import('./autoscaling/index.js')]],
  ['batch', [() => import('./batch/index.js')]],
  ['certificates.k8s.io', [() => import('./certificates/index.js')]],
  ['coordination.k8s.io', [() => import('./coordination/index.js')]],
  ['discovery.k8s.io', [() => import('./discovery/index.js')]],
  ['events.k8s.io', [() => import('./events/index.js')]],
  ['extensions', [apps, networking]],
  ['flowcontrol.apiserver.k8s.io', [() => import('./flowcontrol/index.js')]],
  ['internal.apiserver.k8s.io', [() => import('./internal/index.js')]],
  ['networking.k8s.io', [networking]],
  ['node.k8s.io', [() => import('./node/index.js')]],
  ['policy', [() => import('./policy/index.js')]],
  ['rbac.authorization.k8s.io', [() => import('./rbac/index.js')]],
  ['resource.k8s.io', [() => import('./resource/index.js')]],
  ['scheduling.k8s.io', [() => import('./scheduling/index.js')]],
  ['storage.k8s.io', [() => import('./storage/index.js')]],
  ['storagemigration.k8s.io', [() => import('./storagemigration/index.js')]],
]);

/** Always at hand: the metadata of custom resources is held to what that of ConfigMaps is. */
const ALWAYS: readonly KindRules[] = [configMap];

/** The rules of the kinds of all `objects`, and of others of their groups; what is no object is passed over. */
export async function loadKinds(objects: readonly (JsonValue | undefined)[]): Promise<Kinds> {
  const needed = new Set(objects.flatMap(loadersOf));
  const loaded = await Promise.all([...needed].map((load) => load()));
  return kindsOf([...ALWAYS, ...loaded.flatMap(({ KINDS }) => KINDS)]);
}

function loadersOf(object: JsonValue | undefined): readonly Load[] {
  if (!isObject(object)) return [];
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== 'string') return [];
  const group = groupOf(apiVersion);
  if (ALWAYS.some((rules) => rules.kind === kind && rules.group === group)) return [];
  return GROUPS.get(group) ?? [];
}
