/** An object that a pod names and that is not there: the one that was meant, one that is made, or none. */
import type { KubeObject } from '../../api/objects.js';
import { closest } from '../../api/suggest.js';
import { type Remedy, UNEDITED } from '../remedy.js';
import { type Lifting, removedFromTemplate, setInTemplate } from './lift.js';

/** Where a pod names it. */
const FIELDS: Readonly<Record<string, string>> = {
  ServiceAccount: 'serviceAccountName',
  PriorityClass: 'priorityClassName',
  RuntimeClass: 'runtimeClassName',
};
const COST = { near: 0.7, create: 1, without: 1.5 };

export const missingLifts: Lifting = (refused) => {
  const { missing } = refused.refusal;
  const field = missing && FIELDS[missing.kind];
  if (!missing || field === undefined) return [];
  const { kind, name } = missing;
  const { namespace = 'default' } = refused.pod.metadata;
  const isAccount = kind === 'ServiceAccount';
  const known = (
    isAccount ? refused.cluster.list(kind, namespace) : refused.cluster.list(kind)
  ) as KubeObject[];
  const near = closest(
    name,
    known.map(({ metadata }) => metadata.name ?? ''),
  );
  const edit = (value: string) => [setInTemplate(refused, ['spec', field], value)];
  const found: Remedy[] = [];
  if (near !== undefined) {
    found.push({
      ...UNEDITED,
      title: `use the ${kind} ${near} (now ${name}, which is not there)`,
      kinds: ['near name'],
      cost: COST.near,
      edits: edit(near),
    });
  }
  const made = madeOf(kind, name, namespace);
  if (made) {
    found.push({
      ...UNEDITED,
      title: `create the ${kind} ${name}`,
      kinds: ['create'],
      cost: COST.create,
      creates: [made],
    });
  }
  if (refused.pod.spec[field as 'serviceAccountName'] !== undefined) {
    found.push({
      ...UNEDITED,
      title: `do without the ${kind} ${name}`,
      kinds: ['without'],
      cost: COST.without,
      edits: [removedFromTemplate(refused, ['spec', field])],
    });
  }
  return found;
};

/** What there is to say of a new one; a RuntimeClass needs a handler that nobody knows. */
function madeOf(kind: string, name: string, namespace: string): KubeObject | undefined {
  if (kind === 'ServiceAccount') return { apiVersion: 'v1', kind, metadata: { name, namespace } };
  if (kind !== 'PriorityClass') return undefined;
  const made = { apiVersion: 'scheduling.k8s.io/v1', kind, metadata: { name }, value: 0 };
  return made;
}
