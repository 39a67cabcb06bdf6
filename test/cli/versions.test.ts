import { describe, expect, it } from 'vitest';
import { workbench } from './workbench.js';

const { file, kubeplan } = workbench();

describe('--k8s of several versions', () => {
  const flow = file(
    'flow.yaml',
    'apiVersion: flowcontrol.apiserver.k8s.io/v1beta3\nkind: FlowSchema\nmetadata: {name: a}\nspec: {priorityLevelConfiguration: {name: exempt}}\n',
  );
  const wrong = file('wrong.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndta: {}\n');

  it('says for which of them a finding holds', async () => {
    const { out, status } = await kubeplan(['lint', flow, wrong, '--k8s', '1.30..1.33', '--format', 'json']);
    expect(status).toBe(1);
    const { kubernetes, versions, findings } = JSON.parse(out);
    expect([kubernetes, versions]).toEqual(['1.33', ['1.30', '1.31', '1.32', '1.33']]);
    expect(findings.map((one: { rule: string; versions?: string[] }) => [one.rule, one.versions])).toEqual([
      ['api/removed', ['1.32', '1.33']],
      ['api/deprecated', ['1.30', '1.31']],
      ['schema/unknown-field', undefined],
    ]);
    const text = await kubeplan(['lint', flow, '--k8s', '1.33,1.31']);
    expect(text.out).toContain('(Kubernetes 1.33)');
    expect(text.out).toContain('Kubernetes 1.31 and 1.33: 1 error, 1 warning');
  });

  it('is one where they are the same', async () => {
    const { out } = await kubeplan(['lint', wrong, '--k8s', '1.33,1.33', '--format', 'json']);
    expect(JSON.parse(out)).not.toHaveProperty('versions');
  });

  it.each([
    ['1.36..1.33', 'Write the older one first.'],
    ['1.30..1.31..1.32', 'Write a range such as 1.34..1.37.'],
    ['1.27..1.33', '1.36, 1.37; the nearest is 1.28.'],
    ['1.36..1.38', '1.36, 1.37; the nearest is 1.37.'],
    ['1.33,', '1.36, 1.37.'],
  ])('%s is none', async (versions, message) => {
    const { status, err } = await kubeplan(['lint', wrong, '--k8s', versions]);
    expect(status).toBe(2);
    expect(err).toContain(message);
  });
});
