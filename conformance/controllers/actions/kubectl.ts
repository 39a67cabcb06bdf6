import { planCommandOf } from '../../../src/simulation/commands/index.js';
import { NAMESPACE } from '../scenario.js';
import type { Performer } from './setting.js';

/** `kubectl ARGS`, as a plan runs them: commands that are no actions of their own. Only looking changes nothing. */
export const kubectl: Performer<'kubectl'> = ({ stage }, { args }) => {
  if (args[0] === 'get') return;
  const command = planCommandOf(args.map((arg) => arg.replaceAll('$NS', NAMESPACE)));
  stage.simulation.run(command, { namespace: NAMESPACE }, { until: stage.now });
};
