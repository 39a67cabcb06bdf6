import type { ObjectName } from '../../apiserver/request.js';
import { type Client, get } from '../client.js';
import { told } from '../command/said.js';
import { ALL_NAMESPACES, Refused, SELECTING, targetsOf } from '../command/targets.js';
import type { Asked, Course, Look, Said, Setting, Verb } from '../command/verb.js';
import { notThere } from '../not-there.js';
import { outcomeText, resourceText } from '../outcome.js';
import { readWaitedFor, type WaitedFor } from '../wait-for.js';
import { refusable } from './each.js';
import { waitedName } from './waited.js';

const DEFAULT_MS = 30_000;
const WEEK_MS = 7 * 86_400_000;

/** The words of `kubectl wait` (k8s.io/kubectl/pkg/cmd/wait/wait.go). */
export const waitVerb: Verb = {
  name: 'wait',
  usage:
    '(-f PATH | KIND NAME... | KIND/NAME... | KIND (-l SELECTOR | --all)) --for=(create|delete|condition=NAME[=VALUE]|jsonpath=PATH[=VALUE]) [--timeout=TIME]',
  flags: [...SELECTING, ALL_NAMESPACES, { name: 'for', is: 'text' }, { name: 'timeout', is: 'duration' }],
  run: (asked, setting) => refusable(() => begin(asked, setting)),
};

function begin(asked: Asked, setting: Setting): Said {
  const given = asked.flags.all('for');
  if (given.length === 0) throw new Refused('unrecognized condition: []');
  const conditions = given.map((text) => {
    const read = readWaitedFor(text);
    if ('error' in read) throw new Refused(read.error);
    return read;
  });
  const timeout = asked.flags.milliseconds('timeout') ?? DEFAULT_MS;
  const { names } = targetsOf(asked, setting);
  const { client } = setting;
  const creates = conditions.some(({ is }) => is === 'create');
  const deletes = conditions.some(({ is }) => is === 'delete');
  if (names.length === 0) return deletes ? told([]) : told(['error: no matching resources found'], 1);
  const missing = names.filter((name) => !get(client, name));
  const [first] = missing;
  if (first && !creates && !deletes)
    return told(
      missing.map((name) => outcomeText(notThere(client, name), name.key)),
      1,
    );
  const waited = names.map((name) => ({ name, called: calledBy(client, name), text: textOf(client, name) }));
  return { ...told([]), course: new WaitCourse(waited, conditions, timeout, client.now) };
}

interface Waited {
  name: ObjectName;
  /** `deployments/web`. */
  called: string;
  /** `deployment.apps/web`. */
  text: string;
}

function calledBy(client: Client, name: ObjectName): string {
  const live = get(client, name);
  return live ? waitedName(client.cluster, live) : name.key;
}

function textOf(client: Client, name: ObjectName): string {
  const live = get(client, name);
  return live ? resourceText(live) : name.key;
}

/** Waits for each condition of each object in turn. */
class WaitCourse implements Course {
  readonly deadline: number;
  private readonly left: { waited: Waited; condition: WaitedFor }[];

  constructor(
    waited: readonly Waited[],
    conditions: readonly WaitedFor[],
    private readonly timeout: number,
    now: number,
  ) {
    this.left = waited.flatMap((one) => conditions.map((condition) => ({ waited: one, condition })));
    this.deadline = now + (timeout < 0 ? WEEK_MS : timeout);
  }

  look(client: Client): Look {
    const lines: string[] = [];
    for (let [next] = this.left; next; [next] = this.left) {
      const { waited, condition } = next;
      const live = get(client, waited.name);
      const met = condition.met(live);
      if (typeof met !== 'boolean') return { lines: [...lines, `error: ${met.error}`], exitCode: 1 };
      if (!met && client.now < this.deadline) return { lines };
      if (!met) {
        const what =
          this.timeout === 0
            ? `condition not met for ${waited.called}`
            : `timed out waiting for the condition on ${waited.called}`;
        return { lines: [...lines, `error: ${what}`], exitCode: 1 };
      }
      const text = live ? resourceText(live) : waited.text;
      lines.push(`${text} condition met`);
      this.left.shift();
    }
    return { lines, exitCode: 0 };
  }

  waitsFor(): string {
    const [next] = this.left;
    return next ? `the condition on ${next.waited.called} is not met` : '';
  }
}
