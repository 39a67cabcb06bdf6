import { expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.js';
import { sources, told } from './told.js';

const said = (...texts: string[]) =>
  lint(sources(Object.fromEntries(texts.map((text, index) => [`${index}.yaml`, text])))).findings.flatMap(
    (finding) => told(finding, false),
  );
const scheduler = (more: string) =>
  `apiVersion: kubescheduler.config.k8s.io/v1\nkind: KubeSchedulerConfiguration\n${more}`;

it('a configuration of the scheduler is read as kube-scheduler reads it', () => {
  expect(said(scheduler('profiles: [{schedulerName: mine}]\n'))).toEqual([]);
  expect(said(scheduler('parallelism: -1\n'))).toEqual([
    expect.stringMatching(
      /^0\.yaml:3:1-12 error schema\/configuration: kube-scheduler does not start: .*parallelism/,
    ),
  ]);
  expect(said(scheduler('profile: []\n'))).toEqual([
    expect.stringMatching(
      / error schema\/configuration: kube-scheduler does not start: .*unknown field "profile"/,
    ),
  ]);
});

it('of other configurations it is said that nobody checked them; of those of tools nothing', () => {
  expect(said('apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nmaxPods: 1\n')).toEqual(
    [
      '0.yaml:2:7-27 info schema/configuration: KubeletConfiguration was not checked: a program reads it, and kubeplan does not know its fields',
    ],
  );
  expect(said('apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: []\n')).toHaveLength(1);
  expect(said('apiVersion: v1\nkind: Config\nclusters: []\n')).toEqual([]);
});
