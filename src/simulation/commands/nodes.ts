/** Nodes that come and go: `add node`, `remove`. */
import { NodeSpecError, parseNodes } from '../../cluster/node-spec.js';
import { clientSaid, told } from '../../kubectl/command/said.js';
import type { Asked, Said } from '../../kubectl/command/verb.js';
import { allSaid, namedIn, nodesNamed, noSuchNode } from './named.js';
import type { PlanSetting, PlanVerb } from './plan-verb.js';

/** `add node 'cpu=4,memory=16Gi'`, in the words of `--nodes`. */
export const addVerb: PlanVerb = {
  name: 'add node',
  usage: "'[COUNTx] cpu=4,memory=16Gi,…'",
  flags: [],
  run: (asked, setting) => {
    const spec = asked.args.map(({ text }) => text).join(' ');
    try {
      return added(spec === '' ? 'cpu=4' : spec, setting);
    } catch (error) {
      if (error instanceof NodeSpecError) return clientSaid(error.message);
      throw error;
    }
  },
};

function added(spec: string, setting: PlanSetting): Said {
  const lines: string[] = [];
  for (const node of parseNodes(spec)) {
    const taken = new Set(setting.client.cluster.list('Node').map(({ metadata }) => metadata.name));
    const name = freeName(node.metadata.name ?? 'node', taken);
    const labels = { ...node.metadata.labels, 'kubernetes.io/hostname': name };
    const { refusal } = setting.act({
      do: 'add-node',
      node: { ...node, metadata: { ...node.metadata, name, uid: `node-${name}`, labels } },
    });
    if (refusal) return clientSaid(refusal.message);
    lines.push(`node/${name} joins`);
  }
  return told(lines);
}

/** `node-1`, or with the next number that is free. */
function freeName(name: string, taken: ReadonlySet<string | undefined>): string {
  const stem = name.replace(/(?<!\d)-?\d+$/, '');
  let free = name;
  for (let number = 1; taken.has(free); number++) free = `${stem}-${number}`;
  return free;
}

/** A machine is taken away for good, with its Node object: what ran there is gone. */
export const removeVerb: PlanVerb = {
  name: 'remove',
  usage: 'node/NAME... | zone/NAME',
  flags: [],
  run: (asked: Asked, setting) => {
    const all = namedIn(asked);
    if (all.length === 0) return clientSaid(`nothing to remove: write ${removeVerb.usage}`);
    return allSaid(
      all.map((one) => {
        const { cluster } = setting.client;
        const nodes = nodesNamed(cluster, one);
        if (nodes.length === 0) return noSuchNode(cluster, one);
        for (const node of nodes) setting.act({ do: 'remove-node', node });
        return told(nodes.map((node) => `node/${node} is taken away`));
      }),
    );
  },
};
