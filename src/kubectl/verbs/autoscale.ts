import { type JsonObject, valueAt } from '../../api/json.js';
import { splitKey } from '../../api/object-key.js';
import { quantityError } from '../../api/quantity.js';
import { asJson, asObject } from '../../api/unstructured.js';
import { get } from '../client.js';
import { saidOfAll, saidOutcome } from '../command/said.js';
import { liveOf, Refused, targetsOf } from '../command/targets.js';
import type { Asked, Setting, Verb } from '../command/verb.js';
import { clientError, type Outcome, outcomeOf } from '../outcome.js';
import { refusable } from './each.js';

/** What a number without a unit is a number of. */
const UNITS = { cpu: 'm', memory: 'Mi' } as const;
/** The kinds that have the subresource `scale`, of Kubernetes' own. */
const SCALED = ['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController'];

/** The words of `kubectl autoscale` (k8s.io/kubectl/pkg/cmd/autoscale/autoscale.go). */
export const autoscaleVerb: Verb = {
  name: 'autoscale',
  usage:
    '(-f PATH | KIND NAME... | KIND/NAME...) [--min=COUNT] --max=COUNT [--cpu=AMOUNT] [--memory=AMOUNT] [--name=NAME]',
  flags: [
    { name: 'filename', short: 'f', is: 'text' },
    { name: 'min', is: 'number' },
    { name: 'max', is: 'number' },
    { name: 'cpu-percent', is: 'number' },
    { name: 'cpu', is: 'text' },
    { name: 'memory', is: 'text' },
    { name: 'name', is: 'text' },
  ],
  run: (asked, setting) =>
    refusable(() => {
      const spec = specOf(asked);
      const { names } = targetsOf(asked, setting);
      return saidOfAll(
        names.map((name) => {
          const found = liveOf(name, setting);
          return saidOutcome('outcome' in found ? found.outcome : autoscaled(name, spec, asked, setting));
        }),
      );
    }),
};

/** What is asked for, but for whose replicas it is. */
function specOf({ flags }: Asked): JsonObject {
  const [min = -1, max] = [flags.number('min'), flags.number('max')];
  if (max === undefined) throw new Refused('required flag(s) "max" not set');
  if (max < 1) throw new Refused(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
  if (max < min)
    throw new Refused(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
  const percent = flags.number('cpu-percent') ?? -1;
  const [cpu, memory] = [flags.text('cpu'), flags.text('memory')];
  if (percent > 0 && cpu) throw new Refused('--cpu-percent and --cpu are mutually exclusive');
  const metrics = [
    ...(percent > 0 ? [metric('cpu', `${percent}%`)] : []),
    ...(cpu ? [metric('cpu', cpu)] : []),
    ...(memory ? [metric('memory', memory)] : []),
  ];
  return { maxReplicas: max, ...(min > 0 && { minReplicas: min }), ...(metrics.length > 0 && { metrics }) };
}

function metric(name: 'cpu' | 'memory', given: string): JsonObject {
  return { type: 'Resource', resource: { name, target: targetOf(name, given.trim()) } };
}

function targetOf(name: 'cpu' | 'memory', text: string): JsonObject {
  if (text.endsWith('%')) {
    const number = text.slice(0, -1);
    if (!/^\d+$/.test(number)) throw new Refused(`invalid percentage value: ${number}`);
    return { type: 'Utilization', averageUtilization: Number(number) };
  }
  const amount = /^\d+(\.\d+)?$/.test(text) ? `${Number(text)}${UNITS[name]}` : text;
  if (quantityError(amount) !== undefined) throw new Refused(`invalid resource ${name} value: ${text}`);
  return { type: 'AverageValue', averageValue: amount };
}

function autoscaled(
  { kind, key }: { kind: string; key: string },
  spec: JsonObject,
  { flags }: Asked,
  { client }: Setting,
): Outcome {
  const live = get(client, { kind, key });
  if (!live) return { warnings: [], changed: false };
  const isScaled = SCALED.includes(kind) || valueAt(asJson(live), ['spec', 'replicas']) !== undefined;
  if (!isScaled)
    return clientError(`cannot autoscale a ${live.kind}: the server could not find the requested resource`);
  const [namespace, name] = splitKey(key);
  const object = asObject({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: flags.text('name') ?? name, ...(namespace !== undefined && { namespace }) },
    spec: { scaleTargetRef: { apiVersion: live.apiVersion, kind: live.kind, name }, ...spec },
  });
  const request = { verb: 'create', object, fieldManager: 'kubectl-autoscale' } as const;
  return outcomeOf(client.send(request), 'autoscaled');
}
