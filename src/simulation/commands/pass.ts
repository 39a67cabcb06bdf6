/** `wait 5m`: time passes, with all that happens in it. `wait KIND/NAME --for=…` is kubectl's. */
import { goDuration, parseDuration } from '../../api/duration.js';
import { told } from '../../kubectl/command/said.js';
import { waitVerb } from '../../kubectl/verbs/wait.js';
import type { PlanVerb } from './plan-verb.js';

export const passVerb: PlanVerb = {
  ...waitVerb,
  usage: `TIME | ${waitVerb.usage}`,
  run: (asked, setting) => {
    const [first, ...more] = asked.args;
    if (!first || more.length > 0 || asked.flags.has('for')) return waitVerb.run(asked, setting);
    const ms = millisecondsOf(first.text);
    if (ms === undefined) return waitVerb.run(asked, setting);
    const deadline = setting.client.now + ms;
    return {
      ...told([]),
      course: {
        deadline,
        look: ({ now }) =>
          now < deadline ? { lines: [] } : { lines: [`${goDuration(ms)} later`], exitCode: 0 },
        waitsFor: () => '',
      },
    };
  },
};

/** `5m`, `1h30m`, `2d`; a number alone is of seconds. */
function millisecondsOf(text: string): number | undefined {
  const days = /^(\d+)d$/.exec(text)?.[1];
  if (days !== undefined) return Number(days) * 86_400_000;
  const parsed = parseDuration(/^\d+$/.test(text) ? `${text}s` : text);
  return 'error' in parsed ? undefined : Number(parsed.nanoseconds) / 1e6;
}
