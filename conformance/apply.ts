import { isObject, type JsonObject, type JsonValue } from '../src/api/json.js';
import { NEWEST_VERSION, parseVersion } from '../src/api/version.js';
import { applyMergePatch } from '../src/diff/apply/json-merge-patch.js';
import {
  type ApplyTarget,
  clientSideApply,
  errorText,
  type Live,
  patchLive,
  resourceText,
  serverSideApplied,
} from '../src/diff/apply/outcome.js';
import { recordUpdate } from '../src/diff/apply/server-side.js';
import { applyTarget } from '../src/diff/apply/target.js';
import { NO_UID } from '../src/diff/uid.js';
import { parseManifests } from '../src/manifest/parse.js';
import { widgets } from './apply-crd.js';
import { applyJsonPatch, type JsonPatchStep } from './json-patch.js';

/** One measure of one recorded case: what was recorded and what kubeplan says. */
export interface Measured {
  agree: boolean;
  expected: unknown;
  actual: unknown;
}

/** What one way of applying came to. */
interface Side {
  firstOutput: string;
  betweenOutput?: string[];
  secondRc: number;
  secondOutput: string;
  finalObject?: JsonValue;
}

interface ApplyLine extends Side {
  id: string;
  version?: string;
  first: string;
  second: string;
  create?: boolean;
  between?: string[][];
  betweenStdin?: string;
  serverSide: Side;
}

/** A namespace that the server takes; the recordings write `NS`. */
const NAMESPACE = 'apply-recording';
/** As the recordings write what differs from run to run. */
const STAMPS = { creationTimestamp: 'TIME', resourceVersion: 'RV', uid: 'UID', time: 'TIME' };
/** Which annotations the recordings leave out. */
const LEFT_OUT = ['kubectl.kubernetes.io/last-applied-configuration', 'deployment.kubernetes.io/revision'];

/** A line of apply-*.jsonl: a manifest applied after another, client-side and server-side. */
export function applyCase(line: unknown): Record<'outcome' | 'object' | 'text', Measured> {
  const recorded = line as ApplyLine;
  const sides: [string, Side, Side][] = [
    ['client', recorded, play(recorded, false)],
    ['server', recorded.serverSide, play(recorded, true)],
  ];
  const recordedObject = (side: Side) =>
    sides.some(
      ([, theirs, ours]) =>
        (side === theirs || side === ours) && theirs.finalObject !== undefined && theirs.finalObject !== null,
    );
  const measure = (of: (side: Side) => unknown): Measured => {
    const expected = Object.fromEntries(sides.map(([name, theirs]) => [name, of(theirs)]));
    const actual = Object.fromEntries(sides.map(([name, , ours]) => [name, of(ours)]));
    return { agree: sorted(expected) === sorted(actual), expected, actual };
  };
  return {
    outcome: measure(({ secondRc, secondOutput }) => ({ rc: secondRc, word: wordOf(secondOutput) })),
    // A few recordings do not hold the object (its name reads as something else): nothing to compare there.
    object: measure((side) => (recordedObject(side) ? (side.finalObject ?? null) : 'not recorded')),
    text: measure(({ firstOutput, betweenOutput, secondOutput }) => ({
      first: tidy(firstOutput),
      between: (betweenOutput ?? []).map(tidy),
      second: tidy(secondOutput),
    })),
  };
}

/**
 * The recordings join some lines of kubectl's advice: blanks of any kind count as one. Their pods have one token source
 * more than Kubernetes' own, which moves the line numbers of a listing.
 */
function tidy(text: string): string {
  return text
    .replaceAll(NAMESPACE, 'NS')
    .replaceAll(NO_UID, 'UID')
    .replace(/@@ -\d+(,\d+) \+\d+(,\d+) @@/g, '@@ -N$1 +N$2 @@')
    .replace(/\s+/g, ' ')
    .trim();
}

/** `configured`; a refusal by its first words. */
function wordOf(output: string): string {
  const last = output.split('\n').at(-1) ?? '';
  return /^\S+\/\S+ ([a-z-]+)$/.exec(last)?.[1] ?? output.split(/[:(]/)[0] ?? '';
}

/** JSON with sorted keys, to compare. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

/** Plays one case: first, what happens between, second. */
function play(recorded: ApplyLine, serverSide: boolean): Side {
  const version = parseVersion(recorded.version ?? NEWEST_VERSION) ?? NEWEST_VERSION;
  const read = (text: string): JsonObject => {
    const value = parseManifests({ file: '-', text }).documents[0]?.value;
    if (!isObject(value)) throw new Error('the recorded manifest is no object');
    const metadata = isObject(value['metadata']) ? value['metadata'] : {};
    return { ...value, metadata: { ...metadata, namespace: NAMESPACE } };
  };
  const objects = new Map<string, Live>();
  const targetOf = (object: JsonObject): ApplyTarget =>
    applyTarget(String(object['apiVersion']), String(object['kind']), { version, crds: [widgets] });
  const apply = (manifest: JsonObject, options: { manager?: string; force?: boolean; server: boolean }) => {
    const key = resourceText(manifest);
    const target = targetOf(manifest);
    const outcome = options.server
      ? serverSideApplied(manifest, objects.get(key), target, options)
      : clientSideApply(manifest, objects.get(key), target);
    if (outcome.live) objects.set(key, { ...outcome.live, stamps: STAMPS });
    return outcome;
  };
  const first = read(recorded.first);
  let firstOutput: string;
  if (recorded.create) {
    const target = targetOf(first);
    const written = target.write(first, undefined);
    if ('error' in written) firstOutput = errorText(written.error, 'creating');
    else {
      const who = { manager: 'kubectl-create', apiVersion: String(first['apiVersion']) };
      const managers = recordUpdate({}, written.object, [], target.shapeAt, who);
      objects.set(resourceText(first), { object: written.object, managers });
      firstOutput = `${resourceText(first)} created`;
    }
  } else firstOutput = apply(first, { server: serverSide }).output;
  const betweenOutput = (recorded.between ?? []).map((args) => {
    if (args[0] === 'apply') {
      const manager = args.find((arg) => arg.startsWith('--field-manager='))?.split('=')[1];
      const manifest = read(recorded.betweenStdin ?? '');
      return apply(manifest, {
        server: args.includes('--server-side'),
        force: args.includes('--force-conflicts'),
        ...(manager !== undefined && { manager }),
      }).output;
    }
    const key = resourceText(first);
    const live = objects.get(key);
    if (!live) return 'no such object';
    const done = command(args, live, targetOf(first));
    objects.set(key, done.live);
    return `${key} ${done.said}`;
  });
  const second = read(recorded.second);
  const outcome = apply(second, { server: serverSide });
  const final = objects.get(resourceText(second))?.object;
  return {
    firstOutput,
    betweenOutput,
    secondRc: outcome.exitCode,
    secondOutput: outcome.output,
    ...(final && { finalObject: normalised(final) }),
  };
}

/** What another command of kubectl does to the object. */
function command(args: readonly string[], live: Live, target: ApplyTarget): { live: Live; said: string } {
  const flag = (name: string) => args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1);
  const apiVersion = String(live.object['apiVersion']);
  const plain = args.filter((arg) => !arg.startsWith('-'));
  // What is meant comes after the command and its target; `rollout` and `set` have a word more.
  const words = plain.slice(args[0] === 'rollout' ? 1 : 2);
  const write = (object: JsonObject, manager: string, said: string, subresource?: string) => {
    const written = target.write(object, live.object);
    if ('error' in written) return { live, said: errorText(written.error, 'patching') };
    const who = { manager, apiVersion, ...(subresource !== undefined && { subresource }) };
    const managers = recordUpdate(live.object, written.object, live.managers, target.shapeAt, who);
    return { live: { object: written.object, managers }, said };
  };
  const merge = (patch: JsonObject) => applyMergePatch(live.object, patch) as JsonObject;
  switch (args[0]) {
    case 'scale':
      return write(merge({ spec: { replicas: Number(flag('--replicas')) } }), 'kubectl', 'scaled', 'scale');
    case 'label':
      return write(merge({ metadata: { labels: pairsOf(words) } }), 'kubectl-label', 'labeled');
    case 'annotate':
      return write(merge({ metadata: { annotations: pairsOf(words) } }), 'kubectl-annotate', 'annotated');
    case 'patch': {
      const at = args.indexOf('-p');
      const text = at >= 0 ? args[at + 1] : flag('--patch');
      const patch = JSON.parse(text ?? '{}') as JsonObject | JsonPatchStep[];
      if (Array.isArray(patch)) {
        return write(applyJsonPatch(live.object, patch), 'kubectl-patch', 'patched');
      }
      if (flag('--type') === 'merge') return write(merge(patch), 'kubectl-patch', 'patched');
      const done = patchLive(live, patch, target, { manager: 'kubectl-patch', apiVersion });
      return 'error' in done
        ? { live, said: errorText(done.error, 'patching') }
        : { live: done.live, said: 'patched' };
    }
    case 'rollout':
      return rollout(words, live, target, apiVersion);
    case 'set':
      return setOnContainers(args[1] ?? '', words.slice(1), live, target, apiVersion);
    default:
      throw new Error(`kubectl ${args[0]} is not known here`);
  }
}

function pairsOf(words: readonly string[]): JsonObject {
  const found: JsonObject = {};
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals > 0) found[word.slice(0, equals)] = word.slice(equals + 1);
    else if (word.endsWith('-')) found[word.slice(0, -1)] = null;
  }
  return found;
}

/** `kubectl rollout restart|pause|resume`: a patch of the workload. */
function rollout(words: readonly string[], live: Live, target: ApplyTarget, apiVersion: string) {
  const how = words[0] ?? '';
  const restartedAt = { 'kubectl.kubernetes.io/restartedAt': 'TIME' };
  const patches: Record<string, [patch: JsonObject, said: string]> = {
    restart: [{ spec: { template: { metadata: { annotations: restartedAt } } } }, 'restarted'],
    pause: [{ spec: { paused: true } }, 'paused'],
    resume: [{ spec: { paused: null } }, 'resumed'],
  };
  const [patch, said] = patches[how] ?? [];
  if (!patch || !said) throw new Error(`kubectl rollout ${how} is not known here`);
  const done = patchLive(live, patch, target, { manager: 'kubectl-rollout', apiVersion });
  return 'error' in done ? { live, said: errorText(done.error, 'patching') } : { live: done.live, said };
}

/** `kubectl set env|image`: a patch of the template's containers. */
function setOnContainers(
  what: string,
  words: readonly string[],
  live: Live,
  target: ApplyTarget,
  apiVersion: string,
) {
  const spec = live.object['spec'];
  const template = isObject(spec) && isObject(spec['template']) ? spec['template']['spec'] : spec;
  const containers =
    isObject(template) && Array.isArray(template['containers']) ? template['containers'] : [];
  const pairs = pairsOf(words);
  const patched = containers.filter(isObject).map((container) => {
    const name = container['name'] as JsonValue;
    if (what === 'image') {
      const image = pairs[String(name)] ?? pairs['*'];
      return image === undefined ? { name } : { name, image };
    }
    return {
      name,
      env: Object.entries(pairs).map(([key, value]) => ({ name: key, value: value as JsonValue })),
    };
  });
  const patch = { spec: { template: { spec: { containers: patched } } } };
  const done = patchLive(live, patch, target, { manager: 'kubectl-set', apiVersion });
  if ('error' in done) return { live, said: errorText(done.error, 'patching') };
  return { live: done.live, said: what === 'env' ? 'env updated' : `${what} updated` };
}

/** A Service's spec without the address that was drawn for it. */
function withoutAddress(spec: JsonObject): JsonObject {
  const { clusterIP, clusterIPs } = spec;
  if (typeof clusterIP !== 'string' || clusterIP === '' || clusterIP === 'None') return spec;
  const drawn = Array.isArray(clusterIPs) ? clusterIPs.map(() => 'CLUSTERIP') : ['CLUSTERIP'];
  return { ...spec, clusterIP: 'CLUSTERIP', clusterIPs: drawn };
}

/** The object as the recordings show it. */
function normalised(object: JsonObject): JsonValue {
  const metadata = isObject(object['metadata']) ? { ...object['metadata'] } : {};
  for (const field of ['uid', 'resourceVersion', 'creationTimestamp', 'managedFields'])
    delete metadata[field];
  if (isObject(metadata['annotations'])) {
    const annotations = { ...metadata['annotations'] };
    for (const name of LEFT_OUT) delete annotations[name];
    if (Object.keys(annotations).length > 0) metadata['annotations'] = annotations;
    else delete metadata['annotations'];
  }
  metadata['namespace'] = 'NS';
  const { status: _, ...rest } = object;
  const shown: JsonObject = { ...rest, metadata };
  if (object['kind'] === 'Service' && isObject(shown['spec'])) shown['spec'] = withoutAddress(shown['spec']);
  if (object['kind'] === 'Pod' && isObject(shown['spec'])) {
    const { volumes: _volumes, nodeName: _node, ...spec } = shown['spec'];
    const containers = (Array.isArray(spec['containers']) ? spec['containers'] : []).map((container) => {
      if (!isObject(container)) return container;
      const { volumeMounts: _mounts, ...others } = container;
      return others as JsonObject;
    });
    shown['spec'] = { ...spec, containers };
  }
  return JSON.parse(
    JSON.stringify(shown, (_key, value: unknown) =>
      typeof value === 'bigint' ? Number(value) : value === NO_UID ? 'UID' : value,
    ),
  ) as JsonValue;
}
