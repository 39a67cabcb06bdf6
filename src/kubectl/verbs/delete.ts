import type { ObjectName } from '../../apiserver/request.js';
import { get } from '../client.js';
import { saidOfAll, told } from '../command/said.js';
import { ALL_NAMESPACES, Refused, SELECTING, targetsOf } from '../command/targets.js';
import type { Asked, Course, Said, Setting, Verb } from '../command/verb.js';
import { type DeleteOptions, deletedText, remove } from '../delete.js';
import { outcomeText, resourceText } from '../outcome.js';
import { refusable } from './each.js';
import { waitedName } from './waited.js';

const PROPAGATION = { background: 'Background', foreground: 'Foreground', orphan: 'Orphan' } as const;
/** A wait without an end is one of a week. */
const WEEK_MS = 7 * 86_400_000;
const AT_ONCE =
  'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.';
const NO_CLASH = '--force and --grace-period greater than 0 cannot be specified together';

/** The words of `kubectl delete` (k8s.io/kubectl/pkg/cmd/delete/delete.go). */
export const deleteVerb: Verb = {
  name: 'delete',
  usage:
    '(-f PATH | KIND NAME... | KIND/NAME... | KIND (-l SELECTOR | --all)) [--grace-period=SECONDS] [--force]',
  flags: [
    ...SELECTING,
    ALL_NAMESPACES,
    { name: 'recursive', short: 'R' },
    { name: 'grace-period', is: 'number' },
    { name: 'now' },
    { name: 'force' },
    { name: 'cascade', is: 'text', alone: 'background', of: Object.keys(PROPAGATION) },
    { name: 'ignore-not-found' },
    { name: 'wait' },
    { name: 'timeout', is: 'duration' },
  ],
  run: (asked, setting) => refusable(() => deleteAll(asked, setting)),
};

function deleteAll(asked: Asked, setting: Setting): Said {
  const { flags } = asked;
  const options = optionsOf(asked);
  const bulk = flags.has('selector') || flags.is('all');
  if (flags.has('selector') && flags.is('all'))
    throw new Refused('cannot set --all and --selector at the same time');
  const { names } = targetsOf(asked, setting);
  const ignore = flags.has('ignore-not-found') ? flags.is('ignore-not-found') : bulk;
  const deleted: Deleted[] = [];
  const all = names.flatMap((name) => {
    const before = get(setting.client, name);
    const outcome = remove(setting.client, name, options);
    if (outcome.refusal?.reason === 'NotFound' && ignore) return [];
    if (before && outcome.word) deleted.push({ name, uid: before.metadata.uid });
    const text = before
      ? deletedText(outcome, resourceText(before), options)
      : outcomeText(outcome, name.key);
    return [{ outcome, text }];
  });
  if (all.length === 0) return told(['No resources found']);
  const waits = !flags.has('wait') || flags.is('wait');
  const course = waits && deleted.length > 0 ? goneCourse(deleted, asked, setting) : undefined;
  const said = saidOfAll(all, course);
  const atOnce = options.gracePeriodSeconds === 0 && flags.is('force');
  return atOnce ? { ...said, lines: [AT_ONCE, ...said.lines] } : said;
}

/** What was deleted; another of its name is another. */
interface Deleted {
  name: ObjectName;
  uid: string | undefined;
}

function optionsOf({ flags }: Asked): DeleteOptions {
  const cascade = flags.text('cascade') as keyof typeof PROPAGATION | undefined;
  const force = flags.is('force');
  const given = flags.number('grace-period') ?? -1;
  if (flags.is('now') && given !== -1)
    throw new Refused('--now and --grace-period cannot be specified together');
  if (force && given > 0) throw new Refused(NO_CLASH);
  // Without --force a grace period of 0 is taken for one of a second.
  const seconds = force && given <= 0 ? 0 : flags.is('now') || given === 0 ? 1 : given;
  return {
    propagation: cascade && PROPAGATION[cascade],
    gracePeriodSeconds: seconds < 0 ? undefined : seconds,
  };
}

/** Waits until the objects are gone, or others have taken their names. */
function goneCourse(deleted: readonly Deleted[], { flags }: Asked, { client }: Setting): Course {
  const timeout = flags.milliseconds('timeout') ?? 0;
  const left = ({ cluster }: Setting['client']) =>
    deleted.filter(({ name, uid }) => {
      const live = cluster.get(name.kind, name.key);
      return live !== undefined && live.metadata.uid === uid;
    });
  const deadline = timeout > 0 ? client.now + timeout : undefined;
  return {
    deadline,
    look: (now) => {
      const [first] = left(now);
      if (!first) return { lines: [], exitCode: 0 };
      if (now.now < (deadline ?? client.now + WEEK_MS)) return { lines: [] };
      const live = get(now, first.name);
      const what = live ? waitedName(now.cluster, live) : first.name.key;
      return { lines: [`error: timed out waiting for the condition on ${what}`], exitCode: 1 };
    },
    waitsFor: (now) => {
      const names = left(now).flatMap(({ name }) => {
        const live = get(now, name);
        return live ? [resourceText(live)] : [];
      });
      return `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} still there`;
    },
  };
}
