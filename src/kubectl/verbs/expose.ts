import { isObject, type JsonObject, type JsonValue, type Path, valueAt } from '../../api/json.js';
import { splitKey } from '../../api/object-key.js';
import type { KubeObject } from '../../api/objects.js';
import { asJson, asObject } from '../../api/unstructured.js';
import type { ObjectName } from '../../apiserver/request.js';
import { podTemplatePath } from '../../schema/resources.js';
import { get } from '../client.js';
import { saidOfAll, saidOutcome } from '../command/said.js';
import { liveOf, Refused, targetsOf } from '../command/targets.js';
import type { Asked, Setting, Verb } from '../command/verb.js';
import { type Outcome, outcomeOf } from '../outcome.js';
import { groupKind } from '../rollout/status.js';
import { refusable } from './each.js';

const NO_PORT = "couldn't find port via --port flag or introspection";
const NO_SELECTOR = "couldn't retrieve selectors via --selector flag or introspection: ";
const LONGEST_NAME = 63;
const EXPOSED = ['ReplicationController', 'Service', 'Pod', 'Deployment', 'ReplicaSet'];

/** The words of `kubectl expose` (k8s.io/kubectl/pkg/cmd/expose/expose.go). */
export const exposeVerb: Verb = {
  name: 'expose',
  usage:
    '(-f PATH | KIND NAME | KIND/NAME) [--port=PORT] [--target-port=PORT] [--protocol=PROTOCOL] [--name=NAME] [--type=TYPE]',
  flags: [
    { name: 'filename', short: 'f', is: 'text' },
    { name: 'port', is: 'text' },
    { name: 'target-port', is: 'text' },
    { name: 'protocol', is: 'text' },
    { name: 'name', is: 'text' },
    { name: 'type', is: 'text' },
    { name: 'selector', is: 'text' },
    { name: 'labels', short: 'l', is: 'text' },
    { name: 'cluster-ip', is: 'text' },
    { name: 'external-ip', is: 'text' },
    { name: 'session-affinity', is: 'text' },
  ],
  run: (asked, setting) =>
    refusable(() => {
      const { names } = targetsOf({ ...asked, flags: withoutSelector(asked) }, setting);
      return saidOfAll(
        names.map((name) => {
          const found = liveOf(name, setting);
          return saidOutcome('outcome' in found ? found.outcome : exposed(name, asked, setting));
        }),
      );
    }),
};

/** Its `--selector` is that of the Service, and chooses nothing. */
function withoutSelector({ flags }: Asked): Asked['flags'] {
  const hidden = Object.create(flags) as Asked['flags'];
  hidden.text = (name) => (name === 'selector' ? undefined : flags.text(name));
  return hidden;
}

function exposed(name: ObjectName, { flags }: Asked, { client }: Setting): Outcome {
  const live = get(client, name) as KubeObject;
  if (!EXPOSED.includes(name.kind)) throw new Refused(`cannot expose a ${groupKind(live)}`);
  const [namespace, called] = splitKey(name.key);
  const given = flags.text('selector');
  const selector = given ? labelsOf(given) : selectorOf(live);
  const labels = flags.text('labels');
  const type = flags.text('type');
  const [clusterIP, external, affinity] = ['cluster-ip', 'external-ip', 'session-affinity'].map((flag) =>
    flags.text(flag),
  );
  const object = asObject({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: flags.text('name') ?? called.slice(0, LONGEST_NAME),
      ...(namespace !== undefined && { namespace }),
      labels: labels ? labelsOf(labels) : { ...live.metadata.labels },
    },
    spec: {
      selector,
      ports: portsOf(live, flags),
      ...(type && { type }),
      ...(clusterIP && { clusterIP }),
      ...(external && { externalIPs: [external] }),
      ...(affinity && { sessionAffinity: affinity }),
    },
  });
  const request = { verb: 'create', object, fieldManager: 'kubectl-expose' } as const;
  return outcomeOf(client.send(request), 'exposed');
}

/** `a=b,c=d`. */
function labelsOf(text: string): JsonObject {
  const labels: JsonObject = {};
  for (const part of text.split(',')) {
    const [key = '', value, ...more] = part.split('=');
    if (value === undefined || more.length > 0) throw new Refused(`unexpected label spec: ${part}`);
    if (key === '') throw new Refused('unexpected empty label key');
    labels[key] = value;
  }
  return labels;
}

/** The labels that the pods of an object are known by. */
function selectorOf(live: KubeObject): JsonObject {
  const json = asJson(live);
  const kind = live.kind.toLowerCase();
  const ofMap: Readonly<Record<string, Path>> = {
    Pod: ['metadata', 'labels'],
    Service: ['spec', 'selector'],
    ReplicationController: ['spec', 'selector'],
  };
  const expressions = valueAt(json, ['spec', 'selector', 'matchExpressions']);
  if (Array.isArray(expressions) && expressions.length > 0)
    throw new Refused(`${NO_SELECTOR}couldn't convert expressions to map-based selector format`);
  const found = valueAt(json, ofMap[live.kind] ?? ['spec', 'selector', 'matchLabels']);
  if (isObject(found) && Object.keys(found).length > 0) return { ...found };
  if (live.kind === 'Pod') throw new Refused(`${NO_SELECTOR}the pod has no labels and cannot be exposed`);
  if (live.kind === 'Service') throw new Refused(`${NO_SELECTOR}the service has no pod selector set`);
  throw new Refused(`${NO_SELECTOR}invalid ${kind}: no selectors, therefore cannot be exposed`);
}

interface Port {
  port: number;
  protocol: string;
}

function portsOf(live: KubeObject, flags: Asked['flags']): JsonValue[] {
  const protocol = flags.text('protocol');
  const known = knownPorts(live);
  const given = flags.text('port');
  const wanted: Port[] = given
    ? given.split(',').map((text) => ({
        port: numberOf(text),
        protocol: known.find(({ port }) => port === Number(text))?.protocol ?? 'TCP',
      }))
    : known;
  if (wanted.length === 0 && flags.text('cluster-ip') !== 'None') throw new Refused(NO_PORT);
  const target = flags.text('target-port');
  return wanted.map(({ port, protocol: own }, at) => ({
    ...(wanted.length > 1 && { name: `port-${at + 1}` }),
    port,
    protocol: protocol ?? own,
    targetPort: target === undefined ? port : /^\d+$/.test(target) ? Number(target) : target,
  }));
}

function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new Refused(`strconv.Atoi: parsing "${text}": invalid syntax`);
}

/** The ports of the containers, or of a Service. */
function knownPorts(live: KubeObject): Port[] {
  const json = asJson(live);
  if (live.kind === 'Service') return listAt(json, ['spec', 'ports']).flatMap((one) => portOf(one, 'port'));
  const path = podTemplatePath(live.kind) ?? [];
  return listAt(json, [...path, 'spec', 'containers'])
    .flatMap((container) => listAt(container, ['ports']))
    .flatMap((one) => portOf(one, 'containerPort'));
}

function listAt(value: JsonValue, path: Path): readonly JsonValue[] {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found : [];
}

function portOf(value: JsonValue, field: string): Port[] {
  const port = valueAt(value, [field]);
  const protocol = valueAt(value, ['protocol']);
  return typeof port === 'number'
    ? [{ port, protocol: typeof protocol === 'string' ? protocol : 'TCP' }]
    : [];
}
