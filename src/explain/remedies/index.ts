/** All that may let a stuck workload go on: from the places that its pod could have, and from the workload itself. */

import type { Ending } from '../ending.js';
import { candidatesOf, placing } from '../fixes.js';
import { type Remedy, UNEDITED } from '../remedy.js';
import { meantClaims, meantClasses, meantDevices } from './claims.js';
import { configurations } from './configuration.js';
import { releases } from './holders.js';
import type { Look } from './look.js';
import { moreNodes, recoveries } from './nodes.js';
import { fewerReplicas, priorities } from './numbers.js';
import { unnamedNode } from './placement.js';
import { poolRemedies } from './pools.js';
import { smallerForAll } from './requests.js';
import { strategies } from './strategy.js';

/** So many placings are tried before anything is proved. */
const MOST_PLACED = 80;
/** How many of them may change the same things, on different nodes. */
const MOST_ALIKE = 3;

/** In no order. */
export function remediesOf(look: Look, end: Ending): Remedy[] {
  const isGated = (look.pod.spec.schedulingGates ?? []).length > 0;
  const isShut = look.waits && (isGated || !look.verdict.nodes.some(({ fits }) => fits));
  return [
    ...strategies(look),
    ...meantClaims(look),
    ...meantClasses(look),
    ...meantDevices(look),
    ...releases(look),
    ...configurations(look),
    ...unnamedNode(look),
    ...(isShut ? [...placings(look), ...grown(look)] : []),
    ...smallerForAll(look),
    ...recoveries(look),
    ...priorities(look),
    ...fewerReplicas(look, end.ready),
    ...waysOut(end),
  ];
}

/** Nodes of pools where any of those takes the pods, else of the size that is needed. */
function grown(look: Look): Remedy[] {
  const ofPools = poolRemedies(look);
  return ofPools.length > 0 ? ofPools : moreNodes(look);
}

/** What the plan found out already. */
function waysOut({ wayOut }: Ending): Remedy[] {
  if (!wayOut) return [];
  const { command } = wayOut;
  return [
    {
      ...UNEDITED,
      title: command.replace(/^kubectl /, ''),
      kinds: ['way out'],
      cost: 0.5,
      commands: [command],
    },
  ];
}

/** Changes with which the pod finds a node, as far as placing it tells. */
function placings({ state, pod, scheduler, verdict, cluster, path }: Look): Remedy[] {
  const found: Remedy[] = [];
  const alike = new Map<string, number>();
  let tried = 0;
  for (const candidate of candidatesOf(state, pod, scheduler, verdict, cluster)) {
    const { kinds, title, cost, edits, commands, creates = [], byServer, opens } = candidate;
    if (tried >= MOST_PLACED) break;
    const same = [...kinds].sort().join();
    const count = (alike.get(same) ?? 0) + 1;
    if (count > MOST_ALIKE || kinds.includes('new node')) continue;
    alike.set(same, count);
    tried += 1;
    const fix = byServer ? undefined : placing(state, candidate, scheduler);
    if (!fix && !byServer && !opens) continue;
    found.push({
      title,
      kinds,
      cost,
      edits: edits.map((edit) => ({ ...edit, path: [...path, ...edit.path] })),
      commands,
      creates,
      ...(fix && { node: fix.node }),
    });
  }
  return found;
}
