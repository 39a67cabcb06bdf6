/** Claims and classes of another name: the one that was meant. */
import { keyOf } from '../../api/object-key.js';
import type { KubeObject } from '../../api/objects.js';
import { closest } from '../../api/suggest.js';
import { asJson, asObject } from '../../api/unstructured.js';
import type { PersistentVolumeClaim } from '../../api/workloads.js';
import { idOf } from '../../cluster/object-id.js';
import { claimsOf, classNameOf, classOf } from '../../scheduler/volumes.js';
import type { World } from '../../simulation/world.js';
import { changedObject, type FieldEdit } from '../moves/edit.js';
import { nearClass } from '../new-claim.js';
import { type Remedy, UNEDITED } from '../remedy.js';
import type { Look } from './look.js';

const COST = 0.7;

/** The claim among those that are there whose name is near to one that is not. */
export function meantClaims({ state, pod, path }: Look): Remedy[] {
  const { namespace = 'default' } = pod.metadata;
  const names = state
    .list('PersistentVolumeClaim')
    .filter(({ metadata }) => metadata.namespace === namespace)
    .map(({ metadata }) => metadata.name ?? '');
  const missing = new Set(claimsOf(pod, state).flatMap(({ claim, name }) => (claim ? [] : [name])));
  return (pod.spec.volumes ?? []).flatMap((volume, i): Remedy[] => {
    const { claimName: name } = (volume['persistentVolumeClaim'] ?? {}) as { claimName?: string };
    const near = name !== undefined && missing.has(name) ? closest(name, names) : undefined;
    if (near === undefined) return [];
    return [
      {
        ...UNEDITED,
        title: `use the claim ${near} (now ${name}, which is not there)`,
        kinds: [`claim ${name}`],
        cost: COST,
        edits: [
          {
            action: 'replace',
            path: [...path, 'spec', 'volumes', i, 'persistentVolumeClaim', 'claimName'],
            value: near,
          },
        ],
      },
    ];
  });
}

/** The claim, or template of claims, of devices whose name is near to one that is not there. */
export function meantDevices({ pod, path, cluster }: Look): Remedy[] {
  const namespace = pod.metadata.namespace ?? 'default';
  return (pod.spec.resourceClaims ?? []).flatMap(
    ({ resourceClaimName, resourceClaimTemplateName }, i): Remedy[] => {
      const isClaim = resourceClaimName !== undefined;
      const kind = isClaim ? 'ResourceClaim' : 'ResourceClaimTemplate';
      const name = isClaim ? resourceClaimName : resourceClaimTemplateName;
      const names = (cluster.list(kind, namespace) as KubeObject[]).map(
        ({ metadata }) => metadata.name ?? '',
      );
      const near = name === undefined || names.includes(name) ? undefined : closest(name, names);
      if (near === undefined) return [];
      const field = isClaim ? 'resourceClaimName' : 'resourceClaimTemplateName';
      return [
        {
          ...UNEDITED,
          title: `use the ${kind} ${near} (now ${name}, which is not there)`,
          kinds: [`devices ${name}`],
          cost: COST,
          edits: [{ action: 'replace', path: [...path, 'spec', 'resourceClaims', i, field], value: near }],
        },
      ];
    },
  );
}

/** The class that was meant by a claim whose class is not there; of a StatefulSet's own claims in its template. */
export function meantClasses({ state, pod, owner, world }: Look): Remedy[] {
  return claimsOf(pod, state).flatMap(({ claim }): Remedy[] => {
    if (!claim || claim.spec?.volumeName) return [];
    const name = classNameOf(claim);
    const near = name !== '' && !classOf(name, state) ? nearClass(name, state) : undefined;
    if (near === undefined) return [];
    const title = `use the StorageClass ${near} (now ${name}, which is not there)`;
    const said = { ...UNEDITED, title, kinds: [`class ${name}`], cost: COST };
    const index = templateOf(owner, claim.metadata.name ?? '');
    const path = ['spec', 'storageClassName'];
    const edit = { action: 'replace' as const, value: near };
    if (index === undefined) return [{ ...said, ...ofClaim(world, claim, { ...edit, path }) }];
    return [{ ...said, edits: [{ ...edit, path: ['spec', 'volumeClaimTemplates', index, ...path] }] }];
  });
}

/** A claim's class is not changed in place: one that is there is made anew. */
function ofClaim(world: World, claim: PersistentVolumeClaim, edit: FieldEdit): Partial<Remedy> {
  const live = world.before.get('PersistentVolumeClaim', keyOf(claim)) as KubeObject | undefined;
  const removes = live ? [live] : [];
  const written = world.manifests.some(({ given }) => idOf(given) === idOf(claim));
  if (written) return { removes, others: [{ object: claim, edits: [edit] }] };
  const { apiVersion, kind, metadata } = claim;
  const { name, namespace } = metadata;
  const spec = asJson(claim)['spec'];
  const bare = { ...asJson({ apiVersion, kind, metadata: { name, namespace } }), ...(spec && { spec }) };
  const fresh: FieldEdit = { action: 'remove', path: ['spec', 'volumeName'] };
  return { removes, creates: [changedObject(asObject(bare), [fresh, edit])] };
}

/** Which of a StatefulSet's templates a claim is made of. */
function templateOf(owner: Look['owner'], claim: string): number | undefined {
  const { volumeClaimTemplates = [] } =
    (owner as { spec?: { volumeClaimTemplates?: { metadata: { name?: string } }[] } }).spec ?? {};
  const at = volumeClaimTemplates.findIndex(({ metadata }) =>
    claim.startsWith(`${metadata.name}-${owner.metadata.name}-`),
  );
  return at < 0 ? undefined : at;
}
