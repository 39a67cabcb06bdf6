import type { Seen } from '../controllers/controller.js';

/** A change that somebody made; `cause`: the step that tells of it, or the one that made them do it. */
export interface Noticed extends Seen {
  cause: number | undefined;
}

/** One who is told of every change, whoever made it. */
export interface Observer {
  /** Sees what of a change is worth another look. */
  notice(change: Noticed): void;
}

/**
 * One who acts in a world by itself: the control loops (the kubelet is one of them), the scheduler, a drain. All are
 * equals: each is told of every change, whoever made it, and asked in turn whether it has something to do; none knows of
 * another.
 */
export interface Actor extends Observer {
  /** Does one piece of work. False when there was none. */
  work(): boolean;
  /** Nobody has anything to do: takes up what did not get through before. True when there is something to do again. */
  retry?(): boolean;
}
