/** Control loops that never come to rest: found out, left alone and named, so that a plan ends whatever it is about. */
import type { LiveCluster } from './live-cluster.js';

/** So often in a row a loop may ask to look at a key again while nothing in the world changes. */
const MOST_VAIN_LOOKS = 400;
/** So often at one moment a loop may change something for the same key, beside once for each pod that is there or was made. */
const MOST_CHANGES = 500;

/** A key that a loop would look at for ever. */
export interface Restless {
  /** The controller's name. */
  actor: string;
  key: string;
  /** Whether nothing comes of its looks, or what it does is undone each time. */
  why: 'vain' | 'undone';
}

/** What one loop did with one key of late. */
interface Looks {
  revision: number;
  vain: number;
  at: number;
  changes: number;
}

export class Unrest {
  /** By the id of the key; in the order in which they were found. */
  readonly found = new Map<string, Restless>();
  private readonly looks = new Map<string, Looks>();

  constructor(private readonly world: LiveCluster) {}

  /** Takes down one look: whether it changed anything, whether there is to be another one whatever happens meanwhile. */
  saw(id: string, who: Pick<Restless, 'actor' | 'key'>, look: { changed: boolean; again: boolean }): void {
    if (!look.changed && !look.again) return;
    const { revision } = this.world.cluster;
    const { now } = this.world.clock;
    const before = this.looks.get(id) ?? { revision, vain: 0, at: now, changes: 0 };
    const isSame = before.revision === revision && !look.changed;
    const looks = {
      revision,
      vain: isSame ? before.vain + 1 : 0,
      at: now,
      changes: (before.at === now ? before.changes : 0) + (look.changed ? 1 : 0),
    };
    this.looks.set(id, looks);
    if (looks.vain > MOST_VAIN_LOOKS) this.found.set(id, { ...who, why: 'vain' });
    if (looks.changes > MOST_CHANGES + this.world.podsMade + this.world.cluster.count('Pod'))
      this.found.set(id, { ...who, why: 'undone' });
  }
}
