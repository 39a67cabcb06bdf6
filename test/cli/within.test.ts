import { describe, expect, it } from 'vitest';
import { documents, workbench } from './workbench.js';

const { file, kubeplan } = workbench();

const pod = (name: string, key: string, more = '') => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop}
spec:
  containers:
    - name: a
      image: a:1
      env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: ${key}}}}]
${more}`;
const settings = `apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data: {town: Ulm}
`;
const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n';

const good = file('good.yaml', pod('good', 'town'));
const bad = file('bad.yaml', pod('bad', 'twon'));
file('all/settings.yaml', documents(namespace, settings));
file('all/typo.yaml', pod('typo', 'town', '      imagePullPolcy: Always\n'));
file('all/values.yaml', 'replicas: 3\n');
file('all/broken.yaml', 'kind: {\n');
const changed = file('all/changed.yaml', pod('changed', 'town'));

const lint = async (...words: string[]) => {
  const { out, err, status } = await kubeplan(['lint', '--format', 'compact', ...words]);
  return { status, said: (out + err).split('\n').filter((line) => line !== '') };
};

describe('--within', () => {
  it('finds what files refer to around them, and tells of nothing else there', async () => {
    expect(await lint(good, '--within', 'all')).toEqual({ status: 0, said: [] });
    const { status, said } = await lint(bad, '--within', 'all');
    expect({ status, count: said.length }).toEqual({ status: 1, count: 2 });
    expect(said[0]).toMatch(/^bad\.yaml:8:\d+: error: ConfigMap settings has no key twon/);
  });

  it('counts the files that are asked about', async () => {
    const { out } = await kubeplan(['lint', changed, good, '--within', '.']);
    expect(out).toBe('2 files, 2 objects, Kubernetes 1.37: nothing wrong.\n');
    const junit = await kubeplan(['lint', changed, '--within', '.', '--format', 'junit']);
    expect(junit.out.match(/<testsuite /g)).toHaveLength(1);
  });

  it('tells what a changed file breaks in another one', async () => {
    file('moved/pod.yaml', pod('reader', 'town'));
    const map = file('moved/settings.yaml', settings.replace('town', 'city'));
    const { status, said } = await lint(map, '--within', 'moved');
    expect(status).toBe(1);
    expect(said[0]).toMatch(/^moved\/pod\.yaml:8:\d+: error: ConfigMap settings has no key town/);
  });

  it('reads what is asked about once, and what is excluded not at all', async () => {
    file('excluding/.kubeplan.yaml', 'exclude: [old]\n');
    file('excluding/old/pod.yaml', pod('one', 'town'));
    const one = file('excluding/pod.yaml', pod('one', 'town'));
    expect(
      await lint(
        one,
        '--within',
        'excluding',
        '--set',
        'recommended',
        '--only',
        'references/duplicate-object',
      ),
    ).toEqual({
      status: 0,
      said: [],
    });
  });

  it('is a mistake where it leads nowhere', async () => {
    const { status, err } = await kubeplan(['lint', good, '--within', 'nowhere']);
    expect({ status, err }).toEqual({
      status: 2,
      err: 'kubeplan: --within: the path "nowhere" does not exist\n',
    });
  });
});
