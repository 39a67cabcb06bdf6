/** What a pod asks for of devices, and what of it is not there, or not known. */
import { isObject, type JsonObject, type JsonValue, type Path, valueAt } from '../api/json.js';
import { largest } from '../api/lists.js';
import { nameText } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import { closest } from '../api/suggest.js';
import { asJson } from '../api/unstructured.js';
import type { Cluster } from '../cluster/cluster.js';

/** One thing to be known of a claim of devices; `at` leads to it from the pod. */
interface DeviceWord {
  text: string;
  at: Path;
}

/** Classes that are not there, more devices than any node has, and claims that a controller makes which is not modelled. */
export function deviceWords(cluster: Cluster, pod: Pod): DeviceWord[] {
  const namespace = pod.metadata.namespace ?? 'default';
  return (pod.spec.resourceClaims ?? []).flatMap(
    ({ name, resourceClaimName, resourceClaimTemplateName: template }, i): DeviceWord[] => {
      const kind = template === undefined ? 'ResourceClaim' : 'ResourceClaimTemplate';
      const key = `${namespace}/${template ?? resourceClaimName}`;
      const object = cluster.get(kind, key) as KubeObject | undefined;
      if (!object) return [];
      const path = template === undefined ? ['spec'] : ['spec', 'spec'];
      const requests = valueAt(asJson(object), [...path, 'devices', 'requests']);
      const asked = (Array.isArray(requests) ? requests : []).filter(isObject).flatMap(askedBy);
      const texts = asked.flatMap((one) => lacksOf(cluster, one));
      if (template !== undefined && texts.length === 0) {
        texts.push(
          `its ResourceClaim is made of the template ${template} by a controller that is not modelled here: whether its devices are free is not known`,
        );
      }
      const at = ['spec', 'resourceClaims', i];
      return texts.map((text) => ({ text: `resource claim ${name}: ${text}`, at }));
    },
  );
}

interface Asked {
  className: string;
  count: number;
}

/** Of a request its only way, or nothing where there are several. */
function askedBy(request: JsonObject): Asked[] {
  const one = isObject(request['exactly']) ? request['exactly'] : request;
  const { deviceClassName, allocationMode, count = 1 } = one;
  if (deviceClassName === undefined) return [];
  const isCounted = allocationMode !== 'All' && typeof count === 'number';
  return [{ className: nameText(deviceClassName), count: isCounted ? count : 1 }];
}

function lacksOf(cluster: Cluster, { className, count }: Asked): string[] {
  const classes = (cluster.list('DeviceClass') as KubeObject[]).map(({ metadata }) => metadata.name ?? '');
  if (!classes.includes(className)) {
    const near = closest(className, classes);
    return [`DeviceClass ${className} is not given${near === undefined ? '' : `, did you mean ${near}?`}`];
  }
  const most = mostOnOneNode(cluster);
  if (most === undefined || most >= count) return [];
  const has = most === 0 ? 'no node has any' : `no node has more than ${most}`;
  return [`it asks for ${count} devices of ${className}, and by the ResourceSlices ${has}`];
}

/** The most devices of all drivers that one node has; undefined where some are on no node of their own. */
function mostOnOneNode(cluster: Cluster): number | undefined {
  const counts = new Map<string, number>();
  for (const slice of cluster.list('ResourceSlice') as KubeObject[]) {
    const spec: JsonValue | undefined = asJson(slice)['spec'];
    const { nodeName, devices } = isObject(spec) ? spec : {};
    if (typeof nodeName !== 'string') return undefined;
    counts.set(nodeName, (counts.get(nodeName) ?? 0) + (Array.isArray(devices) ? devices.length : 0));
  }
  return largest([...counts.values()], 0);
}
