/** Control loops that never come to rest: found out, left alone and named, so that a plan ends whatever it is about. */
import type { LiveCluster } from './live-cluster.js';
import { podsAsked } from './pod-limit.js';

/** So often in a row a loop may ask to look at a key again while nothing in the world changes. */
const MOST_VAIN_LOOKS = 400;
/** So often at one moment a loop may change something for the same key, beside twice for each pod that is wanted or was there. */
const MOST_CHANGES = 120;
/** So many pods it may make for it at one moment, beside twice all that are wanted. */
const MOST_PODS = 60;

/** A key that a loop would look at for ever. */
export interface Restless {
  /** The controller's name. */
  actor: string;
  key: string;
  /** Whether nothing comes of its looks, or what it does is undone each time. */
  why: 'vain' | 'undone';
  /** Who else changes something at the same moment again and again: whose work and this one's undo each other. */
  against?: { actor: string; key: string };
}

/** What one loop did with one key of late. */
interface Looks {
  who: Pick<Restless, 'actor' | 'key'>;
  revision: number;
  vain: number;
  at: number;
  changes: number;
  pods: number;
  /** Pods that it has made at any time, where it makes no more than are wanted. */
  allPods: number;
  /** So many changes, and pods, may be for all that is known. */
  most: number;
  mostPods: number;
}

/** They keep a number of pods: one that is gone is made again. */
const KEEPERS: ReadonlySet<string> = new Set([
  'daemonset',
  'replicaset',
  'replicationcontroller',
  'statefulset',
]);

function isTooMuch({ changes, most, pods, allPods, mostPods }: Looks): boolean {
  return changes > most || pods > mostPods || allPods > mostPods;
}

export class Unrest {
  /** By the id of the key; in the order in which they were found. */
  readonly found = new Map<string, Restless>();
  private readonly looks = new Map<string, Looks>();

  constructor(private readonly world: LiveCluster) {}

  /** Takes down one look: whether it changed anything, the pods it made, whether there is to be another one whatever happens meanwhile. */
  saw(
    id: string,
    who: Pick<Restless, 'actor' | 'key'>,
    look: { changed: boolean; pods: number; again: boolean },
  ): void {
    if (!look.changed && !look.again) return;
    const { revision } = this.world.cluster;
    const { now } = this.world.clock;
    const before = this.looks.get(id) ?? {
      who,
      revision,
      vain: 0,
      at: now,
      changes: 0,
      pods: 0,
      allPods: 0,
      most: MOST_CHANGES,
      mostPods: MOST_PODS,
    };
    const isSame = before.revision === revision && !look.changed;
    const looks = {
      who,
      revision,
      vain: isSame ? before.vain + 1 : 0,
      at: now,
      changes: (before.at === now ? before.changes : 0) + (look.changed ? 1 : 0),
      pods: (before.at === now ? before.pods : 0) + look.pods,
      allPods: before.allPods + (KEEPERS.has(who.actor) ? look.pods : 0),
      most: before.most,
      mostPods: before.mostPods,
    };
    this.looks.set(id, looks);
    if (looks.vain > MOST_VAIN_LOOKS) this.found.set(id, { ...who, why: 'vain' });
    if (!isTooMuch(looks)) return;
    Object.assign(looks, this.limits());
    if (!isTooMuch(looks)) return;
    const against = this.busiestBeside(id, now);
    this.found.set(id, { ...who, why: 'undone', ...(against ? { against } : {}) });
  }

  /** The loop that, with another key or as another, has changed most at this moment beside one; undefined for a few changes only. */
  private busiestBeside(id: string, now: number): Looks['who'] | undefined {
    const changes = this.looks.get(id)?.changes ?? 0;
    let found: Looks | undefined;
    for (const [other, looks] of this.looks) {
      const isBusy = other !== id && looks.at === now && looks.changes * 4 > changes;
      if (isBusy && looks.changes > (found?.changes ?? 0)) found = looks;
    }
    return found?.who;
  }

  /** Pods that nobody asked for may be what a loop makes for ever. */
  private limits(): Pick<Looks, 'most' | 'mostPods'> {
    const { cluster, podsMade } = this.world;
    const wereThere = Math.max(0, cluster.count('Pod') - podsMade);
    const asked = podsAsked(cluster);
    return { most: MOST_CHANGES + 2 * (asked + wereThere), mostPods: MOST_PODS + 2 * asked };
  }
}
