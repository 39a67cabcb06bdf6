import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { serve } from '../../src/cli/scenario-crew.js';
import { kubeplan as built, ensureBuilt } from './built.js';
import { configMap, deployment, documents, node, workbench } from './workbench.js';

const { file, folder, read, kubeplan } = workbench();

const HEAD = 'apiVersion: kubeplan.dev/v1\nkind: Scenario\n';
file('sweep/manifests/web.yaml', deployment('web', { replicas: 2, requests: 'cpu: 500m' }));
file('sweep/clusters/two.yaml', documents(node('one'), node('two')));
file(
  'sweep/scenarios/web.yaml',
  documents(
    `${HEAD}metadata: {name: web grows}
spec:
  parameters: {replicas: 3}
  cluster: {nodes: 2x cpu=4, manifests: [../manifests/web.yaml]}
  steps:
    - run: kubectl scale deployment/web --replicas=$(replicas)
  finally:
    - available: {deployment/web: '$(replicas)'}
`,
    `${HEAD}metadata: {name: web restarts}
spec:
  cluster: {nodes: 2x cpu=4, manifests: [../manifests/web.yaml]}
  steps:
    - run: kubectl rollout restart deployment/web
  finally:
    - complete: [deployment/web]
`,
  ),
);
const sweepOf = (spec: string) =>
  `apiVersion: kubeplan.dev/v1\nkind: Sweep\nmetadata: {name: Web's rollouts}\nspec:\n${spec}`;
const sweep = file(
  'sweep/sweep.yaml',
  sweepOf(`  scenarios: [scenarios]
  kubernetes: ['1.36..1.37']
  clusters:
    - {name: small, nodes: 1x cpu=2}
    - {name: two, snapshot: [clusters/two.yaml]}
  parameters:
    - {name: replicas, values: [2, 5, 40]}
`),
);
const small = file(
  'sweep/small.yaml',
  sweepOf('  scenarios: [scenarios/web.yaml]\n  parameters: [{name: replicas, values: [1, 99]}]\n'),
);
const passing = file(
  'sweep/passing.yaml',
  sweepOf("  scenarios: [scenarios/web.yaml]\n  kubernetes: ['1.37']\n"),
);

const FORMATS = ['text', 'json', 'markdown', 'junit'];

beforeAll(ensureBuilt, 120_000);

describe('kubeplan sweep', () => {
  it('plays each scenario with each choice, and says in one table which fail and where that begins', async () => {
    expect(await kubeplan(['sweep', sweep])).toEqual({
      status: 1,
      err: '',
      out: `✗ web grows  12 combinations, 6 failed
    kubernetes  cluster  replicas
    1.36        small    5         finally  available(deployment/web) == 5: at 1.0 s it was 4
    1.36        small    40        finally  available(deployment/web) == 40: at 1.0 s it was 4
    1.36        two      40        finally  available(deployment/web) == 40: at 1.0 s it was 16
    1.37        small    5         finally  available(deployment/web) == 5: at 1.0 s it was 4
    1.37        small    40        finally  available(deployment/web) == 40: at 1.0 s it was 4
    1.37        two      40        finally  available(deployment/web) == 40: at 1.0 s it was 16
    first with kubernetes 1.36, cluster small and replicas 5 (sweep/scenarios/web.yaml:10:35); it passes with cluster
    two, or with replicas 2
✓ web restarts  4 combinations
16 combinations, 6 failed
`,
    });
  });

  it('leaves a scenario as it is where nothing is chosen, and is quiet where all is well', async () => {
    expect(await kubeplan(['test', 'sweep/scenarios'])).toMatchObject({ status: 0 });
    expect(await kubeplan(['sweep', passing])).toEqual({
      status: 0,
      out: '✓ web grows  1 combination\n✓ web restarts  1 combination\n2 combinations passed\n',
      err: '',
    });
    expect(await kubeplan(['sweep', passing, '-q'])).toEqual({ status: 0, out: '', err: '' });
    const alone = file('sweep/alone.yaml', sweepOf('  scenarios: [scenarios/alone.yaml]\n'));
    file(
      'sweep/scenarios/alone.yaml',
      `${HEAD}metadata: {name: alone}\nspec: {steps: [{expect: [{pending: 1}]}]}\n`,
    );
    const { out } = await kubeplan(['sweep', alone]);
    expect(out).toContain(
      '    expect  pending == 1: at 0.0 s it was 0\n    sweep/scenarios/alone.yaml:4:36\n',
    );
    file('sweep/scenarios/alone.yaml', '');
  });

  it('says what no other choice mends, and of very many the first', async () => {
    const never = file(
      'never/never.yaml',
      `${HEAD}metadata: {name: never}\nspec: {parameters: {at: 1}, steps: [{expect: [{pending: 1, message: 'for $(at)'}]}]}\n`,
    );
    const values = Array.from({ length: 14 }, (_, at) => at).join();
    const all = file(
      'never.yaml',
      sweepOf(`  scenarios: [${never}]\n  parameters: [{name: at, values: [${values}]}]\n`),
    );
    const { out } = await kubeplan(['sweep', all]);
    expect(out).toContain('    and 2 more (--verbose lists them)\n');
    expect(out).toContain(
      'first with at 0 (never/never.yaml:4:57); no other value of one of these makes it pass',
    );
    expect(out).not.toContain('(for 13)');
    expect((await kubeplan(['sweep', all, '-v'])).out).toContain('(for 13)');
  });

  it('tells programs each combination, and what would make the first one pass', async () => {
    const { out } = await kubeplan(['sweep', sweep, '-o', 'json']);
    const told = JSON.parse(out);
    expect(told).toMatchObject({
      format: 'kubeplan.sweep/1',
      sweep: "Web's rollouts",
      combinations: 16,
      failed: 6,
      first: [
        {
          scenario: 'web grows',
          choices: { kubernetes: '1.36', cluster: 'small', replicas: '5' },
          passesWith: [
            { of: 'cluster', value: 'two' },
            { of: 'replicas', value: '2' },
          ],
        },
      ],
    });
    expect(told.results[1]).toMatchObject({ passed: false, failure: { seen: 'it was 4' } });
    expect(told.results).toHaveLength(16);
    const junit = await kubeplan(['sweep', sweep, '-o', 'junit']);
    expect(junit.out).toContain('tests="16" failures="6"');
    expect(junit.out).toContain('<testcase name="web restarts: kubernetes 1.37 and cluster two"');
    expect((await kubeplan(['sweep', sweep, '-o', 'markdown'])).out).toContain(
      '**kubeplan sweep** · 16 combinations, 6 failed.',
    );
    expect((await kubeplan(['sweep', file('sweep/quiet.yaml', read(small)), '-q'])).out).not.toContain('✓');
  });

  it('comes to the same in threads as without', async () => {
    const { status, stdout, stderr } = built(['sweep', sweep], { cwd: folder });
    expect({ status, out: stdout, err: stderr }).toEqual(await kubeplan(['sweep', sweep]));
  });

  it('plays in a thread what that is told the place of', async () => {
    const { port1, port2 } = new MessageChannel();
    const at = (name: string) => join(folder, name);
    void serve(port2, { sweep: { file: at(sweep) } });
    const answer = new Promise((resolve) => port1.once('message', resolve));
    port1.postMessage(1);
    expect(await answer).toMatchObject({
      at: 1,
      played: { name: 'web grows', outcome: { failure: { seen: 'it was 4' }, steps: [], actions: [] } },
    });
    port1.close();
  });

  it('goes on below where a line has no room', async () => {
    const { out } = await kubeplan(['sweep', small], { width: 50 });
    expect(out).toContain(
      '    replicas\n    99        finally  available(deployment/web)\n              == 99: at 1.0 s it was 16\n',
    );
  });

  it.each([1, 3, 5])('comes to the bytes of the whole run in every format, in %i shards', async (count) => {
    const into = (at: string) => FORMATS.flatMap((format) => ['-o', `${format}=${at}.${format}`]);
    const whole = await kubeplan(['sweep', sweep, '-v', ...into('whole')]);
    const blobs = [];
    for (let index = 1; index <= count; index++) {
      blobs.push(`shard-${index}-${count}.json`);
      await kubeplan(['sweep', sweep, '-v', '--shard', `${index}/${count}`, '-o', `blob=${blobs.at(-1)}`]);
    }
    const merged = await kubeplan(['merge', ...blobs, ...into('merged')]);
    expect(merged.status).toBe(whole.status);
    for (const format of FORMATS) expect(read(`merged.${format}`)).toBe(read(`whole.${format}`));
    expect((await kubeplan(['merge', ...blobs, '-q'])).out).toContain('16 combinations, 6 failed\n');
  });

  it('tells what it is a part of', async () => {
    const { out } = await kubeplan(['sweep', sweep, '--shard', '2/3']);
    expect(out).toMatch(/ of 16 combinations \(shard 2\/3\)/);
    expect(out).not.toContain('no other value');
    const json = JSON.parse((await kubeplan(['sweep', sweep, '--shard', '2/3', '-o', 'json'])).out);
    expect(json.shard).toEqual({ index: 2, count: 3, combinations: 16 });
  });
});

describe('a sweep that is wrong', () => {
  it('is told with all its places, and what was meant', async () => {
    const wrong = file(
      'wrong.yaml',
      sweepOf(`  scenarios: [sweep/scenarios/web.yaml]
  kubernetes: ['1.99', '1.36']
  clusters:
    - {name: a}
    - {name: a, nodes: 3x cpus=4}
  parameters:
    - {name: replcas, values: [1]}
    - {name: replicas, values: [1, 1]}
    - {name: replicas, values: []}
    - {name: cluster, values: [1]}
    - {name: unheardof, values: [1]}
`),
    );
    const { status, err } = await kubeplan(['sweep', wrong]);
    expect([status, err]).toEqual([
      2,
      `kubeplan: wrong.yaml:6:16: it cannot be 1.99. kubeplan knows Kubernetes 1.28, 1.29, 1.30, 1.31, 1.32, 1.33, 1.34, 1.35, 1.36, 1.37; the nearest is 1.37.
kubeplan: wrong.yaml:8:7: a cluster has nodes, or a snapshot
kubeplan: wrong.yaml:9:14: a is there twice
kubeplan: wrong.yaml:9:24: 'cpus' is neither a resource (cpu, memory, pods, nvidia.com/gpu) nor one of zone, region, arch, os, instance, name, taint, unschedulable; did you mean cpu?
kubeplan: wrong.yaml:11:14: no scenario has a parameter replcas, did you mean replicas?
kubeplan: wrong.yaml:12:36: 1 is there twice
kubeplan: wrong.yaml:13:14: replicas is there twice
kubeplan: wrong.yaml:13:32: there is nothing in it
kubeplan: wrong.yaml:14:14: a parameter cannot be called cluster
kubeplan: wrong.yaml:15:14: no scenario has a parameter unheardof: it stands in their spec.parameters
`,
    ]);
  });

  it.each([['spec: {}', 'spec is missing', '']])('%s', async () => {
    const at = async (text: string) => (await kubeplan(['sweep', file('one.yaml', text)])).err.split('\n')[0];
    expect(await at(sweepOf('  scenarois: [a]\n'))).toContain('one.yaml:5:3: ');
    expect(await at(sweepOf('  scenarois: [a]\n'))).toContain('did you mean scenarios?');
    expect(await at(sweepOf('  scenarios: [nowhere]\n'))).toContain('one.yaml:5:14: ');
    expect(await at(sweepOf('  scenarios: []\n'))).toBe('kubeplan: one.yaml:5:14: there is nothing in it');
    expect(await at(sweepOf(`  scenarios: [${file('cm.yaml', configMap('a'))}]\n`))).toBe(
      'kubeplan: one.yaml:5:14: there is no scenario in cm.yaml',
    );
    expect(await at(configMap('a'))).toBe('kubeplan: there is no sweep in one.yaml');
    const twice = sweepOf('  scenarios: [a]\n');
    expect(await at(`${twice}---\n${twice}`)).toBe(
      'kubeplan: there are 2 sweeps in one.yaml, and one is played',
    );
    expect(await at('a: [')).toMatch(/^kubeplan: one\.yaml:/);
    const many = Array.from({ length: 400 }, (_, i) => i).join();
    const params = (names: string[]) => names.map((name) => `{name: ${name}, values: [${many}]}`).join();
    file(
      'params.yaml',
      `${HEAD}metadata: {name: p}\nspec: {parameters: {a: 1, b: 1}, steps: [{run: 'kubectl scale deployment/web --replicas=$(a)'}]}\n`,
    );
    expect(await at(sweepOf(`  scenarios: [params.yaml]\n  parameters: [${params(['a', 'b'])}]\n`))).toBe(
      'kubeplan: the sweep has more than 100000 combinations',
    );
    expect(await at(sweepOf('  scenarios: [params.yaml]\n  parameters: [{name: a, values: [x]}]\n'))).toMatch(
      /^kubeplan: params\.yaml:4:.*, with a x$/,
    );
  });

  it('is one sweep, that is there', async () => {
    expect((await kubeplan(['sweep'])).err).toContain('kubeplan: no sweep is named\n');
    expect((await kubeplan(['sweep', sweep, small])).err).toContain(
      'kubeplan: one sweep is played at a time\n',
    );
    expect((await kubeplan(['sweep', 'nowhere.yaml'])).err).toContain('nowhere.yaml');
    expect((await kubeplan(['sweep', sweep, '--shards', '3'])).err).toContain(
      'kubeplan: --shards goes with --emit\n',
    );
  });
});

/** What a test needs of a Job. */
interface JobDocument {
  kind: string;
  data: Record<string, string>;
  spec: {
    completions: number;
    template: {
      spec: {
        containers: { args: string[]; workingDir: string }[];
        volumes: { configMap?: { items: { key: string; path: string }[] } }[];
      };
    };
  };
}

describe('kubeplan sweep --emit', () => {
  it('job writes a Job that lint and plan take, and whose pods come to the whole run', async () => {
    const { status, out } = await kubeplan(['sweep', sweep, '--emit', 'job', '--shards', '3']);
    expect(status).toBe(0);
    const emitted = file('job.yaml', out);
    expect(await kubeplan(['lint', emitted, '--set', 'recommended'])).toEqual({
      status: 0,
      out: '1 file, 2 objects, Kubernetes 1.37: nothing wrong.\n',
      err: '',
    });
    const plan = await kubeplan(['plan', emitted]);
    expect([plan.status, plan.out]).toEqual([
      0,
      expect.stringMatching(/job\/kubeplan-web-s-rollouts-\w{8} {2}3\/3 succeeded/),
    ]);

    const [map, job] = parseAllDocuments(out).map((one) => one.toJS() as JobDocument) as [
      JobDocument,
      JobDocument,
    ];
    const pod = job.spec.template.spec;
    const mounted = mkdtempSync(join(folder, 'mounted-'));
    for (const { key, path } of pod.volumes[0]!.configMap!.items) {
      mkdirSync(dirname(join(mounted, path)), { recursive: true });
      writeFileSync(join(mounted, path), map.data[key]!);
    }
    const [{ args }] = pod.containers as [(typeof pod.containers)[0]];
    const logs = Array.from({ length: job.spec.completions }, (_, index) => {
      const {
        status: ended,
        stdout,
        stderr,
      } = built(args, { cwd: mounted, env: { JOB_COMPLETION_INDEX: String(index) } });
      expect([stderr, ended === 0 || ended === 1]).toEqual(['', true]);
      writeFileSync(join(mounted, `${index}.json`), stdout);
      return `${index}.json`;
    });
    for (const format of FORMATS) {
      const merged = built(['merge', ...logs, '-o', format], { cwd: mounted });
      expect(merged).toEqual(built(['sweep', 'sweep.yaml', '-o', format], { cwd: mounted }));
    }
  });

  it('job takes a volume, an image, and as many shards as there are combinations', async () => {
    const { out } = await kubeplan([
      'sweep',
      small,
      '--emit',
      'job',
      '--claim',
      'input',
      '--image',
      'me/kubeplan:1',
    ]);
    expect(out).toContain('# The volume of persistentvolumeclaim/input has the files at its top.\n');
    expect(out).toContain(
      'completions: 3\n  parallelism: 3\n  backoffLimitPerIndex: 2\n  ttlSecondsAfterFinished: 86400\n',
    );
    expect(out).toContain('claimName: input\n            readOnly: true\n');
    expect(out).toContain('image: me/kubeplan:1\n');
    expect(out).not.toContain('ConfigMap');
  });

  it('job puts nothing secret, and no more than fits, into a ConfigMap', async () => {
    const emit = async (name: string, manifest: string) => {
      file(`${name}/m.yaml`, manifest);
      file(`${name}/s.yaml`, `${HEAD}metadata: {name: s}\nspec: {steps: [{apply: [m.yaml]}]}\n`);
      const { status, err } = await kubeplan([
        'sweep',
        file(`${name}/sweep.yaml`, sweepOf('  scenarios: [s.yaml]\n')),
        '--emit',
        'job',
      ]);
      return [status, err];
    };
    const hint = '--claim NAME takes them from the volume of a PersistentVolumeClaim.\n';
    expect(
      await emit('secret', 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {a: hunter2}\n'),
    ).toEqual([
      2,
      `kubeplan: m.yaml has values that have no place in a ConfigMap, such as those of a Secret\n${hint}`,
    ]);
    expect(await emit('large', configMap('a', `a: ${'x'.repeat(1_000_001)}`))).toEqual([
      2,
      expect.stringMatching(/^kubeplan: 3 files with 100\d+ bytes do not fit into a ConfigMap\n/),
    ]);
  });

  it('github writes a workflow with a matrix, and gitlab jobs in parallel', async () => {
    const github = parseAllDocuments(
      (await kubeplan(['sweep', sweep, '--emit', 'github', '--shards', '2'])).out,
    )[0]!.toJS();
    expect(github.jobs.sweep.strategy).toEqual({ 'fail-fast': false, matrix: { shard: [1, 2] } });
    expect(github.jobs.sweep.steps[1].run).toMatch(
      /^npx --yes kubeplan@[\d.]+ sweep sweep\/sweep\.yaml --shard \$\{\{ matrix\.shard \}\}\/2 --format text --format blob=kubeplan-\$\{\{ matrix\.shard \}\}\.json$/,
    );
    expect(github.jobs.merge.needs).toBe('sweep');
    const gitlab = parseAllDocuments((await kubeplan(['sweep', sweep, '--emit', 'gitlab'])).out)[0]!.toJS();
    expect(gitlab.sweep.parallel).toBe(8);
    expect(gitlab.sweep.script[0]).toContain(
      ' sweep sweep/sweep.yaml --shard auto --format text --format blob=kubeplan-$CI_NODE_INDEX.json',
    );
    const one = parseAllDocuments(
      (await kubeplan(['sweep', sweep, '--emit', 'gitlab', '--shards', '1'])).out,
    )[0]!.toJS();
    expect([one.sweep.parallel, one.sweep.artifacts.paths]).toEqual([undefined, ['kubeplan-1.json']]);
  });

  it.each([
    [['--emit', 'jenkins'], '--emit cannot be jenkins. There are job, github, gitlab.'],
    [['--emit', 'gitlab', '--shards', '201'], '--shards 201: --emit gitlab takes 200 at most'],
    [['--emit', 'github', '--image', 'a'], '--image goes with --emit job'],
    [['--emit', 'github', '--claim', 'a'], '--claim goes with --emit job'],
    [['--emit', 'job', '--shard', '1/2'], '--emit and --shard exclude each other'],
  ])('%j is told to be wrong', async (words, said) => {
    expect(await kubeplan(['sweep', sweep, ...words])).toMatchObject({
      status: 2,
      err: expect.stringContaining(`kubeplan: ${said}\n`),
    });
  });
});
