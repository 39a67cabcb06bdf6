/** `wait 5m`: time passes, with all that happens in it. `wait KIND/NAME --for=…` is kubectl's. */
import { goDuration } from '../../api/duration.js';
import { spanOf } from '../../api/span.js';
import { told } from '../../kubectl/command/said.js';
import { waitVerb } from '../../kubectl/verbs/wait.js';
import type { PlanVerb } from './plan-verb.js';

export const passVerb: PlanVerb = {
  ...waitVerb,
  usage: `TIME | ${waitVerb.usage}`,
  run: (asked, setting) => {
    const [first, ...more] = asked.args;
    if (!first || more.length > 0 || asked.flags.has('for')) return waitVerb.run(asked, setting);
    const ms = spanOf(first.text);
    if (ms === undefined) return waitVerb.run(asked, setting);
    const deadline = setting.client.now + ms;
    return {
      ...told([]),
      course: {
        deadline,
        look: ({ now }) =>
          now < deadline ? { lines: [] } : { lines: [`${goDuration(ms)} later`], exitCode: 0 },
        waitsFor: () => `${goDuration(ms)} to pass`,
      },
    };
  },
};
