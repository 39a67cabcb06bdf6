/** Services whose pods change though they themselves do not: the labels of pods do it. */

import { jsonEqual } from '../../api/equality.js';
import { isObject, type JsonValue, valueAt } from '../../api/json.js';
import { matchesLabels } from '../../api/labels.js';
import { keyOf, kindOf, refOf } from '../../api/object-key.js';
import type { KubeObject } from '../../api/objects.js';
import { listed } from '../../api/text.js';
import { asJson } from '../../api/unstructured.js';
import { type Both, type Notice, nameOfObject, noticeName, type PodMaker, podMakers } from './notice.js';

/** What traffic of a Service that stays comes to, and no longer comes to. */
export function serviceNotices({ before, after }: Both): Notice[] {
  const [olds, news] = [podMakers(before), podMakers(after)];
  return (after.list('Service') as KubeObject[]).flatMap((service): Notice[] => {
    const old = before.get(kindOf(service), keyOf(service)) as KubeObject | undefined;
    // Of another selector is told with the Service itself.
    if (!old || !jsonEqual(selectorOf(old), selectorOf(service))) return [];
    const [was, is] = [behind(service, olds), behind(service, news)];
    const come = [...is.keys()].filter((id) => !was.has(id));
    const gone = [...was.keys()].filter((id) => !is.has(id));
    if (come.length + gone.length === 0) return [];
    const names = (ids: readonly string[], all: ReadonlyMap<string, PodMaker>) =>
      listed(ids.map((id) => noticeName(refOf((all.get(id) as PodMaker).object))));
    const parts = [
      ...(come.length > 0 ? [`sends to ${names(come, is)} too`] : []),
      ...(gone.length > 0 ? [`no longer sends to ${names(gone, was)}`] : []),
      ...(is.size === 0 ? ['has no pods left among these'] : []),
    ];
    return [
      { topic: 'service', text: `${nameOfObject(service)} ${parts.join(', ')}`, object: refOf(service) },
    ];
  });
}

function selectorOf(service: KubeObject): JsonValue | undefined {
  return valueAt(asJson(service), ['spec', 'selector']);
}

function behind(service: KubeObject, makers: ReadonlyMap<string, PodMaker>): Map<string, PodMaker> {
  const selector = selectorOf(service);
  if (!isObject(selector) || Object.keys(selector).length === 0) return new Map();
  const wanted = selector as Record<string, string>;
  const { namespace = 'default' } = service.metadata;
  return new Map(
    [...makers].filter(
      ([, maker]) => maker.namespace === namespace && matchesLabels(wanted, maker.template.metadata?.labels),
    ),
  );
}
