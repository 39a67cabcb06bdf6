import { keyOf, kindOf } from '../../api/object-key.js';
import { apply } from '../apply.js';
import { get } from '../client.js';
import type { Flag } from '../command/flags.js';
import { type SaidOf, saidOfAll, saidOutcome } from '../command/said.js';
import { Refused } from '../command/targets.js';
import type { Asked, Manifested, Setting, Verb } from '../command/verb.js';
import { notSent, resourceText } from '../outcome.js';
import { definitionsAmong, mappingError } from '../resource-mapping.js';
import { refusable } from './each.js';

/** What names files. */
export const FILES: readonly Flag[] = [
  { name: 'filename', short: 'f', is: 'text' },
  { name: 'kustomize', short: 'k', is: 'text' },
  { name: 'recursive', short: 'R' },
];

/** The words of `kubectl apply`. */
export const applyVerb: Verb = {
  name: 'apply',
  usage: '-f PATH... | -k FOLDER [--server-side [--force-conflicts] [--field-manager=NAME]]',
  flags: [
    ...FILES,
    { name: 'server-side' },
    { name: 'force-conflicts' },
    { name: 'field-manager', is: 'text' },
  ],
  run: (asked, setting) =>
    refusable(() => {
      const given = filesOf(asked, setting);
      const before = setting.client.cluster;
      const coming = definitionsAmong(given, before);
      return saidOfAll(given.map((one) => applied(one, asked, setting, { before, coming })));
    }),
};

/** The objects of the files that a command names. */
export function filesOf(asked: Asked, setting: Setting): Manifested[] {
  const { flags } = asked;
  const paths = [...flags.all('filename'), ...flags.all('kustomize')];
  if (paths.length === 0) throw new Refused('must specify one of -f and -k');
  const found = paths.flatMap((path) => [...setting.manifests(path)]);
  if (found.length === 0) throw new Refused(`no objects passed to ${asked.verb.name}`);
  return found;
}

type Cluster = Setting['client']['cluster'];

function applied(
  { object, source }: Manifested,
  { flags }: Asked,
  { client }: Setting,
  { before, coming }: { before: Cluster; coming: Cluster | undefined },
): SaidOf {
  const location = source === undefined ? undefined : { file: source };
  const unmapped = mappingError({ object, ...(location && { location }) }, before, coming);
  const printing = source === undefined ? {} : { source };
  if (unmapped) return saidOutcome(notSent(unmapped), resourceText(object), printing);
  const fieldManager = flags.text('field-manager');
  const serverSide = flags.is('server-side');
  const creates = !serverSide && !get(client, { kind: kindOf(object), key: keyOf(object) });
  const outcome = apply(client, object, {
    serverSide,
    forceConflicts: flags.is('force-conflicts'),
    ...(fieldManager !== undefined && { fieldManager }),
  });
  return saidOutcome(outcome, resourceText(object), {
    ...printing,
    doing: creates ? 'creating' : 'patching',
  });
}
