/** A claim that is not bound: what its controller waits for, who waits for it, and which volume comes nearest. */
import { matchesSelector } from '../../api/labels.js';
import { keyOf, refText } from '../../api/object-key.js';
import { compareQuantities } from '../../api/quantity.js';
import { selectorText } from '../../api/selector-text.js';
import { listed, numbered } from '../../api/text.js';
import type { PersistentVolumeClaim as Claim, PersistentVolume, StorageClass } from '../../api/workloads.js';
import {
  persistentVolume,
  refersTo,
  SELECTED_NODE,
  STORAGE_PROVISIONER,
  uses,
  volumeMismatches,
} from '../../controllers/persistentvolume.js';
import { classNameOf, NO_PROVISIONER, requestedStorage } from '../../scheduler/volumes.js';
import { writtenAt } from '../../simulation/world.js';
import type { ChainLink } from './chain.js';
import { podLinks } from './pods.js';
import { absence, asIn, askedOnce, type ChainScene, lastWarning, linkOf } from './scene.js';
import type { Told } from './service.js';

/** So many volumes are told of that do not fit. */
const MOST_VOLUMES = 3;
const FAR = 10;

export function claimChain(scene: ChainScene, claim: Claim): Told {
  const phase = phaseOf(scene, claim);
  const volume = claim.spec.volumeName;
  if (phase === 'Bound') {
    const text = `bound to persistentvolume/${volume}, of ${String(claim.status?.capacity?.['storage'] ?? 'unknown size')}`;
    return {
      answer: `is bound to ${volume}`,
      links: [linkOf(scene, claim, 'well', text, { at: ['spec'] }), ...conditionLinks(scene, claim)],
    };
  }
  const { said: words, after } = looked(scene, claim);
  if (after.status?.phase === 'Bound') {
    const text = `persistentvolume/${after.spec.volumeName} fits it, and its controller binds the two when it looks next`;
    return { answer: 'is about to be bound', links: [linkOf(scene, claim, 'note', text, { at: ['spec'] })] };
  }
  if (phase === 'Lost') {
    const text = `its volume ${volume} is ${scene.cluster.get('PersistentVolume', volume ?? '') ? 'bound to another claim' : 'gone'}`;
    return {
      answer: 'has lost its volume',
      links: [linkOf(scene, claim, 'wrong', text, { at: ['spec', 'volumeName'], says: words })],
    };
  }
  const { answer, links } = pending(scene, claim, words);
  return {
    answer: `stays Pending: ${answer}`,
    links: [...links, ...warned(scene, claim, words), ...userLinks(scene, claim)],
  };
}

/** One that was written down as lost is lost: its controller binds it to no other volume. */
function phaseOf({ world }: ChainScene, claim: Claim): string {
  const { phase = 'Pending' } = claim.status ?? {};
  const before = world.before.get('PersistentVolumeClaim', keyOf(claim)) as Claim | undefined;
  return phase === 'Pending' && before?.status?.phase === 'Lost' ? 'Lost' : phase;
}

/** What the volume controller says of a claim, and what becomes of the claim, when it looks once. */
function looked(scene: ChainScene, claim: Claim): { said: string | undefined; after: Claim } {
  const { namespace, name } = claim.metadata;
  // Once it has asked a provisioner it says no more.
  const { [STORAGE_PROVISIONER]: _asked, ...annotations } = claim.metadata.annotations ?? {};
  const fresh = { ...claim, metadata: { ...claim.metadata, annotations } };
  const world = scene.cluster.with([{ verb: 'update', object: fresh }]);
  const { cluster, said } = askedOnce(
    { cluster: world, now: scene.now },
    persistentVolume,
    `claim ${namespace}/${name}`,
    claim,
  );
  return { said: said.at(-1), after: asIn(cluster, claim) };
}

function pending(scene: ChainScene, claim: Claim, says: string | undefined): Told {
  const { cluster } = scene;
  if (claim.spec.volumeName) return named(scene, claim, says);
  const className = classNameOf(claim);
  const found = className === '' ? undefined : cluster.get('StorageClass', className);
  const at = ['spec', 'storageClassName'];
  if (className !== '' && !found) {
    const { known, text } = absence(scene, 'StorageClass', undefined, className);
    const link = linkOf(scene, claim, 'wrong', text, { at, says });
    return {
      answer: `${known ? 'there is no' : 'nothing is known of its'} StorageClass ${className}, and no volume of that class fits`,
      links: [link, ...nearest(scene, claim)],
    };
  }
  if (!found) {
    const text =
      claim.spec.storageClassName === ''
        ? 'its class is "": only a volume without a class will do'
        : 'it names no class, and no StorageClass is the default';
    const link = linkOf(scene, claim, 'wrong', text, {
      at: claim.spec.storageClassName === undefined ? ['spec'] : at,
      says,
    });
    return { answer: 'it has no class, and no volume fits', links: [link, ...nearest(scene, claim)] };
  }
  return ofClass(scene, claim, found, says);
}

function ofClass(scene: ChainScene, claim: Claim, found: StorageClass, says: string | undefined): Told {
  const told = byMode(scene, claim, found, says);
  if (writtenAt(scene.world, found, [])) return told;
  const text = `StorageClass ${found.metadata.name} is taken to be there, the default of the cluster`;
  return { ...told, links: [...told.links, linkOf(scene, found, 'note', text)] };
}

function byMode(scene: ChainScene, claim: Claim, found: StorageClass, says: string | undefined): Told {
  const { provisioner, volumeBindingMode, metadata } = found;
  const at = ['spec', 'storageClassName'];
  const isLocal = provisioner === NO_PROVISIONER;
  const selected = claim.metadata.annotations?.[SELECTED_NODE];
  if (volumeBindingMode === 'WaitForFirstConsumer' && !selected) {
    const users = usersOf(scene, claim);
    const text = `its class ${metadata.name} waits for a pod that uses it to be placed (WaitForFirstConsumer)`;
    const link = linkOf(scene, claim, 'wrong', text, { at, says });
    const answer = users.length === 0 ? 'no pod uses it yet' : 'the pod that uses it has no place';
    return { answer, links: [link, ...(isLocal ? nearest(scene, claim) : [])] };
  }
  if (isLocal) {
    const link = linkOf(
      scene,
      claim,
      'wrong',
      `its class ${metadata.name} makes no volumes (${NO_PROVISIONER})`,
      { at, says },
    );
    return {
      answer: 'its class makes no volumes, and none that is there fits',
      links: [link, ...nearest(scene, claim)],
    };
  }
  const where = selected === undefined ? '' : ` for node ${selected}`;
  const text = `its class ${metadata.name} leaves it to ${provisioner} to make a volume${where}`;
  const link = linkOf(scene, claim, 'wrong', text, {
    at,
    says,
    links: [linkOf(scene, found, 'note', `provisioner ${provisioner}`, { at: ['provisioner'] })],
  });
  return { answer: `${provisioner} has made no volume for it`, links: [link] };
}

/** A claim that names its volume. */
function named(scene: ChainScene, claim: Claim, says: string | undefined): Told {
  const name = claim.spec.volumeName ?? '';
  const at = ['spec', 'volumeName'];
  const volume = scene.cluster.get('PersistentVolume', name);
  if (!volume) {
    const { text } = absence(scene, 'PersistentVolume', undefined, name);
    return {
      answer: `its volume ${name} is not there`,
      links: [linkOf(scene, claim, 'wrong', text, { at, says })],
    };
  }
  const misfits = misfitLinks(scene, claim, volume);
  const link = linkOf(scene, claim, 'wrong', `it asks for persistentvolume/${name}`, {
    at,
    says,
    links: misfits,
  });
  return { answer: `the volume ${name} that it names does not fit`, links: [link] };
}

/** The volumes that come nearest, each with all that keeps them from being the claim's. */
function nearest(scene: ChainScene, claim: Claim): ChainLink[] {
  const all = scene.cluster.list('PersistentVolume');
  if (all.length === 0)
    return [linkOf(scene, claim, 'note', 'there are no PersistentVolumes, as far as is known here')];
  const ranked = all
    .map((volume) => ({ volume, misfits: misfitLinks(scene, claim, volume) }))
    .filter(({ misfits }) => misfits.length > 0)
    .sort(
      (a, b) =>
        distance(claim, a) - distance(claim, b) || compareQuantities(sizeOf(b.volume), sizeOf(a.volume)),
    );
  const shown = ranked.slice(0, MOST_VOLUMES);
  const links = shown.map(({ volume, misfits }, i) =>
    linkOf(
      scene,
      volume,
      'wrong',
      `${i === 0 ? 'nearest is ' : ''}persistentvolume/${volume.metadata.name}, which does not fit`,
      { links: misfits },
    ),
  );
  const more = ranked.length - shown.length;
  return more > 0
    ? [
        ...links,
        linkOf(
          scene,
          claim,
          'note',
          `${numbered(more, 'more volume')} ${more === 1 ? 'does' : 'do'} not fit`,
        ),
      ]
    : links;
}

/** A volume of another class is another kind of volume: it is farther off than one that is too small and taken. */
function distance(
  claim: Claim,
  { volume, misfits }: { volume: PersistentVolume; misfits: readonly unknown[] },
): number {
  return misfits.length + (classNameOf(volume) === classNameOf(claim) ? 0 : FAR);
}

function sizeOf({ spec }: PersistentVolume): string | number {
  return spec.capacity?.['storage'] ?? '0';
}

/** What of a volume is not as a claim wants it, each with its place. */
function misfitLinks(scene: ChainScene, claim: Claim, volume: PersistentVolume): ChainLink[] {
  const { spec, status, metadata } = volume;
  const wrong = (text: string, at: string[], says?: string) =>
    linkOf(scene, volume, 'wrong', text, { at, says });
  const links = volumeMismatches(volume, claim).map(({ message, field }) => {
    const at = field === 'capacity' ? ['spec', 'capacity', 'storage'] : ['spec', field];
    return wrong(difference(volume, claim, field), at, message);
  });
  if (claim.spec.selector && !matchesSelector(claim.spec.selector, metadata.labels)) {
    links.push(
      wrong(`it does not have the labels ${selectorText(claim.spec.selector)}`, ['metadata', 'labels']),
    );
  }
  const { claimRef } = spec;
  if (claimRef && !refersTo(claimRef, claim)) {
    const isSame = claimRef.name === claim.metadata.name && claimRef.namespace === claim.metadata.namespace;
    const whose = isSame ? 'an earlier claim of that name' : `claim ${claimRef.namespace}/${claimRef.name}`;
    const state =
      status?.phase === 'Released'
        ? `was that of ${whose} and is Released: its claimRef has to be taken off`
        : `is kept for ${whose}`;
    links.push(wrong(`it ${state}`, ['spec', 'claimRef']));
  }
  if (status?.phase === 'Failed') links.push(wrong('it is Failed', ['status', 'phase']));
  return links;
}

/** `it has 5Gi, and 10Gi are asked for`. */
function difference(volume: PersistentVolume, claim: Claim, field: string): string {
  const none = (text: string) => (text === '' ? 'none' : text);
  switch (field) {
    case 'capacity':
      return `it has ${sizeOf(volume)} of the ${requestedStorage(claim)} that are asked for`;
    case 'storageClassName':
      return `its class is ${none(classNameOf(volume))}, not ${none(classNameOf(claim))}`;
    case 'accessModes':
      return `it offers ${listed(volume.spec.accessModes ?? [])}, not ${listed((claim.spec.accessModes ?? []).filter((one) => !volume.spec.accessModes?.includes(one)))}`;
    case 'volumeMode':
      return `its mode is ${volume.spec.volumeMode ?? 'Filesystem'}, not ${claim.spec.volumeMode ?? 'Filesystem'}`;
    default:
      return `its ${field} is another`;
  }
}

function usersOf({ cluster }: ChainScene, claim: Claim) {
  return cluster.list('Pod', claim.metadata.namespace).filter((pod) => uses(pod, claim.metadata.name));
}

/** The pods that wait for it. */
function userLinks(scene: ChainScene, claim: Claim): ChainLink[] {
  return podLinks(scene, usersOf(scene, claim), claim).map((one) => ({
    ...one,
    is: 'note',
    text: `${one.text}, and uses it`,
  }));
}

function warned(scene: ChainScene, claim: Claim, words: string | undefined): ChainLink[] {
  const last = lastWarning(scene, claim);
  if (last === undefined || last === words) return [];
  return [
    linkOf(
      scene,
      claim,
      'wrong',
      `the last warning about ${refText({ kind: claim.kind, name: claim.metadata.name ?? '' })}`,
      { says: last },
    ),
  ];
}

type Conditions = { conditions?: { type: string; status: string; message?: string }[] };

/** That it is being made larger, as its status has it. */
function conditionLinks(scene: ChainScene, claim: Claim): ChainLink[] {
  return ((claim.status as Conditions | undefined)?.conditions ?? []).flatMap(
    ({ type, status, message }, i) =>
      status === 'True'
        ? [linkOf(scene, claim, 'note', type, { at: ['status', 'conditions', i], says: message })]
        : [],
  );
}
