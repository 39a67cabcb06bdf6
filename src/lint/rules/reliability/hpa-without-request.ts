import { textOf } from '../../../api/json.js';
import type { LintObject, Place } from '../../object.js';
import type { Objects } from '../../objects.js';
import { containersOf, podOf } from '../../pods.js';
import { rule } from '../../rule.js';
import { scaledBy } from '../../sizes.js';
import { isRunning } from '../containers-rule.js';
import { isAsked } from '../resources/asked.js';

/** What is measured in percent of a request needs one: of each container (podautoscaler's calculatePodRequests). */
export default rule({
  name: 'reliability/hpa-without-request',
  severity: 'warning',
  summary:
    'An autoscaler that measures in percent of a request which a container does not make: it never scales.',
  visit: 'Object',
  check(object, { objects, report }) {
    if (object.kind !== 'HorizontalPodAutoscaler' || !object.apiVersion.startsWith('autoscaling/')) return;
    const target = scaledBy(object, objects);
    const pod = target && podOf(target);
    if (!target || !pod) return;
    for (const { at, resource, container } of measures(object)) {
      const lacking = containersOf(pod)
        .filter(isRunning)
        .filter(({ name }) => container === undefined || name === container)
        .filter((one) => !isAsked(one, ['requests', 'limits'], resource));
      const [first] = lacking;
      if (!first) continue;
      const names = lacking.map(({ name }) => name).join(', ');
      const given = defaulted(target, resource, objects);
      report({
        at,
        message: `${target.kind} ${target.name} is scaled by ${resource} in percent of the request, container ${names} requests no ${resource}`,
        hint: given
          ? `the request is the LimitRange's ${String(given.value)}`
          : `without a request of ${resource} nothing is scaled`,
        related: [
          { message: `container ${first.name}`, at: first.at.child('resources') },
          ...(given ? [{ message: `LimitRange ${given.object.name}`, at: given }] : []),
        ],
      });
    }
  },
});

/** A metric that is a percentage of a request. */
interface Measure {
  at: Place;
  resource: string;
  /** The only container that is measured. */
  container?: string;
}

/** Without any metric the server takes 80 % of the cpu. */
function measures({ at, apiVersion }: LintObject): Measure[] {
  const spec = at.child('spec');
  const metrics = spec.items('metrics');
  if (apiVersion === 'autoscaling/v1' || metrics.length === 0) {
    const percent = spec.child('targetCPUUtilizationPercentage');
    return [{ at: percent.value === undefined ? spec : percent, resource: 'cpu' }];
  }
  return metrics.flatMap((metric) => {
    const source = ['resource', 'containerResource']
      .map((key) => metric.child(key))
      .find(({ value }) => value);
    if (source?.child('target', 'averageUtilization').value === undefined) return [];
    const container = textOf(source.child('container').value);
    const name = source.child('name');
    return [{ at: name, resource: textOf(name.value), ...(container !== '' && { container }) }];
  });
}

/** What a LimitRange of the namespace gives to containers that say nothing. */
function defaulted(
  { namespace = 'default' }: LintObject,
  resource: string,
  objects: Objects,
): Place | undefined {
  return objects
    .ofKind('LimitRange', namespace)
    .flatMap(({ at }) => at.items('spec', 'limits'))
    .filter((limit) => limit.child('type').value === 'Container')
    .flatMap((limit) => ['defaultRequest', 'default'].map((list) => limit.child(list, resource)))
    .find(({ value }) => typeof value === 'string' || typeof value === 'number');
}
