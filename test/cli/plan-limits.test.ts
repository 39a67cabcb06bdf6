import { describe, expect, it } from 'vitest';
import { deployment, documents, node, workbench } from './workbench.js';

const { file, kubeplan } = workbench();
const web = file('web.yaml', deployment('web'));
const shop = file('shop.yaml', deployment('shop', { image: 'registry.example.com/shop/web:1' }));
const NODES = ['--nodes', '2x cpu=4'];

describe('plan --max-steps', () => {
  it('stops after that many steps, and does not say how it would have ended', async () => {
    expect(await kubeplan(['plan', web, ...NODES, '--max-steps', '3'])).toEqual({
      status: 1,
      err: '',
      out: `web on 2 nodes (8 cpu, 32Gi free): whether web completes is not known.
It had not come to rest when it was stopped after 3 steps, at 0.0 s.
1 created; pods: 1 created.

   0.0 s  apply       deployment/web             created
          deployment  replicaset/web-75b7ccb8c6  created, revision 1, 0 → 3
          replicaset  pod/web-75b7ccb8c6-6rh5s   created

  deployment/web  0/3 ready  not complete when it was stopped

kubeplan plan web.yaml --nodes '2x cpu=4'   goes on to the end.
`,
    });
  });

  it('says so in colour too', async () => {
    const { out } = await kubeplan(['plan', web, '--max-steps', '1'], { colour: true });
    expect(out.split('\n').slice(0, 2)).toEqual([
      '\x1b[31mweb on 3 nodes (assumed, 12 cpu, 48Gi free): whether web completes is not known.\x1b[39m',
      '\x1b[31mIt had not come to rest when it was stopped after 1 step, at 0.0 s.\x1b[39m',
    ]);
    expect(out).toContain('  deployment/web  0/3 ready  \x1b[33mnot complete when it was stopped\x1b[39m\n');
  });

  it('is nothing to a plan that comes to rest before', async () => {
    const whole = await kubeplan(['plan', web]);
    expect(whole.status).toBe(0);
    const { out } = await kubeplan(['plan', web, '--format', 'json']);
    const { length } = JSON.parse(out).steps;
    expect(await kubeplan(['plan', web, '--max-steps', String(length + 1)])).toEqual(whole);
    const cut = await kubeplan(['plan', web, '--max-steps', String(length), '--format', 'json']);
    expect(JSON.parse(cut.out)).toMatchObject({ settled: false, steps: { length } });
  });

  it('cuts as data too: no more steps, nothing stuck, nothing judged', async () => {
    const { status, out } = await kubeplan(['plan', web, '--max-steps', '4', '--format', 'json']);
    const plan = JSON.parse(out);
    expect(status).toBe(1);
    expect(plan.steps).toHaveLength(4);
    expect({ settled: plan.settled, stuck: plan.stuck }).toEqual({ settled: false, stuck: [] });
    expect(plan.workloads).toEqual([
      {
        object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' },
        location: {
          file: 'web.yaml',
          start: { line: 4, column: 9, offset: 55 },
          end: { line: 4, column: 12, offset: 58 },
        },
        desired: 3,
        ready: 0,
        state: 'unknown',
        at: 0,
      },
    ]);
  });

  it('says what is complete already, and whose new version nobody has seen yet', async () => {
    const before = file(
      'before.yaml',
      documents(deployment('web', { image: 'web:0' }), node('one', { cpu: '8' })),
    );
    const [seen, updated] = [
      await kubeplan(['plan', web, '--cluster', before, '--max-steps', '1', '--format', 'json']),
      await kubeplan(['plan', web, '--cluster', before, '--max-steps', '1']),
    ];
    expect(JSON.parse(seen.out).workloads).toMatchObject([{ ready: 3, state: 'unknown' }]);
    expect(updated.out).toContain('  deployment/web  3/3 ready  not complete when it was stopped\n');
    const pod = (name: string) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {containers: [{name: a, image: a}]}\n`;
    const pods = file('pods.yaml', documents(pod('one'), pod('two')));
    const half = await kubeplan(['plan', pods, '--max-steps', '5', '--nodes', 'name=n']);
    expect(
      half.out,
    ).toBe(`one and two on 1 node (4 cpu, 16Gi free): one completes in 3.0 s, whether two completes is not known.
It had not come to rest when it was stopped after 5 steps, at 3.0 s.
2 created.

   0.0 s  apply      pod/one  created
          apply      pod/two  created
          scheduler  pod/one  → n
          scheduler  pod/two  → n
   3.0 s  kubelet    pod/one  ready

  pod/one  1/1 ready  complete after 3.0 s
  pod/two  0/1 ready  not complete when it was stopped

assumed: images are pulled in 2 s, containers start in 1 s, none crashes (--image says otherwise); nothing else runs on
1 node (--cluster says otherwise)

kubeplan plan pods.yaml --nodes name=n   goes on to the end.
`);
  });

  it('applies no further manifest, and counts what is left open', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const all = file('all.yaml', documents(...names.map((name) => deployment(name))));
    const three = await kubeplan(['plan', all, '--max-steps', '3']);
    expect(three.out.split('\n').slice(0, 2)).toEqual([
      'a, b and c on 3 nodes (assumed, 12 cpu, 48Gi free): whether a completes is not known, whether b completes is not known,',
      'whether c completes is not known.',
    ]);
    const seven = await kubeplan(['plan', all, '--max-steps', '7']);
    expect(seven.out.split('\n').slice(0, 2)).toEqual([
      '6 workloads on 3 nodes (assumed, 12 cpu, 48Gi free): none is complete yet, whether a completes is not known, whether b',
      'completes is not known, whether c completes is not known, of 3 more it is not known.',
    ]);
  });

  it('does not count what brings the snapshot to rest', async () => {
    const before = file('unborn.yaml', documents(deployment('old', { replicas: 5 }), node('one')));
    const { out } = await kubeplan(['plan', '--cluster', before, '--max-steps', '1']);
    expect(out).toBe('Nothing to do on 1 node (4 cpu, 16Gi free).\n\ntaken to run already: deployment/old\n');
  });

  it('holds while time passes', async () => {
    const cron = file(
      'cron.yaml',
      `apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:
  schedule: "*/30 * * * *"
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: report:1}]}}}}
`,
    );
    const { status, out } = await kubeplan(['plan', cron, '--for', '1440m', '--max-steps', '8']);
    expect(status).toBe(1);
    expect(out.split('\n').slice(0, 2)).toEqual([
      'report on 3 nodes (assumed, 12 cpu, 48Gi free): report runs 2 times, 1 complete.',
      'It had not come to rest when it was stopped after 8 steps, at 1 h.',
    ]);
    expect(out.trimEnd().split('\n').at(-1)).toBe('kubeplan plan cron.yaml --for 1d   goes on to the end.');
  });
});

describe('patterns of images', () => {
  it('that no container answers to are told, with what was meant', async () => {
    const argv = ['--fail-image', 'redis', '--never-ready', 'wbe:1', '--crash', 'web:2', '--crash', 'web'];
    const { status, out } = await kubeplan(['plan', web, ...argv, '--nodes', 'name=n']);
    expect(status).toBe(1);
    expect(out).toContain(`
  warning  no container has an image redis, which should fail to be pulled
  warning  no container has an image wbe:1, which should never get ready (did you mean web:1?)
  warning  no container has an image web:2, which should crash (did you mean web:1?)

`);
    expect(out.trimEnd().split('\n').at(-1)).toBe(
      'kubeplan plan web.yaml --nodes name=n --fail-image redis --never-ready wbe:1 --crash web:2 --crash web --verbose   shows every step up to CrashLoopBackOff.',
    );
  });

  it.each([
    ['web:1', 'registry.example.com/shop/web:1'],
    ['web', 'registry.example.com/shop/web'],
    ['wbe', 'registry.example.com/shop/web'],
    ['shop/web', undefined],
    ['registry.example.com/shop/wbe', 'registry.example.com/shop/web'],
    ['registry.example.com/shop/web:2', 'registry.example.com/shop/web:1'],
  ])('%s, where %s may be meant', async (pattern, near) => {
    const { status, out } = await kubeplan(['plan', shop, '--crash', pattern, '--format', 'json']);
    expect(status).toBe(0);
    expect(JSON.parse(out).warnings).toEqual([
      {
        message: `no container has an image ${pattern}, which should crash`,
        ...(near && { hint: `did you mean ${near}?` }),
      },
    ]);
  });

  it.each(['registry.example.com/shop/web:1', 'registry.example.com/shop/web', '*/web:*', '*'])(
    '%s is one that a container answers to',
    async (pattern) => {
      const { status, out } = await kubeplan(['plan', shop, '--crash', pattern, '--format', 'json']);
      expect(status).toBe(1);
      expect(JSON.parse(out)).toMatchObject({ warnings: [], stuck: { length: 3 } });
    },
  );

  it('may be those of what is there, of what runs later, of what is gone', async () => {
    const cron = file(
      'later.yaml',
      `apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:
  schedule: "@daily"
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: report:1}]}}}}
`,
    );
    const before = file('old.yaml', deployment('web', { image: 'web:0' }));
    const args = ['plan', web, cron, '--cluster', before, '--format', 'json'];
    const patterns = ['--never-ready', 'report:1', '--fail-image', 'web:1', '--fail-image', 'web:0'];
    expect(JSON.parse((await kubeplan([...args, ...patterns])).out).warnings).toEqual([]);
  });

  it('are told with --quiet too, and are no failure', async () => {
    expect(await kubeplan(['plan', web, '--quiet'])).toEqual({ status: 0, out: '', err: '' });
    const { status, out } = await kubeplan(['plan', web, '--quiet', '--crash', 'db:1']);
    expect(status).toBe(0);
    expect(out.split('\n')[3]).toBe('  warning  no container has an image db:1, which should crash');
  });
});
