import { describe, expect, it } from 'vitest';
import { parseManifests } from '../../src/manifest/parse.js';
import { standIns } from './programs.js';
import { workbench } from './workbench.js';

const { folder, read, kubeplan } = workbench();
const MARK = 'Q0FOQVJZ';
const list = (...items: object[]) => `echo '${JSON.stringify({ kind: 'List', items })}'`;
const metadata = { name: 'a', namespace: 'shop', managedFields: [{ manager: 'x' }] };
standIns(folder, {
  kubectl: `echo "$@" >> ${folder}/asked.txt
case "$2" in
secrets) ${list({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      ...metadata,
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': MARK, team: 'shop' },
    },
    type: 'Opaque',
    data: { password: MARK, user: MARK },
  })} ;;
nodes) ${list({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1', managedFields: [] }, status: { allocatable: { cpu: '4' } } })} ;;
deviceclasses*) echo "error: the server doesn't have a resource type \\"deviceclasses\\"" >&2; exit 1 ;;
pods) if [ "$3" = "--namespace" ] && [ "$4" = forbidden ]; then echo 'Error from server (Forbidden): pods is forbidden' >&2; exit 1; fi; ${list()} ;;
*) ${list()} ;;
esac`,
});

describe('kubeplan snapshot', () => {
  it('prints the command that makes a dump, with what it was told', async () => {
    const { status, out, err } = await kubeplan(['snapshot', '--context', 'my prod', '-n', 'shop']);
    expect(status).toBe(0);
    expect(out).toMatch(
      /^kubectl get nodes,namespaces,pods,deployments\.apps,\S+ --namespace shop --context 'my prod' -o yaml > cluster\.yaml\n$/,
    );
    expect(err).toContain('kubeplan snapshot --run -o cluster.yaml leaves them out');
    expect((await kubeplan(['snapshot'])).out).toContain(' --all-namespaces ');
  });

  it('asks the cluster resource by resource, and keeps no secret and no books', async () => {
    const { status, out, err } = await kubeplan(['snapshot', '--run', '-o', 'cluster.yaml']);
    expect([status, out]).toEqual([0, '']);
    expect(err).toBe(
      'kubeplan: 2 objects, Secrets without their values; not served there: deviceclasses.resource.k8s.io\n',
    );
    const text = read('cluster.yaml');
    expect(text).not.toContain(MARK);
    expect(text).not.toContain('managedFields');
    const { documents, findings } = parseManifests({ file: 'cluster.yaml', text });
    expect(findings).toEqual([]);
    expect(documents.map(({ value }) => value)).toEqual([
      { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' }, status: { allocatable: { cpu: '4' } } },
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'a', namespace: 'shop', annotations: { team: 'shop' } },
        type: 'Opaque',
        data: { password: '', user: '' },
      },
    ]);
    expect(read('asked.txt')).toContain('get pods --all-namespaces -o json\n');
    expect((await kubeplan(['plan', '--cluster', 'cluster.yaml'])).out).toContain('1 node (4 cpu');
  });

  it('writes nothing where something cannot be read', async () => {
    const answer = await kubeplan(['snapshot', '--run', '-n', 'forbidden', '-o', 'half.yaml']);
    expect(answer).toMatchObject({ status: 2, out: '' });
    expect(answer.err).toContain('kubectl get pods: Error from server (Forbidden): pods is forbidden');
    expect(() => read('half.yaml')).toThrow();
    expect((await kubeplan(['snapshot', '-o', 'x.yaml'])).status).toBe(2);
  });

  it('says that kubectl answers with something else', async () => {
    standIns(folder, { kubectl: 'echo no' });
    expect((await kubeplan(['snapshot', '--run'])).err).toContain('something else than JSON');
  });
});
