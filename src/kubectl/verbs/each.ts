/** What most verbs do: the same to each object that was named, which has to be there. */
import type { ObjectName } from '../../apiserver/request.js';
import { clientSaid, type SaidOf, saidOfAll, saidOutcome } from '../command/said.js';
import { liveOf, Refused, type TargetOptions, type Targets, targetsOf } from '../command/targets.js';
import type { Asked, Said, Setting } from '../command/verb.js';
import type { Outcome } from '../outcome.js';
import { resourceText } from '../outcome.js';

/** Runs what may give up with kubectl's own words. */
export function refusable(run: () => Said): Said {
  try {
    return run();
  } catch (error) {
    if (error instanceof Refused) return clientSaid(error.message);
    throw error;
  }
}

/** Does the same to each of the objects; `none` is said where a selector finds nothing. */
export function forEachTarget(
  asked: Asked,
  setting: Setting,
  options: TargetOptions & { none?: string },
  act: (name: ObjectName, targets: Targets) => Outcome,
): Said {
  return refusable(() => {
    const targets = targetsOf(asked, setting, options);
    if (targets.names.length === 0 && options.none !== undefined) throw new Refused(options.none);
    return saidOfAll(targets.names.map((name) => actOn(name, setting, (one) => act(one, targets))));
  });
}

/** What comes of one object, told under the name that it has now. */
function actOn(name: ObjectName, setting: Setting, act: (name: ObjectName) => Outcome): SaidOf {
  const found = liveOf(name, setting);
  if ('outcome' in found) return saidOutcome(found.outcome);
  return saidOutcome(act(name), resourceText(found.live));
}

/** `key=value` sets, `key-` takes away. */
export function isPair(word: string): boolean {
  return word.includes('=') || word.endsWith('-');
}

/** Changes by their keys; null takes one away. */
export function pairsOf(words: readonly string[]): Record<string, string | null> {
  const found: Record<string, string | null> = {};
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals > 0) found[word.slice(0, equals)] = word.slice(equals + 1);
    else if (word.endsWith('-')) found[word.slice(0, -1)] = null;
  }
  return found;
}
