/** A LimitRange: what its bounds leave of what containers ask for, and which bounds would leave it. */
import { objectText } from '../../api/object-key.js';
import type { Container, KubeObject, ResourceList } from '../../api/objects.js';
import { compareQuantities } from '../../api/quantity.js';
import type { FieldEdit } from '../moves/edit.js';
import { type Remedy, UNEDITED } from '../remedy.js';
import { containerAt, type Lifting, type Refused, setInTemplate } from './lift.js';

const COST = { within: 1, wider: 1.5, limit: 0.9, request: 1.1 };

interface LimitRange extends KubeObject {
  spec?: { limits?: LimitItem[] };
}

interface LimitItem {
  type?: string;
  min?: ResourceList;
  max?: ResourceList;
  default?: ResourceList;
}

type Side = 'requests' | 'limits';

/** Within the bounds, or with wider bounds. */
export const rangeLifts: Lifting = (refused) => {
  const { by, places = [] } = refused.refusal;
  if (by?.kind !== 'LimitRange') return [];
  const range = refused.cluster.get('LimitRange', `${by.namespace}/${by.name}`) as LimitRange | undefined;
  if (!range) return [];
  const changes = new Map<string, Change>();
  for (const place of places) {
    const container = containerAt(refused.pod, place) ?? onlyContainer(refused);
    const at = place.length > 1 ? place : ['spec', 'containers', 0, 'resources'];
    for (const [index, item] of (range.spec?.limits ?? []).entries()) {
      if (container)
        for (const one of bounded(container, item, index))
          changes.set(`${at} ${one.side} ${one.resource}`, { ...one, place: [...at] });
    }
  }
  const all = [...changes.values()];
  return all.length === 0 ? [] : [within(refused, all), ...wider(range, all)];
};

/** The limits of pods as a whole are those of their only container. */
function onlyContainer({ pod }: Refused): Container | undefined {
  return pod.spec.containers.length === 1 ? pod.spec.containers[0] : undefined;
}

interface Bound {
  container: string;
  side: Side;
  resource: string;
  /** What it would have to be; what it is. */
  value: string;
  now: string | undefined;
  /** Which bound of which item says so. */
  bound: 'min' | 'max';
  item: number;
}

interface Change extends Bound {
  place: (string | number)[];
}

/** What of a container is out of the bounds of an item. */
function bounded(
  { name, resources = {} }: Container,
  { min = {}, max = {} }: LimitItem,
  item: number,
): Bound[] {
  const found: Bound[] = [];
  const add = (side: Side, resource: string, bound: 'min' | 'max', limit: unknown) => {
    const given = resources[side]?.[resource];
    const now = given === undefined ? undefined : String(given);
    found.push({ container: name, side, resource, value: String(limit), now, bound, item });
  };
  const at = (side: Side, resource: string) => resources[side]?.[resource];
  for (const [resource, most] of Object.entries(max)) {
    const [limit, request] = [at('limits', resource), at('requests', resource)];
    if (limit === undefined || compareQuantities(String(limit), String(most)) > 0)
      add('limits', resource, 'max', most);
    if (request !== undefined && compareQuantities(String(request), String(most)) > 0)
      add('requests', resource, 'max', most);
  }
  for (const [resource, least] of Object.entries(min)) {
    const [limit, request] = [at('limits', resource), at('requests', resource)];
    if (request === undefined || compareQuantities(String(request), String(least)) < 0)
      add('requests', resource, 'min', least);
    if (limit !== undefined && compareQuantities(String(limit), String(least)) < 0)
      add('limits', resource, 'min', least);
  }
  return found;
}

function within(refused: Refused, changes: readonly Change[]): Remedy {
  const said = changes.map(
    ({ container, side, resource, value, now }) =>
      `${side}.${resource} ${value} in ${container}${now === undefined ? '' : ` (now ${now})`}`,
  );
  return {
    ...UNEDITED,
    title: `keep within the bounds: ${said.join(', ')}`,
    kinds: ['within bounds'],
    cost: COST.within,
    edits: changes.map(({ place, side, resource, value }) =>
      setInTemplate(refused, [...place, side, resource], value),
    ),
  };
}

/** The bounds as wide as what is asked for; nothing where it is not said what that is. */
function wider(range: LimitRange, changes: readonly Change[]): Remedy[] {
  const widest = new Map<string, Change>();
  for (const one of changes) {
    if (one.now === undefined) return [];
    const key = `${one.item} ${one.bound} ${one.resource}`;
    const other = widest.get(key)?.now;
    const isWider = other === undefined || compareQuantities(one.now, other) > 0 === (one.bound === 'max');
    if (isWider) widest.set(key, one);
  }
  const all = [...widest.values()];
  const said = all.map(({ bound, resource, now, value }) => `${bound}.${resource} ${now} (now ${value})`);
  return [
    {
      ...UNEDITED,
      title: `widen ${objectText(range)} to ${said.join(', ')}`,
      kinds: ['widen bounds'],
      cost: COST.wider,
      others: [
        {
          object: range,
          edits: all.map(
            ({ item, bound, resource, now = '' }): FieldEdit => ({
              action: 'replace',
              path: ['spec', 'limits', item, bound, resource],
              value: now,
            }),
          ),
        },
      ],
    },
  ];
}

const ABOVE_LIMIT = /must be less than or equal to (\S+) limit(?: of (\S+))?$/;

/** A request above its limit: either gives way. The limit may be a LimitRange's default. */
export const limitLifts: Lifting = (refused) =>
  (refused.refusal.errors ?? []).flatMap(({ path, message }): Remedy[] => {
    const [, resource, limit] = ABOVE_LIMIT.exec(message) ?? [];
    const container = containerAt(refused.pod, path);
    const request = resource === undefined ? undefined : container?.resources?.requests?.[resource];
    if (resource === undefined || request === undefined || !container) return [];
    const at = path.slice(0, path.indexOf('resources') + 1);
    const higher: Remedy = {
      ...UNEDITED,
      title: `limit ${container.name} to ${request} of ${resource}, as much as it asks for${limit ? ` (now ${limit})` : ''}`,
      kinds: ['limit'],
      cost: COST.limit,
      edits: [setInTemplate(refused, [...at, 'limits', resource], String(request))],
    };
    const lower: Remedy[] = limit
      ? [
          {
            ...UNEDITED,
            title: `ask for ${limit} of ${resource} in ${container.name}, its limit (now ${request})`,
            kinds: ['request'],
            cost: COST.request,
            edits: [setInTemplate(refused, [...at, 'requests', resource], limit)],
          },
        ]
      : [];
    return [higher, ...lower];
  });

/** The LimitRange whose default is the limit that a request is above; undefined where the limit is the manifest's own. */
export function defaultingRange({
  refusal,
  pod,
  cluster,
  maker,
}: Refused): { range: KubeObject; path: (string | number)[] } | undefined {
  for (const { path, message } of refusal.errors ?? []) {
    const [, resource] = ABOVE_LIMIT.exec(message) ?? [];
    if (resource === undefined || containerAt(pod, path)?.resources?.limits?.[resource] !== undefined)
      continue;
    for (const range of cluster.list('LimitRange', maker.metadata.namespace ?? 'default') as LimitRange[]) {
      const index = (range.spec?.limits ?? []).findIndex(
        ({ default: given }) => given?.[resource] !== undefined,
      );
      if (index >= 0) return { range, path: ['spec', 'limits', index, 'default', resource] };
    }
  }
  return undefined;
}
