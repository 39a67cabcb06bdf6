import { expect, it } from 'vitest';
import { lint } from '../../../src/lint/lint.js';

const job = (annotations: string) =>
  `apiVersion: batch/v1\nkind: Job\nmetadata:\n  generateName: migrate-\n  annotations: ${annotations}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}}\n`;

it.each([
  ['{}', 1],
  ['{example.com/hook: a}', 1],
  ['{helm.sh/hook: pre-install}', 0],
  ['{argocd.argoproj.io/hook: PreSync}', 0],
])(
  'a job without a name and with %s is told of %d times: what runs hooks creates them',
  (annotations, times) => {
    const { findings } = lint([{ file: 'job.yaml', text: job(annotations) }]);
    expect(findings.filter(({ rule }) => rule === 'kubectl/apply')).toHaveLength(times);
  },
);
