/** What a kubelet keeps in mind of a pod from look to look, and no object tells. */
import type { Session } from '../controllers/controller.js';
import { nextMount, nextSync } from './retries.js';

interface Memory {
  /** What events have said of it. */
  said?: readonly string[];
  /** Its volumes could not be set up at first. */
  held?: boolean;
  /** When its volumes were set up that could not be at first (ms since 1970). */
  mountedAt?: number;
  /** When containers found what they need that could not be created at first. */
  tried?: Readonly<Record<string, number>>;
}

const of = (session: Session): Memory => (session.memory as Memory | undefined) ?? {};

/** Says what is not there, each message once. */
export function sayOnce(session: Session, messages: readonly string[], say: (message: string) => void): void {
  const { said = [], ...rest } = of(session);
  const others = messages.filter((message) => !said.includes(message));
  if (others.length === 0) return;
  for (const message of others) say(message);
  session.memory = { ...rest, said: [...said, ...others] };
}

/** Volumes of the pod cannot be set up: they are tried again and again. */
export function hold(session: Session): void {
  session.memory = { ...of(session), held: true };
}

/** When the volumes of a pod were set up, all of which can be by now; undefined: at the next try, and the pod is looked at again then. */
export function setUpAt(session: Session, first: number): number | undefined {
  const { held, mountedAt } = of(session);
  if (mountedAt !== undefined || !held) return mountedAt ?? first;
  const at = nextMount(first, session.now);
  if (at > session.now) session.wakeAt(at);
  else session.memory = { ...of(session), mountedAt: at };
  return at > session.now ? undefined : at;
}

/** When a container is created that may be from a time on; `again`: what it needs was not there when it was tried last. */
export function triedAt(session: Session, container: string, from: number, again: boolean): number {
  const { tried = {} } = of(session);
  if (!again) return tried[container] ?? from;
  const at = nextSync(from, session.now);
  if (at <= session.now) session.memory = { ...of(session), tried: { ...tried, [container]: at } };
  return at;
}
