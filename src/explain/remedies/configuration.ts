/** ConfigMaps and Secrets that containers need and that are not there: the name that was meant, or what has to be made. */
import type { JsonObject } from '../../api/json.js';
import { refText } from '../../api/object-key.js';
import type { KubeObject } from '../../api/objects.js';
import { closest } from '../../api/suggest.js';
import { type Lack, lacksOf } from '../../simulation/missing.js';
import { outsideOf } from '../../simulation/outside.js';
import { locator } from '../../simulation/world.js';
import type { FieldEdit } from '../moves/edit.js';
import { type Remedy, UNEDITED } from '../remedy.js';
import type { Look } from './look.js';

const COST = { near: 0.7, key: 1, create: 1.1 };

/** All that the pods of a workload wait for, as a plan has it; in the order of the file. */
export function lacksIn({ world, cluster, owner }: Look): Lack[] {
  const isOutside = outsideOf(world.before, { described: world.described, open: false });
  const lacks = lacksOf({ cluster, isOutside }, owner).filter(({ need }) => need.unmet !== 'left-out');
  const locate = locator(world, owner);
  const at = ({ need, key }: Lack) => locate?.(key?.path ?? need.path).start.offset ?? 0;
  return lacks.sort((a, b) => at(a) - at(b));
}

export function configurations(look: Look): Remedy[] {
  const lacks = lacksIn(look);
  const objects = lacks.filter(({ key }) => key === undefined);
  const keys = lacks.filter(({ key }) => key !== undefined);
  return [
    ...(objects.length > 0 ? [...meantNames(look, objects), created(objects)] : []),
    ...(keys.length > 0 ? meantKeys(look, keys) : []),
  ];
}

/** The object that was meant by each name that none has. */
function meantNames({ cluster }: Look, lacks: readonly Lack[]): Remedy[] {
  return lacks.flatMap(({ need: { to, namespace, name, path } }): Remedy[] => {
    const names = (cluster.list(to, namespace) as KubeObject[]).map(({ metadata }) => metadata.name ?? '');
    const near = closest(name, names);
    if (near === undefined) return [];
    return [
      {
        ...UNEDITED,
        title: `use the ${to} ${near} (now ${name}, which is not there)`,
        kinds: [`${to} ${name}`],
        cost: COST.near,
        edits: [{ action: 'replace', path, value: near }],
      },
    ];
  });
}

/** All that is missing, with the keys that are read of it and nothing in them. */
function created(lacks: readonly Lack[]): Remedy {
  const made = new Map<string, KubeObject & { data: JsonObject }>();
  for (const { need } of lacks) {
    const { to: kind, namespace = 'default', name } = need;
    const id = `${kind} ${namespace}/${name}`;
    const one = made.get(id) ?? { apiVersion: 'v1', kind, metadata: { name, namespace }, data: {} };
    for (const { key } of need.keys) one.data[key] = '';
    made.set(id, one);
  }
  const all = [...made.values()];
  return {
    ...UNEDITED,
    title: `create ${all.map(({ kind, metadata }) => refText({ kind, name: metadata.name ?? '' })).join(' and ')}`,
    kinds: ['create configuration'],
    cost: COST.create,
    creates: all,
  };
}

/** The key that was meant, or one that is added. */
function meantKeys({ cluster }: Look, lacks: readonly Lack[]): Remedy[] {
  return lacks.flatMap(({ need, key }): Remedy[] => {
    const { to, namespace, name } = need;
    const object = cluster.get(to, `${namespace}/${name}`) as
      | (KubeObject & { data?: JsonObject })
      | undefined;
    if (!object || !key) return [];
    const near = closest(key.key, Object.keys(object.data ?? {}));
    const kinds = [`key ${key.key}`];
    const edit: FieldEdit = { action: 'replace', path: ['data', key.key], value: '' };
    const added: Remedy = {
      ...UNEDITED,
      title: `add the key ${key.key} to ${refText({ kind: to, name })}`,
      kinds,
      cost: COST.key,
      others: [{ object, edits: [edit] }],
    };
    if (near === undefined) return [added];
    const meant: Remedy = {
      ...UNEDITED,
      title: `read the key ${near} of ${refText({ kind: to, name })} (now ${key.key}, which it does not have)`,
      kinds,
      cost: COST.near,
      edits: [{ action: 'replace', path: key.path, value: near }],
    };
    return [meant, added];
  });
}
