/** kubectl taint NODE KEY=VALUE:EFFECT, KEY:EFFECT-, KEY- [--overwrite] (k8s.io/kubectl/pkg/cmd/taint) */
import type { Node, Taint } from '../api/objects.js';
import type { Client } from './client.js';
import { notThere } from './not-there.js';
import { clientError, type Outcome, outcomeOf } from './outcome.js';

/** A taint as it is named: without an effect it stands for all of its key. */
export type NamedTaint = Pick<Taint, 'key'> & Partial<Taint>;

/** Sets a taint, or takes it away: without an effect all of that key. */
export function taint(
  client: Client,
  node: string,
  wanted: NamedTaint,
  { remove = false, overwrite = true } = {},
): Outcome {
  return changeTaints(client, node, remove ? { remove: [wanted] } : { add: [wanted] }, overwrite);
}

/** Sets some taints and takes others away, in one request. */
export function changeTaints(
  client: Client,
  node: string,
  { add = [], remove = [] }: { add?: readonly NamedTaint[]; remove?: readonly NamedTaint[] },
  overwrite: boolean,
): Outcome {
  const name = { kind: 'Node', key: node };
  const live = client.cluster.get('Node', node) as Node | undefined;
  if (!live) return notThere(client, name);
  const before = live.spec?.taints ?? [];
  const taken = add.filter((one) => before.some((old) => isSameTaint(old, one))).map(({ key }) => key);
  if (!overwrite && taken.length > 0) {
    const why = `already has ${taken.join(',')} taint(s) with same effect(s) and --overwrite is false`;
    return clientError(`node ${node} ${why}`, live);
  }
  let taints: readonly NamedTaint[] = [
    ...add,
    ...before.filter((old) => !add.some((one) => isSameTaint(old, one))),
  ];
  // kubectl goes by how many there are.
  const added = taints.length !== before.length;
  let deleted = false;
  for (const one of remove) {
    const left = taints.filter((old) => (one.effect ? !isSameTaint(old, one) : old.key !== one.key));
    deleted = left.length < taints.length;
    if (!deleted) return clientError(`taint "${text(one)}" not found`, live);
    taints = left;
  }
  // Taints have no merge key: the list is replaced as a whole.
  const patch = { spec: { taints: taints.length > 0 ? taints.map((taint) => ({ ...taint })) : null } };
  const request = { type: 'merge', patch, fieldManager: 'kubectl-taint' } as const;
  const word = overwrite || (added && deleted) ? 'modified' : added ? 'tainted' : 'untainted';
  return outcomeOf(client.send({ verb: 'patch', ...name, ...request }), word, live);
}

function isSameTaint(a: NamedTaint, b: NamedTaint): boolean {
  return a.key === b.key && a.effect === b.effect;
}

/** `key=value:effect`, without what is not said. */
function text({ key, value, effect }: NamedTaint): string {
  const named = value ? `${key}=${value}` : key;
  if (!effect) return value ? `${named}:` : named;
  return `${named}:${effect}`;
}
