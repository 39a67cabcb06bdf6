/** What `diff` reads. */
import {
  configMap,
  definition,
  documents,
  lines,
  many,
  object,
  service,
  times,
  workload,
} from './manifests.js';
import { block, type GrowthShape, list } from './shape.js';

type Side = 'old' | 'new';

const diff = (name: string, from: number, text: (size: number, side: Side) => string): GrowthShape => ({
  name: `diff ${name}`,
  command: ['diff', 'old', 'new'],
  files: (size) => ({ 'old/a.yaml': `${text(size, 'old')}\n`, 'new/a.yaml': `${text(size, 'new')}\n` }),
  from,
});

const twist = (index: number, side: Side): string => `${side === 'old' ? 'was' : 'is'}-${index}`;
export const DIFFED: readonly GrowthShape[] = [
  diff('a long text that is another', 250, (n, side) =>
    configMap('web', block(lines(n, (i) => `    ${twist(i, side)}`))),
  ),
  diff('every second line of a long text', 250, (n, side) =>
    configMap('web', block(lines(n, (i) => `    ${i % 2 ? `line ${i}` : twist(i, side)}`))),
  ),
  diff('lines of a text in another order', 250, (n, side) =>
    configMap('web', block(lines(n, (i) => `    line ${side === 'old' ? i : (i * 7919) % n}`))),
  ),
  diff('args', 250, (n, side) =>
    workload('Deployment', 'web', { container: `args: ${list(n, (i) => twist(i, side))}` }),
  ),
  diff('args in another order', 250, (n, side) =>
    workload('Deployment', 'web', { container: `args: ${list(n, (i) => `a${side === 'old' ? i : n - i}`)}` }),
  ),
  diff('args with one more in front', 250, (n, side) =>
    workload('Deployment', 'web', {
      container: `args: ${list(n + (side === 'old' ? 0 : 1), (i) => `a${side === 'old' ? i : i - 1}`)}`,
    }),
  ),
  diff('environment', 250, (n, side) =>
    workload('Deployment', 'web', {
      container: `env: ${list(n, (i) => `{name: A${i}, value: ${twist(i, side)}}`)}`,
    }),
  ),
  diff('environment of other names', 250, (n, side) =>
    workload('Deployment', 'web', { container: `env: ${list(n, (i) => `{name: ${side}${i}, value: b}`)}` }),
  ),
  diff('environment in another order', 250, (n, side) =>
    workload('Deployment', 'web', {
      container: `env: ${list(n, (i) => `{name: A${side === 'old' ? i : n - i}, value: b}`)}`,
    }),
  ),
  diff('ConfigMap keys', 250, (n, side) =>
    configMap(
      'web',
      lines(n, (i) => `  k${i}: ${twist(i, side)}`),
    ),
  ),
  diff('renamed documents', 50, (n, side) => times(n, (i) => configMap(twist(i, side), `  k${i}: v`))),
  diff('renamed Deployments', 25, (n, side) => times(n, (i) => workload('Deployment', twist(i, side)))),
  diff('changed Deployments', 25, (n, side) =>
    times(n, (i) =>
      workload('Deployment', `web-${i}`, { container: `env: [{name: A, value: ${twist(i, side)}}]` }),
    ),
  ),
  diff('ConfigMaps that are read', 25, (n, side) =>
    documents(
      many(n, (i) => [
        configMap(`c${i}`, `  k: ${twist(i, side)}`),
        workload('Deployment', `web-${i}`, {
          spec: `volumes: [{name: v, configMap: {name: c${i}}}]`,
          container: 'volumeMounts: [{name: v, mountPath: /c}]',
        }),
      ]).flat(),
    ),
  ),
  diff('one ConfigMap that many read', 25, (n, side) =>
    documents([
      configMap('c', `  k: ${twist(0, side)}`),
      ...many(n, (i) =>
        workload('Deployment', `web-${i}`, {
          spec: 'volumes: [{name: v, configMap: {name: c}}]',
          container: 'volumeMounts: [{name: v, mountPath: /c}]',
        }),
      ),
    ]),
  ),
  diff('Services whose selector changes', 25, (n, side) =>
    documents(
      many(n, (i) => [
        service(`s${i}`, `{app: web-${i}, side: ${side}}`),
        workload('Deployment', `web-${i}`),
      ]).flat(),
    ),
  ),
  diff('a Service port list', 100, (n, side) =>
    object(
      'v1',
      'Service',
      'web',
      `spec:\n  ports:\n${lines(n, (i) => `  - {name: p${i}, port: ${side === 'old' ? i + 1 : i + 2}}`)}`,
    ),
  ),
  diff('Secrets', 50, (n, side) =>
    times(n, (i) => object('v1', 'Secret', `s${i}`, `stringData: {a: ${twist(i, side)}}`)),
  ),
  diff('custom resources', 50, (n, side) =>
    documents([
      definition(1),
      ...many(n, (i) =>
        object('example.com/v1', 'Widget', `w${i}`, `spec: {size: ${side === 'old' ? i : i + 1}}`),
      ),
    ]),
  ),
];
