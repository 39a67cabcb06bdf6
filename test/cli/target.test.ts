import { describe, expect, it } from 'vitest';
import { workbench } from './workbench.js';

const { file, kubeplan } = workbench();
const named = (kind: string, name: string, namespace: string) => `apiVersion: apps/v1
kind: ${kind}
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  replicas: 2
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: c, image: "app:1"}]}
`;
const all = file(
  'all.yaml',
  [
    named('Deployment', 'web', 'shop'),
    named('Deployment', 'web', 'team'),
    named('Deployment', 'only', 'team'),
    named('ReplicaSet', 'cache', 'shop'),
  ].join('---\n'),
);
const asked = async (...words: string[]) => {
  const { status, out, err } = await kubeplan(['explain', ...words, all, '--nodes', 'cpu=4,memory=16Gi']);
  return status === 0 ? out.split('\n').slice(0, 2) : [status, err.trimEnd()];
};
const runs = [expect.stringMatching(/^pod\/web-\w+-\w+ of deployment\/web runs on node-1/), 'all.yaml:1:1'];

describe('what explain is asked about', () => {
  it.each([
    ['with its namespace, as a plan prints it', ['deployment/shop/web']],
    ['by its short name and its namespace', ['deploy/shop/web']],
    ['with its group', ['deployments.apps/web', '-n', 'shop']],
    ['with the namespace twice', ['deployment/shop/web', '-n', 'shop']],
  ])('is found %s', async (_how, words) => {
    expect(await asked(...words)).toEqual(runs);
  });

  it('may be pods as a plan prints several: the first', async () => {
    const { out } = await kubeplan(['plan', all, '--nodes', 'cpu=4,memory=16Gi']);
    const [, group] = /pod\/shop\/(web-\w+-\{\w+,\w+\})/.exec(out)!;
    for (const name of [group!, group!.replace(/\{.*/, '*')]) {
      expect((await asked(`pod/shop/${name}`))[0]).toMatch(/^pod\/web-\w+-\w+ of deployment\/web runs/);
    }
  });

  it.each([
    [
      ['deployment/shop/web', '-n', 'team'],
      'kubeplan: deployment/shop/web is in shop, and -n says team\nGive one of the two.',
    ],
    [
      ['deployment/shop/only'],
      'kubeplan: deployment/shop/only is not there, but in team\nChoose one with -n NAMESPACE.',
    ],
    [
      ['deployment/shop/onlly'],
      'kubeplan: deployment/shop/onlly is neither among the manifests nor in the cluster, did you mean only?\nThere is deployment/only in namespace team.',
    ],
    [
      ['deployment/cache', '-n', 'shop'],
      'kubeplan: deployment/cache is neither among the manifests nor in the cluster\nThere is replicaset/cache in namespace shop.',
    ],
    [
      ['daemonset/shpo/agent'],
      'kubeplan: daemonset/shpo/agent is neither among the manifests nor in the cluster\nThere is no namespace shpo, did you mean shop?',
    ],
    [
      ['pod/shop/nothing-*'],
      'kubeplan: pod/shop/nothing-* is neither among the manifests nor in the cluster\nGive the files that hold it, or the cluster with --cluster FILE.',
    ],
  ])('%j is told what is there instead', async (words, said) => {
    expect(await asked(...words)).toEqual([2, said]);
  });
});
