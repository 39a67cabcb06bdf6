import type { ObjectName } from '../../apiserver/request.js';
import type { Client } from '../client.js';
import { get } from '../client.js';
import { saidOfAll, saidOutcome, told } from '../command/said.js';
import { commandNamespace, SELECTING, targetsOf } from '../command/targets.js';
import type { Asked, Course, Look, Verb } from '../command/verb.js';
import { notThere } from '../not-there.js';
import { resourceText } from '../outcome.js';
import { rolloutStatus } from '../rollout/status.js';
import { refusable } from './each.js';

/** The words of `kubectl rollout status` (k8s.io/kubectl/pkg/cmd/rollout/rollout_status.go). */
export const statusVerb: Verb = {
  name: 'rollout status',
  usage: '(-f PATH | KIND NAME... | KIND/NAME... | KIND [-l SELECTOR]) [--timeout=TIME] [--watch=false]',
  flags: [
    ...SELECTING.filter(({ name }) => name !== 'all'),
    { name: 'watch', short: 'w' },
    { name: 'revision', is: 'number' },
    { name: 'timeout', is: 'duration' },
  ],
  run: (asked, setting) =>
    refusable(() => {
      const { client } = setting;
      const { names } = targetsOf(asked, setting, { kindIsAll: true });
      if (names.length === 0)
        return told([`No resources found in ${commandNamespace(asked, setting)} namespace.`]);
      const missing = names.filter((name) => !get(client, name));
      const there = names.filter((name) => get(client, name));
      const said = saidOfAll(missing.map((name) => saidOutcome(notThere(client, name))));
      if (there.length === 0) return said;
      return { ...said, course: new StatusCourse(there, asked, client.now, said.exitCode) };
    }),
};

/** Follows one rollout after the other until it is done. */
class StatusCourse implements Course {
  readonly deadline: number | undefined;
  private readonly left: ObjectName[];
  private last = '';

  constructor(
    names: readonly ObjectName[],
    private readonly asked: Asked,
    now: number,
    private readonly code: 0 | 1,
  ) {
    this.left = [...names];
    const timeout = asked.flags.milliseconds('timeout') ?? 0;
    this.deadline = timeout > 0 ? now + timeout : undefined;
  }

  look(client: Client): Look {
    const { flags } = this.asked;
    const watches = !flags.has('watch') || flags.is('watch');
    const lines: string[] = [];
    for (let [name] = this.left; name; [name] = this.left) {
      const live = get(client, name);
      if (!live) return { lines: [...lines, 'error: object has been deleted'], exitCode: 1 };
      const status = rolloutStatus(live, flags.number('revision'));
      if ('error' in status) return { lines: [...lines, `error: ${status.error}`], exitCode: 1 };
      if (status.line !== this.last) lines.push(status.line);
      this.last = status.line;
      if (!status.done && watches) {
        if (this.deadline === undefined || client.now < this.deadline) return { lines };
        return { lines: [...lines, 'error: timed out waiting for the condition'], exitCode: 1 };
      }
      this.left.shift();
    }
    return { lines, exitCode: this.code };
  }

  waitsFor(client: Client): string {
    const [name] = this.left;
    const live = name && get(client, name);
    return live ? `${resourceText(live)} is not rolled out` : '';
  }
}
