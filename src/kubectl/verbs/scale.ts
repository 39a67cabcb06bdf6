import { valueAt } from '../../api/json.js';
import { asJson } from '../../api/unstructured.js';
import type { ObjectName } from '../../apiserver/request.js';
import { get } from '../client.js';
import { Refused, SELECTING } from '../command/targets.js';
import type { Asked, Setting, Verb } from '../command/verb.js';
import { clientError, type Outcome } from '../outcome.js';
import { scale } from '../scale.js';
import { forEachTarget, refusable } from './each.js';

const REQUIRED = 'The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0';

/** The words of `kubectl scale` (k8s.io/kubectl/pkg/cmd/scale/scale.go). */
export const scaleVerb: Verb = {
  name: 'scale',
  usage:
    '(-f PATH | KIND NAME... | KIND/NAME... | KIND (-l SELECTOR | --all)) --replicas=COUNT [--current-replicas=COUNT]',
  flags: [
    ...SELECTING,
    { name: 'replicas', is: 'number' },
    { name: 'current-replicas', is: 'number' },
    { name: 'timeout', is: 'duration' },
  ],
  run: (asked, setting) =>
    refusable(() => {
      const replicas = asked.flags.number('replicas');
      if (replicas === undefined) throw new Refused('required flag(s) "replicas" not set');
      if (replicas < 0) throw new Refused(REQUIRED);
      if ((asked.flags.number('current-replicas') ?? -1) < -1)
        throw new Refused('The --current-replicas must specify an integer of -1 or greater');
      return forEachTarget(asked, setting, { none: 'no objects passed to scale' }, (name) =>
        scaled(name, replicas, asked, setting),
      );
    }),
};

/** Another number, where the number before is what it is said to be. */
function scaled(name: ObjectName, replicas: number, { flags }: Asked, { client }: Setting): Outcome {
  const wanted = flags.number('current-replicas') ?? -1;
  const live = get(client, name);
  const current = live && valueAt(asJson(live), ['spec', 'replicas']);
  if (wanted !== -1 && typeof current === 'number' && current !== wanted)
    return clientError(`Expected replicas to be ${wanted}, was ${current}`, live);
  return scale(client, name, replicas);
}
