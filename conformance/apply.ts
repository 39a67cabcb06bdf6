/** `kubectl apply` of a manifest after another, from the client and on the server (FORMAT-controllers.md, "apply-*"). */
import { isObject, type JsonObject, type JsonValue } from '../src/api/json.js';
import { keyOf, kindOf } from '../src/api/object-key.js';
import type { KubeObject } from '../src/api/objects.js';
import type { KubernetesVersion } from '../src/api/version.js';
import { Cluster } from '../src/cluster/cluster.js';
import { PlainClient } from '../src/kubectl/client.js';
import { runKubectl } from '../src/kubectl/command-line.js';
import { parseManifests } from '../src/manifest/parse.js';
import { widgets } from './apply-crd.js';
import { type Measured, measured } from './measured.js';
import { versionOf } from './recording.js';

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
    return measured(expected, actual);
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
    .replace(/@@ -\d+(,\d+) \+\d+(,\d+) @@/g, '@@ -N$1 +N$2 @@')
    .replace(/\s+/g, ' ')
    .trim();
}

/** `configured`; a refusal by its first words. */
function wordOf(output: string): string {
  const last = output.split('\n').at(-1) ?? '';
  return /^\S+\/\S+ ([a-z-]+)$/.exec(last)?.[1] ?? output.split(/[:(]/)[0] ?? '';
}

/** Plays one case: first, what happens between, second. */
function play(recorded: ApplyLine, serverSide: boolean): Side {
  const version = versionOf(recorded);
  const read = (text: string): KubeObject => {
    const value = parseManifests({ file: '-', text }).documents[0]?.value;
    if (!isObject(value)) throw new Error('the recorded manifest is no object');
    const metadata = isObject(value['metadata']) ? value['metadata'] : {};
    return { ...value, metadata: { ...metadata, namespace: NAMESPACE } } as unknown as KubeObject;
  };
  const client = new PlainClient(worldOf(version), 0);
  const run = (args: readonly string[], stdin?: KubeObject) =>
    runKubectl(args, { client, namespace: NAMESPACE, ...(stdin && { stdin }) });
  const apply = ['apply', ...(serverSide ? ['--server-side'] : []), '-f', '-'];
  const first = read(recorded.first);
  const [was, second] = [run(recorded.create ? ['create', '-f', '-'] : apply, first), read(recorded.second)];
  const stamp = stampsOf(client.cluster);
  const betweenOutput = (recorded.between ?? []).map(
    (args) => run(args, args[0] === 'apply' ? read(recorded.betweenStdin ?? '') : undefined).text,
  );
  const outcome = run(apply, second);
  const final = client.cluster.get(kindOf(second), keyOf(second)) as JsonObject | undefined;
  return {
    firstOutput: stamp(was.text),
    betweenOutput: betweenOutput.map(stamp),
    secondRc: outcome.exitCode,
    secondOutput: stamp(outcome.text),
    ...(final && { finalObject: JSON.parse(stamp(JSON.stringify(normalised(final)))) as JsonValue }),
  };
}

/** The recorder's world, as far as the cases speak of it. */
function worldOf(version: KubernetesVersion): Cluster {
  const objects = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: NAMESPACE } },
    widgets,
  ];
  return Cluster.of(objects as unknown as KubeObject[], version);
}

/** Puts the recordings' words for what differs from run to run in the place of what was drawn here. */
function stampsOf(cluster: Cluster): (text: string) => string {
  const drawn = new Map<string, string>();
  for (const kind of cluster.kinds()) {
    for (const { metadata } of cluster.list(kind)) {
      if (metadata.uid) drawn.set(metadata.uid, 'UID');
      if (metadata.resourceVersion)
        drawn.set(`"resourceVersion":"${metadata.resourceVersion}"`, '"resourceVersion":"RV"');
      if (metadata.creationTimestamp) drawn.set(metadata.creationTimestamp, 'TIME');
    }
  }
  // What is quoted in a message is escaped once more.
  const pairs = [...drawn].flatMap(
    ([from, to]) =>
      [
        [from, to],
        [JSON.stringify(from).slice(1, -1), JSON.stringify(to).slice(1, -1)],
      ] as const,
  );
  return (text) => pairs.reduce((all, [from, to]) => all.replaceAll(from, to), text);
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
    JSON.stringify(shown, (_key, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)),
  ) as JsonValue;
}
