/** Runs a command in virtual time: up to its end, or to where it would wait for ever. */
import { HIDDEN, withoutCredentials } from '../../api/hidden.js';
import { append, smallest } from '../../api/lists.js';
import { refOf } from '../../api/object-key.js';
import type { Client } from '../../kubectl/client.js';
import { isOfSecret } from '../../kubectl/command/read-command.js';
import type { Contents, Course, Manifested } from '../../kubectl/command/verb.js';
import { KUBECTL_VERBS } from '../../kubectl/verbs/index.js';
import type { Action, Outcome } from '../actions/action.js';
import { LiveClient, USER } from '../live-client.js';
import type { LiveCluster } from '../live-cluster.js';
import type { Limits, Loop } from '../loop.js';
import { placed } from '../manifests.js';
import type { Nodes } from '../nodes.js';
import type { PlanAction } from '../plan.js';
import { passVerb } from './pass.js';
import type { PlanCommand } from './plan-verb.js';

/** Longer than this nothing is waited for that says nothing new. */
const MOST_SILENT_MS = 3_600_000;

/** What a command needs beside its words. */
export interface CommandInput {
  /** Where objects are that name no namespace. */
  namespace: string;
  /** The objects of `-f PATH`, as they are written. */
  manifests?: (path: string) => readonly Manifested[];
  /** What is in the files that data is taken from. */
  contents?: (path: string) => Contents | undefined;
}

/** Where a command is run. */
export interface Runner {
  world: LiveCluster;
  loop: Loop;
  nodes: Nodes;
  act(action: Action): Outcome;
}

/** Runs a command; what follows from it and is not waited for is left to the next settling. */
export function runCommand(
  runner: Runner,
  asked: PlanCommand,
  { namespace, manifests, contents }: CommandInput,
  limits: Limits,
): PlanAction {
  const { world, nodes, act } = runner;
  const client = new LiveClient(world);
  const at = world.clock.elapsed;
  const before = world.trace.steps.length;
  const { cluster } = world;
  const { model } = nodes;
  // A file's objects go where the command says, if they do not say themselves.
  const placedIn = (path: string) =>
    (manifests?.(path) ?? []).map((one) => ({
      ...one,
      object: placed(one.object, asked.flags.text('namespace') ?? namespace, client.cluster),
    }));
  const said = asked.verb.run(asked, {
    client,
    namespace,
    manifests: placedIn,
    ...(contents && { contents }),
    act,
  });
  const printed = [...said.lines];
  const end = said.course
    ? follow(runner, said.course, client, printed, limits)
    : { exitCode: said.exitCode };
  const kept = said.course?.kept ?? [];
  const steps = world.trace.steps.slice(before).filter(({ actor }) => actor === USER);
  return {
    command: isOfKubectl(asked) ? `kubectl ${asked.text}` : asked.text,
    at,
    ends: world.clock.elapsed,
    after: before,
    printed: printed.map((line) => shownLine(line, asked)),
    ...end,
    steps: steps.map(({ id }) => id),
    ...(kept.length > 0 && {
      kept: kept.map(({ pod, refusal }) => ({ object: refOf(pod), message: refusal })),
    }),
    world: { before: cluster, after: world.cluster, model },
  };
}

/** What kubectl says to have been doing: a kind there is no name of a credential. */
const DOING = /^error: failed to create \w+: /;
/** What quotes a patch or an object, as JSON or as Go prints it. */
const QUOTED = /["']?(?:\{|\[\{|map\[).*[}\]]["']?/s;

/** A line without what must not be shown; of Secrets nothing is quoted. */
function shownLine(line: string, { args, verb }: PlanCommand): string {
  const doing = DOING.exec(line)?.[0] ?? '';
  const rest = line.slice(doing.length);
  const isSecret = verb.name === 'create secret' || isOfSecret(args);
  return doing + withoutCredentials(isSecret ? rest.replace(QUOTED, HIDDEN) : rest);
}

/** The plan's own `wait TIME` shares its word with kubectl's. */
function isOfKubectl({ verb, flags }: PlanCommand): boolean {
  return KUBECTL_VERBS.some((one) => one === verb) || (verb === passVerb && flags.has('for'));
}

/** Lets the world go on until a command is over. Takes down what it prints. */
function follow(
  { world, loop }: Runner,
  course: Course,
  client: Client,
  printed: string[],
  limits: Limits,
): Pick<PlanAction, 'exitCode' | 'waitsFor'> {
  const { clock, trace } = world;
  const { maxSteps = Number.POSITIVE_INFINITY, maxPods = Number.POSITIVE_INFINITY } = limits;
  let heard = clock.now;
  let tried: number | undefined;
  while (trace.steps.length < maxSteps && world.podsMade <= maxPods) {
    const { revision } = world.cluster;
    const { lines, exitCode, again } = course.look(client);
    append(printed, lines);
    if (lines.length > 0) heard = clock.now;
    if (exitCode !== undefined) return { exitCode };
    loop.settle({ ...limits, until: clock.now });
    if (world.cluster.revision !== revision) continue;
    const { deadline } = course;
    const endless = deadline === undefined;
    const alarm = clock.next({ routine: !endless });
    // Where nobody else does anything any more, only what has changed since can make another answer.
    const inVain = alarm === undefined && (again === undefined || world.cluster.revision === tried);
    if (endless && (inVain || clock.now - heard > MOST_SILENT_MS)) break;
    if (alarm === undefined) tried = world.cluster.revision;
    const times = [alarm, again, deadline].filter((time) => time !== undefined && time > clock.now);
    if (times.length === 0) break;
    clock.goTo(smallest(times as number[]));
  }
  return { waitsFor: course.waitsFor(client) };
}
