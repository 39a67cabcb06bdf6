/** Old pods of the same Deployment that stay until new ones are ready: what its strategy would have to say. */
import type { Deployment, KubeObject } from '../../api/objects.js';
import { asJson, asKind } from '../../api/unstructured.js';
import { desiredReplicas, isRollingUpdate, maxUnavailable } from '../../controllers/deployment-limits.js';
import { type Remedy, UNEDITED } from '../remedy.js';
import type { Look } from './look.js';

const STRATEGY = ['spec', 'strategy'];

const KIND = 'strategy';

/** Whether a remedy is one of these: where it helps, the strategy is the cause. */
export function isOfStrategy(kind: string): boolean {
  return kind.startsWith(`${KIND} `);
}

/** Fewer pods while it rolls, or none; nothing for a Deployment that has no pods of an older template. */
export function strategies({ owner, cluster }: Look): Remedy[] {
  const deployment = rolling(owner);
  if (!deployment) return [];
  const sets = cluster
    .dependents(owner.metadata.uid ?? '')
    .filter(
      ({ kind, metadata }) => kind === 'ReplicaSet' && cluster.dependents(metadata.uid ?? '').length > 0,
    );
  if (sets.length < 2) return [];
  const gone: Remedy = {
    ...UNEDITED,
    title: 'end the old pods before new ones are made (strategy Recreate: nothing serves meanwhile)',
    kinds: [`${KIND} Recreate`],
    cost: 0.9,
    edits: [{ action: 'replace', path: STRATEGY, value: { type: 'Recreate' } }],
  };
  if (maxUnavailable(deployment) > 0) return [gone];
  const fewer: Remedy = {
    ...UNEDITED,
    title: `let one old pod go before its replacement is ready (maxUnavailable 1, now ${roundedText(deployment)})`,
    kinds: [`${KIND} maxUnavailable`],
    cost: 0.8,
    edits: [{ action: 'replace', path: [...STRATEGY, 'rollingUpdate', 'maxUnavailable'], value: 1 }],
  };
  return [fewer, gone];
}

/** Why none of the old pods goes: `maxUnavailable 25% of 3 rounds down to 0`; undefined where some may. */
export function strategyCause(owner: KubeObject): string | undefined {
  const deployment = rolling(owner);
  if (!deployment || maxUnavailable(deployment) > 0) return undefined;
  return `maxUnavailable ${roundedText(deployment)}`;
}

function rolling(owner: KubeObject): Deployment | undefined {
  if (owner.kind !== 'Deployment') return undefined;
  const deployment = asKind<'Deployment'>(asJson(owner));
  return isRollingUpdate(deployment) ? deployment : undefined;
}

function roundedText(deployment: Deployment): string {
  const said = deployment.spec.strategy?.rollingUpdate?.maxUnavailable ?? '25%';
  return String(said).endsWith('%')
    ? `${said} of ${desiredReplicas(deployment)} rounds down to 0`
    : String(said);
}
