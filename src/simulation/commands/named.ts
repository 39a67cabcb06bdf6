/** What the plan's own verbs are about: `node/w1`, `zone/a`, `image/shop/api:2`, `deployment/web`. */
import { closest } from '../../api/suggest.js';
import type { Cluster } from '../../cluster/cluster.js';
import { clientSaid, told } from '../../kubectl/command/said.js';
import type { Asked, Said } from '../../kubectl/command/verb.js';

const ZONE = 'topology.kubernetes.io/zone';

/** One word of a command: what stands before the first slash, and behind it. */
export interface Named {
  kind: string;
  name: string;
}

/** The words of a command, each `KIND/NAME`; `KIND NAME` is one of them too. */
export function namedIn({ args }: Asked): Named[] {
  const words = args.map(({ text }) => text);
  const [first = '', ...rest] = words;
  if (first !== '' && !first.includes('/') && rest.length > 0)
    return rest.map((name) => ({ kind: first.toLowerCase(), name }));
  return words.map((word) => {
    const slash = word.indexOf('/');
    if (slash < 0) return { kind: 'node', name: word };
    return { kind: word.slice(0, slash).toLowerCase(), name: word.slice(slash + 1) };
  });
}

/** The nodes that a word means: one, or all of a zone. Nothing where there is none. */
export function nodesNamed(cluster: Cluster, { kind, name }: Named): string[] {
  const nodes = cluster.list('Node');
  const meant = kind.startsWith('zone')
    ? nodes.filter(({ metadata }) => metadata.labels?.[ZONE] === name)
    : nodes.filter(({ metadata }) => metadata.name === name);
  return meant.flatMap(({ metadata }) => metadata.name ?? []);
}

/** What is said where there is no such node or zone. */
export function noSuchNode(cluster: Cluster, { kind, name }: Named): Said {
  const nodes = cluster.list('Node');
  const names = kind.startsWith('zone')
    ? nodes.flatMap(({ metadata }) => metadata.labels?.[ZONE] ?? [])
    : nodes.flatMap(({ metadata }) => metadata.name ?? []);
  const near = closest(name, names);
  const what = kind.startsWith('zone') ? `no node is in zone "${name}"` : `nodes "${name}" not found`;
  return clientSaid(`${what}${near ? `, did you mean ${near}?` : ''}`);
}

/** The lines of several, and whether one of them failed. */
export function allSaid(all: readonly Said[]): Said {
  return told(
    all.flatMap(({ lines }) => lines),
    all.some(({ exitCode }) => exitCode === 1) ? 1 : 0,
  );
}
