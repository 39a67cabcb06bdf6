import type { Pod } from '../../src/api/objects.js';
import type { Explanation, Fix, NodeReport } from '../../src/explain/explanation.js';
import { type ExplainTextOptions, explainText } from '../../src/report/explain-text.js';

export const at = (line: number, column: number) => ({
  file: 'web.yaml',
  start: { line, column, offset: 0 },
  end: { line, column: column + 1, offset: 1 },
});
export const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  spec: { containers: [] },
} as unknown as Pod;

export function explanation(rest: Partial<Explanation> = {}): Explanation {
  return {
    object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' },
    answer: 'pod/p stays Pending',
    pod: 'p',
    requests: { cpu: 1500 },
    decision: { outcome: 'unschedulable', evaluated: 0, feasibleCount: 0, ties: 0, nextStart: 0 },
    nodes: [],
    fixes: [],
    replicas: { wanted: 1, missing: 1, fit: 0, limit: 1000 },
    ...rest,
  };
}

export const BOUND = {
  outcome: 'bound',
  node: 'a',
  evaluated: 1,
  feasibleCount: 1,
  ties: 1,
  nextStart: 0,
} as const;

export function node(name: string, verdict: string[] = [], rest: Partial<NodeReport> = {}): NodeReport {
  return {
    node: name,
    fits: verdict.length === 0,
    refusals: [],
    verdict,
    resources: [],
    allocation: [],
    ...rest,
  };
}

export const fix = (rest: Partial<Fix> = {}): Fix => ({
  title: 'do it',
  node: 'a',
  pods: 1,
  edits: [],
  commands: [],
  manifests: [],
  pod: POD,
  world: [],
  gone: [],
  ...rest,
});

export const lines = (rest: Partial<Explanation>, options: ExplainTextOptions = {}) =>
  explainText([explanation(rest)], options)
    .split('\n')
    .slice(0, -1);

/** The lines between the first blank one and the next. */
export const block = (rest: Partial<Explanation>, options: ExplainTextOptions = {}) => {
  const all = lines(rest, options);
  const begin = all.indexOf('') + 1;
  const end = all.indexOf('', begin);
  return all.slice(begin, end < 0 ? undefined : end);
};
