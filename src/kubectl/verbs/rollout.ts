import type { ObjectName } from '../../apiserver/request.js';
import { get } from '../client.js';
import type { Flag } from '../command/flags.js';
import { saidOfAll, saidOutcome } from '../command/said.js';
import { liveOf, SELECTING, targetsOf } from '../command/targets.js';
import type { Asked, Verb } from '../command/verb.js';
import { clientError, type Outcome, resourceText } from '../outcome.js';
import { rolloutHistory } from '../rollout/history.js';
import { pause, resume } from '../rollout/pause.js';
import { restart } from '../rollout/restart.js';
import { undo } from '../rollout/undo.js';
import { forEachTarget, refusable } from './each.js';

const USAGE = '(-f PATH | KIND NAME... | KIND/NAME... | KIND [-l SELECTOR])';
const FLAGS: readonly Flag[] = SELECTING.filter(({ name }) => name !== 'all');
const ALL = { kindIsAll: true };

type Act = (client: Parameters<typeof pause>[0], name: ObjectName, asked: Asked) => Outcome;

function rolloutVerb(name: string, act: Act, flags: readonly Flag[] = [], more = ''): Verb {
  return {
    name: `rollout ${name}`,
    usage: `${USAGE}${more}`,
    flags: [...FLAGS, ...flags],
    run: (asked, setting) =>
      forEachTarget(asked, setting, ALL, (target) => act(setting.client, target, asked)),
  };
}

/** The words of `kubectl rollout pause`. */
export const pauseVerb = rolloutVerb('pause', pause);

/** The words of `kubectl rollout resume`. */
export const resumeVerb = rolloutVerb('resume', resume);

/** The words of `kubectl rollout restart`. */
export const restartVerb = rolloutVerb('restart', (client, name) => restart(client, name));

/** The words of `kubectl rollout undo`. */
export const undoVerb = rolloutVerb(
  'undo',
  (client, name, { flags }) => {
    const revision = flags.number('to-revision') ?? 0;
    if (revision < 0)
      return clientError(`revision must be a positive integer: ${revision}`, get(client, name));
    return undo(client, name, revision || undefined);
  },
  [{ name: 'to-revision', is: 'number' }],
  ' [--to-revision=NUMBER]',
);

/** The words of `kubectl rollout history`. */
export const historyVerb: Verb = {
  name: 'rollout history',
  usage: USAGE,
  flags: FLAGS,
  run: (asked, setting) =>
    refusable(() => {
      const { names } = targetsOf(asked, setting, ALL);
      return saidOfAll(
        names.map((name) => {
          const found = liveOf(name, setting);
          if ('outcome' in found) return saidOutcome(found.outcome);
          const { live } = found;
          const lines = rolloutHistory(setting.client.cluster, live);
          if ('error' in lines) return { outcome: clientError(lines.error), text: `error: ${lines.error}` };
          // The name stands before an empty word, and a blank line behind the list.
          const text = [`${resourceText(live)} `, ...lines].join('\n');
          return { outcome: { warnings: [], changed: false }, text };
        }),
      );
    }),
};
