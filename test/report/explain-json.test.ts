import { expect, it } from 'vitest';
import type { Pod } from '../../src/api/objects.js';
import { explainJson } from '../../src/report/explain-json.js';
import { at, explanation, fix, node, POD } from './explanations.js';

it('an explanation as data is told whole', () => {
  const victim = { ...POD, metadata: { name: 'v', namespace: 'shop' } } as Pod;
  const whole = explanation({
    location: at(3, 5),
    placedOn: 'z',
    decision: {
      ...explanation().decision,
      reason: 'Unschedulable',
      message: 'no',
      nominatedNode: 'a',
      victims: [victim],
      equals: ['a', 'b'],
      ties: 2,
      volumes: [{ claim: 'default/c', volume: 'v' }],
    },
    everywhere: { plugin: 'X', code: 'Unschedulable', reasons: ['no'], details: [] },
    nodes: [node('a', [], { score: { node: 'a', total: 3, plugins: { Fit: 3 } } }), node('b', ['no'])],
    winner: { node: 'a', runnerUp: 'b', lead: 1, by: { Fit: 1 } },
    fixes: [
      fix({
        edits: [
          { action: 'add', path: ['spec'], yaml: 'a: 1', objectPath: ['spec', 'x', 0], location: at(4, 2) },
        ],
        commands: ['kubectl a'],
        manifests: ['{}'],
        world: [POD, { ...POD, kind: 'Node' }],
        gone: [victim],
      }),
      fix(),
    ],
  });
  const text = explainJson({ chains: [], explanations: [whole], refused: [], unread: [] });
  expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  expect(JSON.parse(text)).toEqual({
    format: 'kubeplan.explain/1',
    explanations: [
      {
        object: whole.object,
        at: { file: 'web.yaml', line: 3, column: 5 },
        answer: 'pod/p stays Pending',
        pod: 'p',
        placedOn: 'z',
        requests: { cpu: 1500 },
        outcome: 'unschedulable',
        reason: 'Unschedulable',
        message: 'no',
        ties: 2,
        equals: ['a', 'b'],
        nominatedNode: 'a',
        victims: ['shop/v'],
        volumes: [{ claim: 'default/c', volume: 'v' }],
        everywhere: { plugin: 'X', code: 'Unschedulable', reasons: ['no'], details: [] },
        nodes: [
          {
            node: 'a',
            fits: true,
            verdict: [],
            refusals: [],
            resources: [],
            allocation: [],
            score: { total: 3, plugins: { Fit: 3 } },
          },
          { node: 'b', fits: false, verdict: ['no'], refusals: [], resources: [], allocation: [] },
        ],
        winner: { node: 'a', runnerUp: 'b', lead: 1, by: { Fit: 1 } },
        fixes: [
          {
            title: 'do it',
            node: 'a',
            pods: 1,
            edits: [
              {
                action: 'add',
                path: 'spec.x[0]',
                yaml: 'a: 1',
                at: { file: 'web.yaml', line: 4, column: 2 },
              },
            ],
            commands: ['kubectl a'],
            manifests: ['{}'],
            objects: [{ ...POD, kind: 'Node' }],
            gone: ['shop/v'],
          },
          { title: 'do it', node: 'a', pods: 1, edits: [], commands: [], manifests: [], objects: [] },
        ],
        replicas: { wanted: 1, missing: 1, fit: 0, limit: 1000 },
      },
    ],
    refused: [],
    unread: [],
  });
});

it('tells what is behind it, how it ends, and how far each fix gets', () => {
  const of = { apiVersion: 'v1', kind: 'ResourceQuota', name: 'q', namespace: 'default' };
  const proof = { ready: 1, desired: 1, complete: true, harmed: [], anew: false };
  const whole = explanation({
    end: { ready: 0, desired: 1, complete: false, reason: 'no' },
    causes: [{ text: 'a is down' }, { text: 'b', location: at(3, 5) }],
    fixes: [
      fix({
        edits: [{ action: 'remove', path: ['spec'], objectPath: ['spec'], of }],
        befalls: ['recover node/a'],
        proof,
      }),
    ],
  });
  const text = explainJson({ chains: [], explanations: [whole], refused: [], unread: [] });
  const { explanations } = JSON.parse(text) as { explanations: unknown[] };
  expect(explanations[0]).toMatchObject({
    end: { ready: 0, desired: 1, complete: false, reason: 'no' },
    causes: [{ text: 'a is down' }, { text: 'b', at: { file: 'web.yaml', line: 3, column: 5 } }],
    fixes: [{ edits: [{ of, action: 'remove', path: 'spec' }], befalls: ['recover node/a'], proof }],
  });
});
