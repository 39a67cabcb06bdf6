/** Hosts and paths at which something answers from outside, and where they lead. */
import { type JsonObject, textOf, valueAt } from '../../api/json.js';
import { refOf } from '../../api/object-key.js';
import type { KubeObject } from '../../api/objects.js';
import { listed } from '../../api/text.js';
import { asJson } from '../../api/unstructured.js';
import { type Both, changedOf, itemsAt, type Notice, nameOfObject } from './notice.js';

/** Addresses that appear, go, or lead to another Service. */
export function ingressNotices(both: Both): Notice[] {
  return changedOf('Ingress', both).flatMap(({ old, now }): Notice[] => {
    const [was, is] = [old, now].map((one) => (one ? addressesOf(one) : new Map<string, string>()));
    if (!was || !is) return [];
    const come = [...is].filter(([at]) => !was.has(at)).map(([at, to]) => `${at} → ${to}`);
    const gone = [...was.keys()].filter((at) => !is.has(at));
    const moved = [...is].filter(([at, to]) => was.has(at) && was.get(at) !== to);
    const parts = [
      ...(come.length > 0 ? [`appears: ${come.join(', ')}`] : []),
      ...(gone.length > 0 ? [`goes: ${listed(gone)}`] : []),
      ...moved.map(([at, to]) => `${at} leads to ${to}, before to ${was.get(at)}`),
    ];
    const name = nameOfObject(now);
    return parts.map((text) => ({ topic: 'ingress', text: `${name}: ${text}`, object: refOf(now) }));
  });
}

/** By address: the Service that it leads to. */
function addressesOf(ingress: KubeObject): Map<string, string> {
  const object = asJson(ingress);
  const found = new Map<string, string>();
  const fallback = valueAt(object, ['spec', 'defaultBackend']);
  if (fallback !== undefined) found.set('all else', backendText(fallback as JsonObject));
  for (const rule of itemsAt(object, 'spec', 'rules')) {
    const host = textOf(rule['host']) || '*';
    for (const path of itemsAt(rule, 'http', 'paths')) {
      found.set(`${host}${textOf(path['path']) || '/'}`, backendText(path['backend'] as JsonObject));
    }
  }
  return found;
}

function backendText(backend: JsonObject): string {
  const port = valueAt(backend, ['service', 'port']) as { name?: string; number?: number } | undefined;
  const name = textOf(valueAt(backend, ['service', 'name']));
  if (name === '')
    return `${textOf(valueAt(backend, ['resource', 'kind']))} ${textOf(valueAt(backend, ['resource', 'name']))}`;
  return `service/${name}:${port?.number ?? port?.name ?? ''}`;
}
