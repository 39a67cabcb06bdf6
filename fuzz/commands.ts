/** The commands of an input: every command, with options as they are drawn. */
import { isObject, type JsonObject } from '../src/api/json.js';
import { LINT_FORMATS } from '../src/report/lint-formats/index.js';
import { IMAGES, NODES, POOLS, SEVERAL_VERSIONS, THENS, VERSIONS, WISHES } from './configs.js';
import type { Draw } from './draw.js';
import { OUTPUTS } from './input.js';
import { TEXTS } from './words.js';

/** All that linting is written in, but what people read: that goes to a terminal. */
const FORMATS = Object.keys(LINT_FORMATS).filter((name) => name !== 'text');

const formats = (...names: string[]) => names.flatMap((name) => ['--format', `${name}=${OUTPUTS}/${name}`]);

type Files = Readonly<Record<string, string>>;

/** What is run in the folder of those files; `objects` are some of those in them. */
export function commandsOf(files: Files, objects: readonly JsonObject[], draw: Draw): string[][] {
  const has = (name: string) => files[name] !== undefined;
  const maybe = (share: number, ...words: string[]) => (draw.chance(share) ? words : []);
  const version = maybe(0.15, '--k8s', draw.pick(VERSIONS));
  const namespace = maybe(
    0.15,
    '-n',
    draw.chance(0.5) ? 'shop' : draw.pick(TEXTS).replace(/^-+|\0/g, '') || 'a',
  );
  const crds = has('crds.yaml') ? ['--crd', 'crds.yaml'] : [];
  const world = [
    ...(has('cluster.yaml') ? ['--cluster', 'cluster.yaml'] : []),
    ...(has('cluster.yaml') && draw.chance(0.8) ? [] : maybe(0.9, '--nodes', draw.pick(NODES))),
    ...(has('scheduler.yaml') ? ['--scheduler-config', 'scheduler.yaml'] : []),
    ...namespace,
    ...version,
  ];
  const model = [
    ...maybe(0.08, '--fail-image', draw.pick(IMAGES)),
    ...maybe(0.08, '--crash', draw.pick(IMAGES)),
    ...maybe(0.08, '--never-ready', draw.pick(IMAGES)),
    ...maybe(0.1, '--for', draw.pick(['1h', '3650d', '0s', '40d'])),
    ...maybe(0.05, '--order', 'install'),
    ...maybe(0.12, '--server-side'),
    ...maybe(0.05, '--pull-seconds', draw.pick(['0', '1.5', '99999999999'])),
    ...maybe(0.3, '--then', draw.pick(THENS)),
  ];
  const paths =
    has('new/kustomization.yaml') || draw.chance(0.7)
      ? ['new']
      : Object.keys(files).filter((name) => name.startsWith('new/'));
  const target = draw.chance(0.6) ? targetOf(objects, draw) : '--all-pending';
  const pools = maybe(0.25, '--pool', draw.pick(POOLS));
  const asked = draw.pick([
    ['--max', '40'],
    ['--max', '40'],
    ['--need', ...(pools.length > 0 ? [] : ['--pool', POOLS[0]!])],
    ['--spare'],
    ['--free'],
    ['--set-requests', draw.pick(WISHES)],
  ]);
  const rest = [...maybe(0.5, '-v'), '--max-pods', draw.pick(['10', '60', '300']), ...formats('json')];
  return [
    ...lintsOf(files, paths, version, draw),
    ['plan', ...paths, ...world, ...model, ...rest],
    ['explain', target, ...paths, ...world, ...pools, ...maybe(0.15, '--then', draw.pick(THENS)), ...rest],
    ['capacity', ...paths, ...world, ...pools, ...rest, ...asked],
    ['diff', ...moveOf(files, draw), ...crds, ...namespace, ...maybe(0.5, '-v'), ...formats('json')],
    ...(has('.kubeplan.yaml') ? [['config', 'new/a.yaml']] : []),
    ...shardsOf(files, paths, draw),
  ].map((words) => (/--fix|^config|blob=/.test(words.join(' ')) ? words : [...words, '--format', 'text']));
}

/** A run of shards put together; what is no blob is refused. */
function shardsOf(files: Files, paths: readonly string[], draw: Draw): string[][] {
  if (!draw.chance(0.1)) return [];
  // Beside the outputs, which are looked at and taken away.
  const blobs = ['1.blob', '2.blob'];
  return [
    ...blobs.map((blob, at) => ['lint', ...paths, '--shard', `${at + 1}/2`, '--format', `blob=${blob}`]),
    ['merge', ...blobs, ...formats('json', 'sarif')],
    ...(files['baseline.json'] === undefined ? [] : [['merge', 'baseline.json']]),
  ];
}

/** From where to where, and where that is played; or an upgrade. */
function moveOf(files: Files, draw: Draw): string[] {
  const maybe = (share: number, ...words: string[]) => (draw.chance(share) ? words : []);
  if (draw.chance(0.1)) return ['new', '--k8s', draw.pick(['1.28..1.37', '1.36,1.37', '1.34.1..1.35'])];
  const dump = files['cluster.yaml'] === undefined ? [] : ['--cluster', 'cluster.yaml'];
  const isLive = dump.length > 0 && draw.chance(0.3);
  return [
    ...(isLive ? ['new', ...dump] : ['old', 'new', ...maybe(0.4, ...dump), ...maybe(0.3, '--rollback')]),
    ...maybe(0.4, '--nodes', draw.pick(NODES)),
    ...maybe(0.3, '--server-side', ...maybe(0.5, '--force-conflicts')),
    ...maybe(0.1, '--only', draw.pick(['deployment/web', 'secret', '*/web', '__proto__/x'])),
    ...maybe(0.1, '--ignore', draw.pick(['metadata.labels', '*.image', 'data[a]', '(a+)+$'])),
    ...maybe(0.15, '--k8s', draw.pick(VERSIONS)),
  ];
}

/** Looking at the manifests, and mending them. */
function lintsOf(files: Files, paths: readonly string[], version: readonly string[], draw: Draw): string[][] {
  const has = (name: string) => files[name] !== undefined;
  const maybe = (share: number, ...words: string[]) => (draw.chance(share) ? words : []);
  const options = [
    ...(has('crds.yaml') ? ['--crd', 'crds.yaml'] : []),
    ...(has('policies.yaml') ? ['--policy', 'policies.yaml'] : []),
    ...(has('cluster.yaml') ? maybe(0.4, '--cluster', 'cluster.yaml') : []),
    ...maybe(0.6, '--set', draw.pick(['recommended', 'strict'])),
    ...maybe(0.2, '--strict-kinds'),
    ...maybe(0.1, draw.pick(['--closed-world', '--open-world'])),
    ...(has('baseline.json') ? ['--baseline', 'baseline.json'] : []),
  ];
  const versions = draw.chance(0.15) ? ['--k8s', draw.pick(SEVERAL_VERSIONS)] : version;
  const kept = has('baseline.json')
    ? []
    : maybe(0.1, '--baseline', `${OUTPUTS}/baseline`, '--write-baseline');
  return [
    ['lint', ...paths, ...options, ...versions, ...kept, ...formats(...FORMATS)],
    ['lint', '--fix', 'new', ...options, ...version],
  ];
}

function targetOf(objects: readonly JsonObject[], draw: Draw): string {
  const names = objects.flatMap(({ kind, metadata }) => {
    const name = isObject(metadata) ? metadata['name'] : undefined;
    return typeof kind === 'string' && typeof name === 'string' ? [`${kind.toLowerCase()}/${name}`] : [];
  });
  const target = names.length > 0 && draw.chance(0.9) ? draw.pick(names) : `pod/${draw.pick(TEXTS)}`;
  return target.startsWith('-') ? 'pod/a' : target;
}
