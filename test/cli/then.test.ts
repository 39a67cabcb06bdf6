import { describe, expect, it } from 'vitest';
import { configMap, deployment, documents, node, workbench } from './workbench.js';

const { file, kubeplan } = workbench();
const web = file('web.yaml', deployment('web', { replicas: 2 }));
const cluster = file('cluster.yaml', documents(node('one'), node('two')));
const settings = file('more/settings.yaml', configMap('settings'));
file('broken.yaml', 'a: [\n');
const budget = file(
  'budget.yaml',
  'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web}\nspec: {minAvailable: 2, selector: {matchLabels: {app: web}}}\n',
);

describe('plan --then', () => {
  it('tells what was done, what kubectl prints, and what comes of it', async () => {
    const { status, out } = await kubeplan([
      'plan',
      web,
      '--cluster',
      cluster,
      '--then',
      'kubectl scale deploy/web --replicas=3',
      '--then',
      `apply -f ${settings}; fail node/one`,
    ]);
    expect(status).toBe(0);
    expect(out).toContain(
      '\n   3.0 s  kubectl scale deploy/web --replicas=3\n             deployment.apps/web scaled\n',
    );
    expect(out).toContain('kubectl apply -f more/settings.yaml\n             configmap/settings created\n');
    expect(out).toContain('fail node/one\n             node/one fails: nothing is heard of it from now on\n');
    expect(out).toContain('deployment/web  3/3 ready');
    expect(out).toContain(
      "--then 'kubectl scale deploy/web --replicas=3' --then 'apply -f more/settings.yaml; fail node/one'",
    );
  });

  it('shows no value of a Secret, where it says how to ask again and where a line is wrong neither', async () => {
    const line = 'create secret generic db --from-literal=user=hunter2; scale deploy/web --replicas=1';
    const { out } = await kubeplan(['plan', web, '--cluster', cluster, '--then', line]);
    expect(out).toContain("--then 'create secret generic db --from-literal=user=(value hidden); scale");
    expect(out).not.toContain('hunter2');
    const wrong = await kubeplan(['plan', web, '--cluster', cluster, '--then', `${line} --nope`]);
    expect(wrong.status).toBe(2);
    expect(wrong.err).toContain('--from-literal=user=(value hidden)');
    expect(wrong.err).not.toContain('hunter2');
  });

  it('reads what a ConfigMap or Secret is made of', async () => {
    const ini = file('conf/app.ini', 'mode=fast\n');
    const plan = (line: string) => kubeplan(['plan', web, '--cluster', cluster, '--then', line]);
    const { out, status } = await plan(
      `create configmap app --from-file=${ini}; create secret docker-registry pull --docker-username=u --docker-password hunter2`,
    );
    expect(status).toBe(0);
    expect(out).toContain('configmap/app created');
    expect(out).toContain('secret/pull created');
    expect(out).not.toContain('hunter2');
    const folder = await plan('create configmap app --from-file=conf');
    expect(folder.out).toContain('configmap/app created');
    const none = await plan('create configmap app --from-file=conf/none.ini');
    expect(none.status).toBe(2);
    expect(none.err).toContain('--then: error reading conf/none.ini: no such file or directory');
    const device = await plan('create configmap app --from-file=x=/dev/zero');
    expect(device.err).toContain('--then: /dev/zero is no file');
    file('large.bin', 'x'.repeat(5 * 1024 * 1024));
    const large = await plan('create configmap app --from-file=large.bin');
    expect(large.err).toContain('--then: large.bin is larger than any object may be');
  });

  it('quotes nothing of a Secret that a patch is refused for, and says why all the same', async () => {
    const secret = file(
      'secret.yaml',
      'apiVersion: v1\nkind: Secret\nmetadata: {name: db}\nstringData: {url: hunter2}\n',
    );
    const told = async (...lines: string[]) => {
      const then = lines.flatMap((line) => ['--then', line]);
      return (await kubeplan(['plan', secret, '--cluster', cluster, ...then])).out;
    };
    const json = await told(
      `patch secret db --type=json -p '[{"op":"replace","path":"/data/url","value":"hunter3!"}]'`,
    );
    expect(json).toContain('Invalid value: (value hidden): illegal base64 data');
    expect(json).not.toMatch(/hunter|aHVudGVyMg/);
    const merge = await told(`patch secret/db --patch='{"data":{"url":"hunter3!"}}'`);
    expect(merge).toContain('kubectl patch secret/db --patch=(value hidden)');
    expect(merge).not.toContain('hunter');
    expect(await told("wait secret/db --for=jsonpath='{.data.url}'=hunter3 --timeout=1s")).not.toContain(
      'hunter',
    );
    expect(await told('create secret generic a', 'create secret generic a')).toContain(
      'failed to create secret: secrets "a" already exists',
    );
    const environment =
      '{"spec":{"template":{"spec":{"containers":[{"name":"app","env":[{"name":"PASSWORD","value":"hunter3"}]}]}}}}';
    expect(await told(`patch deploy web -p '${environment}'`)).not.toContain('hunter');
  });

  it('needs no manifests, and ends with 1 where a command fails or never ends', async () => {
    const refused = await kubeplan(['plan', '--cluster', cluster, '--then', 'cordon three']);
    expect(refused.status).toBe(1);
    expect(refused.out).toContain(
      'Error from server (NotFound): nodes "three" not found\n             exit 1\n',
    );
    expect(refused.out).toMatch(
      /^kubectl cordon three fails: Error from server \(NotFound\): nodes "three" not found\.\n1 command on 2 nodes .*; no workload is touched\.\n/,
    );
    const stuck = await kubeplan(['plan', web, budget, '--cluster', cluster, '--then', 'drain one']);
    expect(stuck.status).toBe(1);
    expect(stuck.out).toContain('never ends: pod/web-');
    const json = await kubeplan([
      'plan',
      web,
      budget,
      '--cluster',
      cluster,
      '--then',
      'drain one',
      '--format',
      'json',
    ]);
    expect(JSON.parse(json.out)).toMatchObject({
      actions: [
        {
          command: 'kubectl drain one',
          atSeconds: 3,
          endsSeconds: 8,
          endsNever: true,
          waitsFor: expect.stringContaining('may not be evicted'),
          steps: [expect.any(Number)],
        },
      ],
    });
    const done = await kubeplan([
      'plan',
      web,
      '--cluster',
      cluster,
      '--then',
      'cordon one',
      '--format',
      'json',
    ]);
    expect(JSON.parse(done.out)).toMatchObject({
      actions: [{ exitCode: 0, printed: ['node/one cordoned'] }],
    });
  });

  it.each([
    [
      ['--then', 'drain one --ignore-daemonset'],
      'kubeplan: --then: unknown flag --ignore-daemonset, did you mean --ignore-daemonsets?\n  drain one --ignore-daemonset\n            ^ character 11\n',
    ],
    [
      ['--then', 'cordon one\nscal deploy/web'],
      'kubeplan: --then: unknown verb scal, did you mean scale?\n  scal deploy/web\n  ^ character 1\n',
    ],
    [['--then', ''], 'kubeplan: --then: there is no command\n'],
    [['--then', 'apply -f none.yaml'], 'kubeplan: --then: -f none.yaml: '],
    [['--then', 'apply -f broken.yaml'], 'kubeplan: --then: -f broken.yaml: broken.yaml:'],
  ])('%j is a mistake', async (argv, err) => {
    const answer = await kubeplan(['plan', '--cluster', cluster, ...argv]);
    expect([answer.status, answer.out]).toEqual([2, '']);
    expect(answer.err).toContain(err);
  });
});

describe('explain --then', () => {
  const web = file('explained.yaml', deployment('web', { replicas: 3, requests: 'cpu: 3' }));
  const nodes = ['--nodes', '3x cpu=4,memory=8Gi'];

  it('is what a plan with it proposes, and answers about the same pod', async () => {
    const then = ['--then', 'scale deploy/web --replicas=5'];
    const { out } = await kubeplan(['plan', web, ...nodes, ...then, '--verbose']);
    const proposed = /^kubeplan (explain .+?) {3}says/m.exec(out.replaceAll('\n  ', ' '))?.[1] ?? '';
    const words = [...proposed.matchAll(/'([^']*)'|(\S+)/g)].map(
      ([, quoted, plain]) => quoted ?? plain ?? '',
    );
    const pending = /pod\/(web-\S+) +Pending/.exec(out)?.[1];
    const explained = await kubeplan(words);
    expect(explained.status).toBe(1);
    expect(explained.out).toContain(
      `pod/${pending} of deployment/web stays Pending: no node has 3 cpu free.`,
    );
    expect(explained.out).toContain('  1  ask for at most 2 cpu (now 3): 5 of 5 ready\n');
    const without = await kubeplan(['explain', 'deployment/web', web, ...nodes]);
    expect(without.status).toBe(0);
  });

  it('is done before each fix', async () => {
    const { out } = await kubeplan(['explain', 'deployment/web', web, ...nodes, '--then', 'drain node-1']);
    expect(out).toContain('  1  uncordon node-1 → node-1: 3 of 3 ready\n       $ kubectl uncordon node-1\n');
  });

  it('of a cluster alone is about what comes of it', async () => {
    const dump = file('dump.yaml', documents(node('n1'), deployment('web', { replicas: 1 })));
    const service =
      'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: default}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n';
    const asked = ['explain', 'svc/web', '--cluster', dump, '--cluster', file('svc.yaml', service)];
    expect((await kubeplan(asked)).out).toContain('leads to 1 pod of deployment/web.');
    const { out } = await kubeplan([...asked, '--then', 'delete deploy web']);
    expect(out).toContain('service/web has no endpoints: it selects no pod.');
  });

  it('that does not come about is told', async () => {
    const asked = ['explain', 'deployment/web', web, ...nodes];
    const lost = await kubeplan([...asked, '--then', 'scale deploy/wbe --replicas=3']);
    expect([lost.status, lost.err]).toEqual([
      1,
      'kubeplan: kubectl scale deploy/wbe --replicas=3: Error from server (NotFound): deployments.apps "wbe" not found\n',
    ]);
    const wrong = await kubeplan([...asked, '--then', 'drian node-1']);
    expect([wrong.status, wrong.err.split('\n')[0]]).toEqual([
      2,
      'kubeplan: --then: unknown verb drian, did you mean drain?',
    ]);
  });
});
