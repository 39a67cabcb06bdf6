import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/api/json.js';
import type { KubeObject } from '../../../src/api/objects.js';
import { HEALTHY } from '../../../src/kubelet/index.js';
import { parseManifests } from '../../../src/manifest/parse.js';
import { NOTHING_DESCRIBED } from '../../../src/references/described.js';
import { readScenario } from '../../../src/simulation/scenario/read-scenario.js';
import { runScenario } from '../../../src/simulation/scenario/run-scenario.js';
import { deployment, world } from '../worlds.js';

const read = (text: string) =>
  readScenario(
    parseManifests({ file: 's.yaml', text: `metadata: {name: s}\nspec:\n${text}` }).documents[0]!
      .value as JsonObject,
  );
const web = (image: string, more: object = {}) => deployment('web', image, { replicas: 3, ...more });

function play(text: string, manifests: Record<string, KubeObject[]> = { 'web.yaml': [web('web:1')] }) {
  const found = read(text);
  if (!('scenario' in found)) throw new Error(JSON.stringify(found.problems));
  return runScenario(found.scenario, {
    before: world('3x cpu=4'),
    manifests: ({ text: path }) => (manifests[path] ?? []).map((object) => ({ object })),
    commandInput: { namespace: 'default' },
    kubelet: HEALTHY,
    described: NOTHING_DESCRIBED,
  });
}

const READY = '  cluster: {manifests: [web.yaml]}\n';

describe('a scenario', () => {
  it('passes where all that it expects comes about', () => {
    const { failure, duration, actions } = play(
      `${READY}  always: [{available: {deployment/web: '>=2'}}]
  steps:
  - run: kubectl set image deployment/web app=web:2
  - wait: 1m
  - expect: [{complete: [deployment/web]}, "elapsed >= 60"]
  finally: [{pending: none}]
`,
    );
    expect(failure).toBeUndefined();
    expect(duration).toBeGreaterThanOrEqual(60_000);
    expect(actions.map(({ exitCode }) => exitCode)).toEqual([0]);
  });

  it('ends at the first moment at which something does not hold, and says what led there', () => {
    const { failure } = play(
      `${READY}  always: [{available: {deployment/web: 3}, message: closed}]
  steps:
  - run: kubectl delete pods --all
  - run: kubectl delete deployment web
`,
    );
    expect(failure).toMatchObject({
      path: ['spec', 'always', 0, 'available', 'deployment/web'],
      expected: 'available(deployment/web) == 3',
      message: 'closed',
      seen: 'it was 2',
      at: 0,
      when: 'always',
    });
    expect(failure!.because.map(({ actor, verb }) => `${actor} ${verb}`)).toEqual(['kubectl delete']);
  });

  it('waits for what is to come about, and no longer than it may', () => {
    const steps = (within: string) => `  steps:
  - {apply: [web.yaml], for: 0s}
  - {eventually: [{available: {deployment/web: 3}}], within: ${within}}
  - expect: ["elapsed <= 4"]
`;
    expect(play(steps('1m')).failure).toBeUndefined();
    expect(play(steps('2s')).failure).toMatchObject({ when: 'eventually', seen: 'it was 0', at: 2000 });
  });

  it('fails where something is refused that should be done, or done that should be refused', () => {
    const bad = { 'bad.yaml': [{ ...web('web:1'), spec: {} } as unknown as KubeObject] };
    expect(play('  steps: [{apply: [bad.yaml]}]\n', bad).failure).toMatchObject({
      path: ['spec', 'steps', 0],
      when: 'doing',
      seen: expect.stringContaining('spec.selector: Required value'),
    });
    expect(play('  steps: [{apply: [bad.yaml], fails: true}]\n', bad).failure).toBeUndefined();
    expect(play(`${READY}  steps: [{run: kubectl cordon node-1, fails: true}]\n`).failure).toMatchObject({
      expected: 'kubectl cordon node-1 fails',
      seen: 'it was done',
    });
    expect(play('  cluster: {manifests: [bad.yaml]}\n  steps: []\n', bad).failure).toMatchObject({
      path: ['spec', 'cluster', 'manifests'],
      when: 'doing',
    });
    expect(
      play(`${READY}  steps: [{run: kubectl scale deployment/gone --replicas=2}]\n`).failure?.seen,
    ).toContain('deployments.apps "gone" not found');
  });

  it('holds what is expected from some step on only from there', () => {
    const steps = (at: 'before' | 'after') => {
      const always = '  - always: [{available: {deployment/web: ">=3"}}]\n';
      const down = '  - run: kubectl scale deployment/web --replicas=1\n';
      return `${READY}  steps:\n${at === 'before' ? always + down : `${down}  - run: kubectl scale deployment/web --replicas=3\n${always}`}`;
    };
    expect(play(steps('after')).failure).toBeUndefined();
    expect(play(steps('before')).failure).toMatchObject({
      when: 'always',
      path: ['spec', 'steps', 0, 'always', 0, 'available', 'deployment/web'],
    });
  });
});

describe('what is wrong with a scenario', () => {
  const problems = (text: string) => {
    const found = read(text);
    return 'problems' in found
      ? found.problems.map(({ path, message }) => `${path.join('.')}: ${message}`)
      : [];
  };

  it('is told with its place, all of it', () => {
    expect(
      problems(`  steps:
  - {}
  - {run: kubectl cordon n, wait: 5m}
  - {wait: soon}
  - {wait: 5s, fails: true}
  - {expect: [], within: 2m}
  - {run: kubectl frobnicate}
  - {run: "cordon a; cordon b"}
`),
    ).toEqual([
      'spec.steps.0: a step does something: write one of apply, run, wait, expect, eventually, always',
      'spec.steps.1: a step does one thing, and this one 2: write one of apply, run, wait, expect, eventually, always',
      "spec.steps.2.wait: 'soon' is no time: write 90s, 5m or 1h30m",
      'spec.steps.3.fails: fails stands only beside run and apply',
      'spec.steps.4.within: within stands only beside eventually',
      expect.stringContaining('spec.steps.5.run: '),
      'spec.steps.6.run: a step runs one command: write a step for each',
    ]);
    expect(problems("  kubernetes: '1.12'\n  steps: []\n")).toEqual([
      expect.stringContaining('spec.kubernetes: no such Kubernetes is known: kubeplan knows Kubernetes 1.28'),
    ]);
  });
});
