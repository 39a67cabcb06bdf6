/** Claims that pods of others have: who has each, and what would make them let go. */
import { keyOf, objectText } from '../../api/object-key.js';
import type { KubeObject, Pod } from '../../api/objects.js';
import { isPodTerminal } from '../../api/pods.js';
import { commandLine, inNamespaceWords } from '../../api/shell.js';
import type { PersistentVolume, PersistentVolumeClaim } from '../../api/workloads.js';
import { idOf } from '../../cluster/object-id.js';
import { attacherOf, isExclusive, usersOf } from '../../kubelet/attachable.js';
import { claimsOf } from '../../scheduler/volumes.js';
import { SCALED } from '../../simulation/numbers-of.js';
import { type Remedy, UNEDITED } from '../remedy.js';
import { topOwner } from '../target.js';
import type { Look } from './look.js';

const FOR_ONE_POD = 'ReadWriteOncePod';
const COST = { beside: 2.2, release: 2.75 };
const HOSTNAME = 'kubernetes.io/hostname';

/** A claim of the pod that pods of others have. */
export interface HeldClaim {
  claim: PersistentVolumeClaim;
  /** It is for one pod alone; else its volume is on one node at a time. */
  alone: boolean;
  holders: readonly Pod[];
}

/** What the pod cannot have while others have it: claims for one pod, volumes that are attached to another node. */
export function heldClaims({ state, pod, cluster, owner }: Look): HeldClaim[] {
  const own = idOf(owner);
  const isOther = (one: Pod) =>
    one.spec.nodeName !== undefined && !isPodTerminal(one) && idOf(topOwner(cluster, one)) !== own;
  return claimsOf(pod, state).flatMap(({ claim }): HeldClaim[] => {
    if (!claim) return [];
    if (claim.spec.accessModes?.includes(FOR_ONE_POD)) {
      const holders = cluster.podsOfClaim(keyOf(claim)).filter(isOther);
      return holders.length > 0 ? [{ claim, alone: true, holders }] : [];
    }
    const volume = cluster.get('PersistentVolume', claim.spec.volumeName ?? '') as
      | PersistentVolume
      | undefined;
    if (!volume || !isExclusive(volume) || attacherOf(cluster, volume) === undefined) return [];
    const holders = usersOf(cluster, volume).filter(isOther);
    return holders.length > 0 ? [{ claim, alone: false, holders }] : [];
  });
}

/** `pod/old-x of deployment/old on n1`. */
export function holderText({ cluster }: Pick<Look, 'cluster'>, pod: Pod): string {
  const owner = topOwner(cluster, pod);
  const whose = owner === pod ? '' : ` of ${objectText(owner)}`;
  return `${objectText(pod)}${whose} on ${pod.spec.nodeName}`;
}

/** Those who have the claim end; or, of a volume that pods of one node share, the pod goes where it is. */
export function releases(look: Look): Remedy[] {
  return heldClaims(look).flatMap((held) => [
    ...ended(look, held),
    ...(held.alone ? [] : beside(look, held)),
  ]);
}

function ended({ cluster }: Look, { claim, holders }: HeldClaim): Remedy[] {
  const owners = new Map(holders.map((pod) => [idOf(topOwner(cluster, pod)), topOwner(cluster, pod)]));
  const commands = [...owners.values()].flatMap((owner) => endingCommand(cluster, owner) ?? []);
  // Of others it is not known how they would be ended, or they would come back.
  if (commands.length < owners.size) return [];
  const names = [...owners.values()].map(objectText).join(' and ');
  return [
    {
      ...UNEDITED,
      title: `end ${names}, which ${owners.size === 1 ? 'has' : 'have'} the claim ${claim.metadata.name}`,
      kinds: [`holder of ${keyOf(claim)}`],
      cost: COST.release,
      commands,
    },
  ];
}

function endingCommand(cluster: Look['cluster'], owner: KubeObject): string | undefined {
  const { name = '', namespace } = owner.metadata;
  const where = inNamespaceWords(namespace);
  if (owner.kind === 'Pod') return commandLine('kubectl', 'delete', 'pod', name, ...where);
  if (!SCALED.has(owner.kind) || isScaledByOthers(cluster, owner)) return undefined;
  return commandLine('kubectl', 'scale', owner.kind.toLowerCase(), name, ...where, '--replicas=0');
}

/** An autoscaler leaves alone what has no replicas, and sets it up again where it is told to. */
function isScaledByOthers(cluster: Look['cluster'], { kind, metadata }: KubeObject): boolean {
  return cluster
    .list('HorizontalPodAutoscaler', metadata.namespace)
    .some(({ spec }) => spec.scaleTargetRef.kind === kind && spec.scaleTargetRef.name === metadata.name);
}

function beside({ pod, path, cluster }: Look, { holders }: HeldClaim): Remedy[] {
  const nodes = new Set(holders.map(({ spec }) => spec.nodeName ?? ''));
  const [node] = nodes;
  if (node === undefined || nodes.size > 1 || pod.spec.nodeName === node) return [];
  const label = cluster.get('Node', node)?.metadata.labels?.[HOSTNAME];
  if (label === undefined) return [];
  return [
    {
      ...UNEDITED,
      title: `run it on ${node}, where its volume is (nodeSelector ${HOSTNAME}=${label})`,
      kinds: ['beside its volume'],
      cost: COST.beside,
      edits: [{ action: 'replace', path: [...path, 'spec', 'nodeSelector', HOSTNAME], value: label }],
    },
  ];
}
