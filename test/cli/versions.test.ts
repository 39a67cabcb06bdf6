import { describe, expect, it } from 'vitest';
import { documents, node, workbench } from './workbench.js';

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

describe('what a cluster runs with', () => {
  const set = file(
    'set.yaml',
    'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec: {serviceName: db, selector: {matchLabels: {a: b}}, updateStrategy: {rollingUpdate: {maxUnavailable: 0}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: a}]}}}\n',
  );
  const gates = (text: string) => ['--feature-gates', text];

  it.each<[string[], boolean]>([
    [['--k8s', '1.35.0'], false],
    [['--k8s', 'v1.35.3+k3s1'], false],
    [['--k8s', '1.35.4'], true],
    [['--k8s', '1.35'], true],
    [['--k8s', '1.36.2'], true],
    [['--k8s', '1.37'], false],
    [['--k8s', '1.35.2', ...gates('MaxUnavailableStatefulSet=false')], true],
    [['--k8s', '1.36', ...gates('MaxUnavailableStatefulSet=true')], false],
    [['--k8s', '1.34', ...gates('AllAlpha=true')], false],
    [['--k8s', '1.34', ...gates('AllAlpha=true,MaxUnavailableStatefulSet=false')], true],
    [['--k8s', '1.35.2', ...gates('AllBeta=false')], true],
    [[...gates('MaxUnavailableStatefulSet=true'), ...gates('MaxUnavailableStatefulSet=false')], true],
  ])('%j takes what several away may not be: %s', async (options, isTaken) => {
    const { out } = await kubeplan(['lint', set, ...options]);
    expect(out.includes('cannot be 0')).toBe(!isTaken);
  });

  it('stands in the configuration, where the command line has the last word', async () => {
    const config = file(
      'gates.yaml',
      'kubernetes: "1.35.2"\nfeatureGates: {MaxUnavailableStatefulSet: false}\n',
    );
    const asked = (...more: string[]) => kubeplan(['lint', set, '--config', config, ...more]);
    expect((await asked()).out).toContain('Kubernetes 1.35: nothing wrong');
    expect((await asked(...gates('MaxUnavailableStatefulSet=true'))).out).toContain('cannot be 0');
    const wrong = file('wrong-gate.yaml', 'featureGates: {Nope: true}\n');
    expect(await kubeplan(['lint', set, '--config', wrong])).toMatchObject({
      status: 2,
      err: 'kubeplan: --feature-gates: Kubernetes 1.37 has no feature gate Nope\n',
    });
  });

  it('is refused where no version has it so, and told where nothing depends on it', async () => {
    const { status, err } = await kubeplan(['lint', set, ...gates('MaxUnavailableStatefulset=true')]);
    expect([status, err]).toEqual([
      2,
      'kubeplan: --feature-gates: Kubernetes 1.37 has no feature gate MaxUnavailableStatefulset; did you mean MaxUnavailableStatefulSet?\n',
    ]);
    expect((await kubeplan(['lint', set, ...gates('A')])).err).toContain(
      '--feature-gates cannot be A. Write gates such as A=true,B=false.',
    );
    const idle = await kubeplan(['lint', set, ...gates('MemoryQoS=true,KubeletPSI=true'), '--k8s', '1.35']);
    expect(idle.err).toBe('kubeplan: nothing that is told here depends on MemoryQoS and KubeletPSI\n');
    // Of several versions those that have it get it.
    const several = await kubeplan([
      'lint',
      set,
      '--k8s',
      '1.33..1.34',
      ...gates('ContainerRestartRules=true'),
    ]);
    expect(several.err).toBe('');
  });

  it('is asked for again in the commands that are proposed', async () => {
    const { out } = await kubeplan(['plan', set, '--k8s', '1.35.2', ...gates('MemoryQoS=true')]);
    expect(out).toContain('--k8s 1.35.2 --feature-gates MemoryQoS=true');
  });
});

describe('a dump that says what its cluster runs', () => {
  const node = (name: string, kubeletVersion: string) =>
    `---\napiVersion: v1\nkind: Node\nmetadata: {name: ${name}}\nstatus: {capacity: {cpu: "4", memory: 8Gi, pods: "110"}, nodeInfo: {kubeletVersion: ${kubeletVersion}}}\n`;
  const map = file('map.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n');
  const dump = (name: string, ...texts: string[]) => file(`${name}.yaml`, texts.join(''));
  const mixed = dump('mixed', node('a', 'v1.35.2'), node('b', 'v1.35.10'), node('c', 'v1.34.9'));
  const server = '---\nclientVersion: {gitVersion: v1.37.0}\nserverVersion: {gitVersion: v1.33.1}\n';

  it.each<[string, string[], string, string]>([
    [
      'the newest of its nodes',
      ['--cluster', mixed],
      'Kubernetes 1.35: nothing wrong',
      'kubeplan: Kubernetes 1.35 is answered for: the nodes of mixed.yaml run v1.34.9, v1.35.2 and v1.35.10\n',
    ],
    [
      'its server',
      ['--cluster', dump('server', server, node('a', 'v1.32.0'))],
      'Kubernetes 1.33: nothing wrong',
      'kubeplan: Kubernetes 1.33 is answered for: the server of server.yaml runs v1.33.1\n',
    ],
    [
      'the newest anyway, of which nothing has to be said',
      ['--cluster', dump('newest', node('a', 'v1.37.2'))],
      'Kubernetes 1.37: nothing wrong',
      '',
    ],
    [
      'nothing that can be read',
      ['--cluster', dump('fake', node('a', 'fake'))],
      'Kubernetes 1.37: nothing wrong',
      '',
    ],
    [
      'one that nobody knows yet',
      ['--cluster', dump('future', node('a', 'v1.40.1'))],
      'Kubernetes 1.37: nothing wrong',
      'kubeplan: the nodes of future.yaml run v1.40.1, which is not known: Kubernetes 1.37 is answered for, the nearest\n',
    ],
    [
      'one that nobody knows any more',
      ['--cluster', dump('past', node('a', 'v1.27.16'))],
      'Kubernetes 1.28: nothing wrong',
      'kubeplan: the nodes of past.yaml run v1.27.16, which is not known: Kubernetes 1.28 is answered for, the nearest\n',
    ],
    [
      'another than is asked for',
      ['--cluster', mixed, '--k8s', '1.36'],
      'Kubernetes 1.36: nothing wrong',
      'kubeplan: --k8s says 1.36, but the nodes of mixed.yaml run v1.34.9, v1.35.2 and v1.35.10\n',
    ],
    [
      'one of those that are asked for',
      ['--cluster', mixed, '--k8s', '1.35..1.36'],
      'Kubernetes 1.35 and 1.36: nothing wrong',
      '',
    ],
  ])('says %s', async (_what, options, out, err) => {
    const said = await kubeplan(['lint', map, ...options]);
    expect(said.out).toContain(out);
    expect(said.err.replaceAll(/ (?:\S*\/)(\w+\.yaml)/g, ' $1')).toBe(err);
  });

  it('counts by its patch, and for every command', async () => {
    const set = file(
      'away.yaml',
      'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec: {serviceName: db, selector: {matchLabels: {a: b}}, updateStrategy: {rollingUpdate: {maxUnavailable: 0}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: a}]}}}\n',
    );
    const first = dump('first', node('a', 'v1.35.1'));
    const later = dump('later', node('a', 'v1.35.5'));
    expect((await kubeplan(['plan', set, '--cluster', first])).out).toContain('cannot be 0');
    expect((await kubeplan(['plan', set, '--cluster', later])).out).toContain('db completes');
    expect((await kubeplan(['explain', 'statefulset/db', set, '--cluster', first])).out).toContain('refused');
  });
});

describe('kubeplan diff of several versions', () => {
  const gone = file(
    'gone.yaml',
    'apiVersion: flowcontrol.apiserver.k8s.io/v1beta3\nkind: FlowSchema\nmetadata: {name: a}\nspec: {priorityLevelConfiguration: {name: exempt}}\n',
  );

  it('says what an upgrade changes for one path', async () => {
    const { status, out } = await kubeplan(['diff', gone, '--k8s', '1.30..1.32']);
    expect(status).toBe(1);
    expect(out).toContain('From Kubernetes 1.30 to 1.32: 1 refused.');
    expect(out).toContain('kubeplan lint gone.yaml --k8s 1.30..1.32 ');
    expect((await kubeplan(['diff', gone, '--k8s', '1.30,1.31'])).out).toContain(
      'From Kubernetes 1.30 to 1.31: Nothing changes: 1 object is the same.',
    );
  });

  it('plans the manifests in each on nodes, and on those of a dump', async () => {
    const pods = file(
      'whole.yaml',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {resources: {requests: {cpu: "8"}}, containers: [{name: a, image: a}]}\n',
    );
    const said =
      'scheduled otherwise since 1.34: 1 → 0 pods on node-1, 0 → 1 Pending; Kubernetes 1.34: 0/1 nodes';
    const onNodes = await kubeplan(['diff', pods, '--k8s', '1.32..1.35', '--nodes', 'cpu=4'], { width: 200 });
    expect(onNodes.out).toContain(said);
    expect(onNodes.out).toContain('kubeplan plan whole.yaml --nodes cpu=4 --k8s 1.35   says how it goes');
    const newest = await kubeplan(['diff', pods, '--k8s', '1.33..1.37', '--nodes', 'cpu=4']);
    expect(newest.out).toContain('kubeplan plan whole.yaml --nodes cpu=4   says how it goes');
    const dump = file('one-node.yaml', documents(node('node-1', { cpu: '4' })));
    const inDump = await kubeplan(['diff', pods, '--k8s', '1.32..1.35', '--cluster', dump], { width: 200 });
    expect(inDump.out).toContain(said);
    const { status, err } = await kubeplan(['diff', pods, '--k8s', '1.32..1.35', '--nodes', 'cpus=4']);
    expect([status, err]).toEqual([2, expect.stringContaining("kubeplan: --nodes: 'cpus'")]);
  });

  it('is no comparison of two', async () => {
    const { status, err } = await kubeplan(['diff', gone, gone, '--k8s', '1.30..1.32']);
    expect([status, err]).toEqual([
      2,
      'kubeplan: for several Kubernetes the same manifests are looked at: one path is given\nkubeplan diff --k8s 1.35..1.37 deploy/ says what the upgrade changes for them.\n',
    ]);
    expect((await kubeplan(['diff', '--k8s', '1.30..1.32'])).status).toBe(2);
  });
});
