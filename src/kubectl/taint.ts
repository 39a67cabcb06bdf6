/** kubectl taint NODE KEY=VALUE:EFFECT, KEY:EFFECT-, KEY- [--overwrite] (k8s.io/kubectl/pkg/cmd/taint) */
import type { Node, Taint } from '../api/objects.js';
import type { Client } from './client.js';
import { notThere } from './not-there.js';
import { clientError, type Outcome, outcomeOf } from './outcome.js';

/** Sets a taint, or takes it away: without an effect all of that key. */
export function taint(
  client: Client,
  node: string,
  wanted: Pick<Taint, 'key'> & Partial<Taint>,
  { remove = false, overwrite = true } = {},
): Outcome {
  const name = { kind: 'Node', key: node };
  const live = client.cluster.get('Node', node) as Node | undefined;
  if (!live) return notThere(client, name);
  const before = live.spec?.taints ?? [];
  const others = before.filter(
    ({ key, effect }) => key !== wanted.key || (effect !== wanted.effect && wanted.effect !== undefined),
  );
  if (!remove && !overwrite && others.length < before.length) {
    const why = `already has ${wanted.key} taint(s) with same effect(s) and --overwrite is false`;
    return clientError(`node ${node} ${why}`, live);
  }
  if (remove && others.length === before.length)
    return clientError(`taint "${text(wanted)}" not found`, live);
  const taints = remove ? others : [wanted, ...others];
  // Taints have no merge key: the list is replaced as a whole.
  const patch = { spec: { taints: taints.length > 0 ? taints.map((taint) => ({ ...taint })) : null } };
  const request = { type: 'merge', patch, fieldManager: 'kubectl-taint' } as const;
  return outcomeOf(
    client.send({ verb: 'patch', ...name, ...request }),
    overwrite ? 'modified' : remove ? 'untainted' : 'tainted',
    live,
  );
}

/** `key=value:effect`, without what is not said. */
function text({ key, value, effect }: Pick<Taint, 'key'> & Partial<Taint>): string {
  const named = value ? `${key}=${value}` : key;
  if (!effect) return value ? `${named}:` : named;
  return `${named}:${effect}`;
}
