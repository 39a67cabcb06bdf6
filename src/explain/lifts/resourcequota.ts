/** A ResourceQuota: what it wants to be told, how much more it would have to allow, how little may be asked for. */
import { usageOf, usedBy } from '../../admission/plugins/quota-usage.js';
import { objectText } from '../../api/object-key.js';
import type { KubeObject } from '../../api/objects.js';
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  type ParsedQuantity,
  parseQuantity,
  resourceAmount,
} from '../../api/quantity.js';
import { compareTexts } from '../../api/text.js';
import type { ResourceQuota } from '../../api/workloads.js';
import { idOf } from '../../cluster/object-id.js';
import { quantityAtMost } from '../amounts.js';
import { askAtMost, largestRequest } from '../moves/requests.js';
import { POD_MAKERS, refusedPod } from '../refused-pod.js';
import { type Remedy, UNEDITED } from '../remedy.js';
import { topOwner } from '../target.js';
import { containerAt, type Lifting, type Refused, setInTemplate } from './lift.js';

/** What a small container may ask for where nobody has said; shown as a guess. */
const GUESSES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  requests: { cpu: '100m', memory: '128Mi' },
  limits: { cpu: '500m', memory: '256Mi' },
};
const COST = { state: 1, range: 1.4, raise: 1.5, less: 1.6 };

export const quotaLifts: Lifting = (refused) => {
  const { by } = refused.refusal;
  if (by?.kind !== 'ResourceQuota') return [];
  const quota = refused.cluster.get('ResourceQuota', `${by.namespace}/${by.name}`);
  if (!quota) return [];
  const { places = [] } = refused.refusal;
  return places.length > 0
    ? [stated(refused), filledIn(refused)]
    : [raised(refused, quota), ...smaller(refused, quota)];
};

/** What was not stated, as far as a guess goes: never less than is asked for already. */
function statedValues(refused: Refused): { place: (string | number)[]; name: string; value: string }[] {
  return (refused.refusal.places ?? []).map((place) => {
    const side = String(place.at(-2));
    const resource = String(place.at(-1));
    const container = containerAt(refused.pod, place);
    const guess = GUESSES[side]?.[resource] ?? '1';
    const other = container?.resources?.[side === 'limits' ? 'requests' : 'limits']?.[resource];
    const isWithin =
      other === undefined || compareQuantities(String(other), guess) > 0 === (side === 'requests');
    return {
      place: [...place],
      name: container?.name ?? '',
      value: isWithin || other === undefined ? guess : String(other),
    };
  });
}

function stated(refused: Refused): Remedy {
  const values = statedValues(refused);
  const said = values.map(({ place, name, value }) => `${place.slice(-2).join('.')} ${value} in ${name}`);
  return {
    ...UNEDITED,
    title: `state what it asks for, here ${said.join(', ')}`,
    kinds: ['state'],
    cost: COST.state,
    edits: values.map(({ place, value }) => setInTemplate(refused, place, value)),
  };
}

/** A LimitRange gives it to all containers that say nothing. */
function filledIn(refused: Refused): Remedy {
  const limits: Record<string, Record<string, string>> = {};
  for (const { place, value } of statedValues(refused)) {
    const [side, resource] = place.slice(-2).map(String) as [string, string];
    const field = side === 'limits' ? 'default' : 'defaultRequest';
    limits[field] = { ...limits[field], [resource]: value };
  }
  const range = {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'defaults', namespace: refused.pod.metadata.namespace ?? 'default' },
    spec: { limits: [{ type: 'Container', ...limits }] },
  };
  return {
    ...UNEDITED,
    title: 'create a LimitRange that fills in what containers of the namespace do not state',
    kinds: ['range'],
    cost: COST.range,
    creates: [range as KubeObject],
  };
}

interface Over {
  resource: string;
  hard: string;
  /** With all pods that are missing. */
  needed: ParsedQuantity;
  used: ParsedQuantity;
}

/** What other workloads would use of the quota if it let them: they take of what is added. */
function othersRefused(
  { cluster, owner, pod }: Refused,
  quota: ResourceQuota,
): Map<string, ParsedQuantity>[] {
  return POD_MAKERS.flatMap((kind) => cluster.list(kind, pod.metadata.namespace ?? 'default') as KubeObject[])
    .filter((one) => idOf(one) !== idOf(owner) && topOwner(cluster, one) === one)
    .flatMap((one) => {
      const found = refusedPod(cluster, one);
      if (!found || found.refusal.by?.name !== quota.metadata.name) return [];
      const usage = usageOf(found.pod, cluster.version);
      return [new Map([...usage].map(([name, each]) => [name, times(each, found.wanted - found.there)]))];
    });
}

const NONE = parseQuantity('0') as ParsedQuantity;

function times(each: ParsedQuantity, count: number): ParsedQuantity {
  return { ...each, unscaled: each.unscaled * BigInt(Math.max(1, count)) };
}

/** What is over the quota once all pods of the workload are there. */
function overOf(refused: Refused, quota: ResourceQuota): Over[] {
  const { cluster, pod, missing } = refused;
  const usage = usageOf(pod, cluster.version);
  const used = usedBy(cluster, quota);
  const others = othersRefused(refused, quota);
  const hards = Object.entries(quota.spec?.hard ?? {}).sort(([a], [b]) => compareTexts(a, b));
  return hards.flatMap(([resource, hard]): Over[] => {
    const each = usage.get(resource);
    const now = parseQuantity(used[resource]);
    if (!each || !now) return [];
    const own = times(each, missing);
    const needed = others.reduce(
      (sum, one) => addQuantities(sum, one.get(resource) ?? NONE),
      addQuantities(now, own),
    );
    return compareQuantities(needed, String(hard)) > 0
      ? [{ resource, hard: String(hard), needed, used: now }]
      : [];
  });
}

function raised(refused: Refused, quota: ResourceQuota): Remedy {
  const over = overOf(refused, quota);
  const said = over.map(
    ({ resource, hard, needed, used }) =>
      `${resource} ${formatQuantity(needed)} (now ${hard}, ${formatQuantity(used)} of it used)`,
  );
  return {
    ...UNEDITED,
    title: `raise ${objectText(quota)} to ${said.join(' and ')}`,
    kinds: ['raise quota'],
    cost: COST.raise,
    others: [
      {
        object: quota,
        edits: over.map(({ resource, needed }) => ({
          action: 'replace',
          path: ['spec', 'hard', resource],
          value: formatQuantity(needed),
        })),
      },
    ],
  };
}

/** So much less for each pod that all of them are within the quota; nothing where something else than requests is over. */
function smaller(refused: Refused, quota: ResourceQuota): Remedy[] {
  const { pod, wanted, there, path } = refused;
  const edits = overOf(refused, quota).map(({ resource, hard, used }) => {
    const name = /^(?:requests\.)?(cpu|memory|ephemeral-storage)$/.exec(resource)?.[1];
    const holder = name === undefined ? undefined : largestRequest(name, pod.spec);
    if (name === undefined || !holder) return undefined;
    const own = there * holder.amount;
    const left = (resourceAmount(name, hard) - resourceAmount(name, formatQuantity(used)) + own) / wanted;
    const text = quantityAtMost(name, left);
    if (text === undefined || left >= holder.amount) return undefined;
    return askAtMost(name, { holder, left, text, alone: pod.spec.containers.length === 1 });
  });
  const moves = edits.filter((move) => move !== undefined);
  if (moves.length === 0 || moves.length < edits.length) return [];
  return [
    {
      ...UNEDITED,
      title: moves.map(({ title }) => title).join(' and '),
      kinds: moves.map(({ kind }) => kind),
      cost: COST.less,
      edits: moves.flatMap((move) => move.edits.map((edit) => ({ ...edit, path: [...path, ...edit.path] }))),
    },
  ];
}
