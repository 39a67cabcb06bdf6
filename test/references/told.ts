/** References as lines of text, whole. */
import { fieldPath } from '../../src/api/json.js';
import type { LabelSelector } from '../../src/api/objects.js';
import type { Reference } from '../../src/references/reference.js';

export function told(reference: Reference): string {
  const { path, unmet } = reference;
  return `${fieldPath(path)} → ${target(reference)}: ${unmet}`;
}

function target(reference: Reference): string {
  if (reference.by === 'part') {
    const { part, name, among } = reference;
    return `${part} ${name} of ${among.places.map((one) => `${fieldPath(one.path)} ${one.name}`).join(', ') || 'none'}`;
  }
  const ports = reference.ports.map(({ path, port }) => ` port ${JSON.stringify(port)} (${fieldPath(path)})`);
  if (reference.by === 'selector') {
    const { to, namespaces, namespaceSelector, selector } = reference;
    const within = [
      ...(namespaces ?? ['the cluster']),
      ...(namespaceSelector ? [`where ${text(namespaceSelector)}`] : []),
    ];
    return `${to} with ${text(selector)} in ${within.join(', ')}${ports.join('')}`;
  }
  const { to, namespace, name, keys, optional, reads } = reference;
  return [
    `${to} ${namespace === undefined ? '' : `${namespace}/`}${name}`,
    ...keys.map(({ path, key }) => ` key ${key} (${fieldPath(path)})`),
    ...ports,
    ...(optional ? [' optional'] : []),
    ...reads.map((way) => ` as ${way}`),
  ].join('');
}

function text(selector: LabelSelector): string {
  return JSON.stringify(selector);
}
