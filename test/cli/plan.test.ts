import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Io } from '../../src/cli/io.js';
import { execute } from '../../src/cli/main.js';
import { PLAIN } from '../../src/report/style.js';
import { displayWidth } from '../../src/report/width.js';

const folder = mkdtempSync(join(tmpdir(), 'kubeplan-plan-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function kubeplan(
  argv: string[],
  width = 120,
): Promise<{ status: number; out: string; lines: string[]; err: string }> {
  const said = { out: '', err: '' };
  const stream = (key: 'out' | 'err') => ({
    write: (text: string) => {
      said[key] += text;
    },
    isTTY: false,
    width,
    style: PLAIN,
  });
  const io: Io = { env: {}, stdout: stream('out'), stderr: stream('err') };
  const status = await execute(['plan', ...argv], io);
  const out = said.out.replaceAll(`${folder}/`, '');
  return { status, out, lines: out.trimEnd().split('\n'), err: said.err.replaceAll(`${folder}/`, '') };
}

function deployment(name: string, image: string, replicas: number, resources = ''): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: ${replicas}
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      containers:
        - name: app
          image: ${image}
${resources ? `          resources: {requests: {${resources}}}\n` : ''}`;
}

const web = file('web.yaml', deployment('web', 'web:1', 3));
const hungry = file('hungry.yaml', deployment('hungry', 'cache:1', 1, 'memory: 24Gi'));

describe('kubeplan plan', () => {
  it('answers first, groups like with like, and ends with a command', async () => {
    const { status, lines, out } = await kubeplan([web, '--nodes', '3x cpu=4,memory=16Gi']);
    expect(status).toBe(0);
    expect(lines[0]).toBe('web on 3 nodes (12 cpu, 48Gi free): web completes in 3.0 s.');
    expect(out).toMatch(/0\.0 s {2}apply {7}deployment\/web +created/);
    expect(out).toMatch(
      /replicaset {2}pod\/web-[a-z0-9]+-\{[a-z0-9]{5},[a-z0-9]{5},[a-z0-9]{5}\} +created ×3/,
    );
    expect(out).toMatch(/scheduler .* → node-1, node-2, node-3/);
    expect(out).toMatch(/3\.0 s {2}kubelet .* ready ×3/);
    expect(out).toContain('  deployment/web  3/3 ready  complete after 3.0 s');
    expect(lines.at(-1)).toMatch(
      /^kubeplan plan web\.yaml --nodes '3x cpu=4,memory=16Gi' --verbose {3}shows/,
    );
  });

  it('says which pod stays Pending in the scheduler’s words, and how to ask why', async () => {
    const { status, lines, out } = await kubeplan([web, hungry]);
    expect(status).toBe(1);
    expect(lines[0]).toBe(
      'web and hungry on 3 nodes (assumed, 12 cpu, 48Gi free): web completes in 3.0 s, hungry never completes.',
    );
    expect(out.replace(/\s+/g, ' ')).toContain('0/3 nodes are available: 3 Insufficient memory.');
    expect(out).toContain('deployment/hungry  0/1 ready  stuck since 0.0 s');
    expect(lines.at(-1)).toBe(
      'kubeplan explain deployment/hungry web.yaml hungry.yaml   says what would free it.',
    );
  });

  it('shows the update of what is there already', async () => {
    const first = await kubeplan([web, '--format', 'json']);
    expect(first.status).toBe(0);
    const snapshot = file(
      'cluster.yaml',
      `${deployment('web', 'web:0', 3)}---
apiVersion: v1
kind: Node
metadata: {name: one}
status: {allocatable: {cpu: "8", memory: 32Gi, pods: "110"}, conditions: [{type: Ready, status: "True"}]}
`,
    );
    const { status, out, lines } = await kubeplan([web, '--cluster', snapshot]);
    expect(status).toBe(0);
    expect(lines[0]).toMatch(/^web on 1 node \(8 cpu, 32Gi free\): web completes/);
    expect(out).toContain('web:0 → web:1');
  });

  it('stops where an image cannot be pulled', async () => {
    const { status, out } = await kubeplan([web, '--fail-image', 'web:1']);
    expect(status).toBe(1);
    expect(out).toContain('ImagePullBackOff ×3');
    expect(out).toContain('deployment/web  0/3 ready  stuck since');
  });

  it('says once what several pods and workloads wait for', async () => {
    const [first, second] = ['ram-a', 'ram-b'].map((name) =>
      file(`${name}.yaml`, deployment(name, 'cache:1', 2, 'memory: 24Gi')),
    );
    const { out, lines } = await kubeplan([first!, second!, web]);
    const flat = out.replace(/\s+/g, ' ');
    expect(flat.match(/preemption: /g)).toHaveLength(1);
    expect(out).toMatch(/scheduler +4 pods +Pending ×4/);
    expect(flat).toMatch(/pod\/ram-a-\w+-\{\w+,\w+\}, pod\/ram-b-\w+-\{\w+,\w+\}/);
    expect(lines.filter((line) => /0\/2 ready +stuck since 0\.0 s/.test(line))).toHaveLength(2);
    expect(flat).toContain(
      'Pending: 0/3 nodes are available: 3 Insufficient memory. this holds deployment/ram-a, deployment/ram-b',
    );
  });

  it('shows a rollout with its revisions, complete when the controller says so', async () => {
    const before = file('v0.yaml', deployment('web', 'web:0', 3));
    const { out, lines } = await kubeplan([web, '--cluster', before]);
    const [, from, to, seconds] =
      /web completes revision 2 \((web-\w+) → (web-\w+)\) in (.*) s\.$/.exec(lines[0]!) ?? [];
    expect(from).not.toBe(to);
    expect(out).toMatch(new RegExp(`replicaset/${to} +created, revision 2`));
    expect(out).toMatch(new RegExp(`${seconds} s +deployment +deployment/web +complete`));
    expect(out).toMatch(new RegExp(`3/3 ready +complete after ${seconds} s, old pods gone after`));
    expect(out.replace(/\s+/g, ' ')).toContain(
      `by its numbers, from revision 1 (old, replicaset/${from}) to revision 2 (new, replicaset/${to})`,
    );
  });

  it('names both manifests of one object, and folds what the server says at length', async () => {
    const pod = (name: string, extra: string) =>
      file(
        name,
        `apiVersion: v1\nkind: Pod\nmetadata: {name: one}\nspec:\n  containers: [{name: a, image: a}]\n${extra}`,
      );
    const one = pod('pod-1.yaml', '');
    const two = pod('pod-2.yaml', '  hostNetwork: true\n  volumes: [{name: v, emptyDir: {}}]\n');
    const { out, status } = await kubeplan([one, two]);
    expect(status).toBe(1);
    expect(out).toContain('applied before from pod-1.yaml:3:18');
    expect(out).toMatch(/… \d+ lines more, --verbose shows them/);
    expect((await kubeplan([one, two, '--verbose'])).out).not.toContain('lines more');

    const again = file('web-2.yaml', deployment('web', 'web:2', 3));
    const twice = await kubeplan([web, again]);
    expect(twice.status).toBe(0);
    expect(twice.out).toContain('1 object has several manifests, each applied over the one before:');
    expect(twice.out).toContain('deployment/web  web.yaml:4, web-2.yaml:4');
  });

  it('says how CronJobs run, and how to let time pass for them', async () => {
    const cron = file(
      'cron.yaml',
      `apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:
  schedule: "*/30 * * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [{name: a, image: report:1}]
`,
    );
    const idle = await kubeplan([cron]);
    expect(idle.lines[0]).toMatch(/report waits for its time\.$/);
    expect(idle.lines.at(-1)).toMatch(/^kubeplan plan cron\.yaml --for 1d {3}/);
    const { lines, out } = await kubeplan([cron, '--for', '2h']);
    expect(lines[0]).toMatch(/report runs 3 times, all complete\.$/);
    expect(out).toContain('1 h 3 s');
    expect(out).toContain('  cronjob/report  3 runs  all complete');
  });

  it('is short where there is nothing to tell', async () => {
    const map = file('map.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n');
    expect((await kubeplan([map, '--cluster', map])).lines).toEqual([
      'Nothing to do on 3 nodes (assumed, 12 cpu, 48Gi free).',
    ]);
    const missing = await kubeplan([join(folder, 'nowhere')]);
    expect([missing.status, missing.lines]).toEqual([2, ['']]);
  });

  it('tells a refusal with its place and the server’s words', async () => {
    const bad = file('bad.yaml', deployment('web', 'web:1', -1));
    const { status, out, lines } = await kubeplan([bad]);
    expect(status).toBe(1);
    expect(lines[0]).toContain('web is refused');
    expect(out).toContain('bad.yaml:4:9');
    expect(out.replace(/\s+/g, ' ')).toContain(
      'Deployment.apps "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
    );
  });

  it('shows a long rollout by its numbers', async () => {
    const many = file('many.yaml', deployment('many', 'many:2', 200, 'cpu: 10m'));
    const before = file(
      'many-cluster.yaml',
      `${deployment('many', 'many:1', 200, 'cpu: 10m')}---
apiVersion: v1
kind: Node
metadata: {name: big}
status: {allocatable: {cpu: "64", memory: 256Gi, pods: "1000"}, conditions: [{type: Ready, status: "True"}]}
`,
    );
    const { status, lines, out } = await kubeplan([many, '--cluster', before]);
    expect(status).toBe(0);
    expect(out).toContain('deployment/many by its numbers');
    expect(lines.length).toBeLessThan(60);
    expect(out).toMatch(/0 +200 +200 +200\n/);
  });

  it('fits into 80 columns, but for what must stay whole', async () => {
    const { lines } = await kubeplan([web, hungry], 80);
    const long = lines.filter((line) => displayWidth(line) > 80 && !line.startsWith('kubeplan '));
    expect(long).toEqual([]);
  });

  it('gives the plan as data, with what every node has and gives', async () => {
    const { out } = await kubeplan([web, '--format', 'json', '--nodes', 'cpu=4,memory=16Gi']);
    const plan = JSON.parse(out) as {
      format: string;
      settled: boolean;
      nodes: { allocatable: Record<string, number>; requested: Record<string, number>; pods: unknown[] }[];
      steps: { id: number; cause?: number; location?: { file: string } }[];
    };
    expect(plan).toMatchObject({ format: 'kubeplan.plan/1', settled: true });
    expect(plan.nodes[0]).toMatchObject({ allocatable: { cpu: 4000 }, requested: { pods: 3 } });
    expect(plan.nodes[0]!.pods).toHaveLength(3);
    expect(plan.steps[0]!.location).toMatchObject({ file: 'web.yaml', start: { line: 4, column: 9 } });
    // Walking up the causes of any step leads to what the user asked for.
    for (const step of plan.steps) {
      expect(step.cause === undefined ? 'asked for' : step.cause < step.id).toBeTruthy();
    }
    expect(plan.steps.filter(({ cause }) => cause === undefined)).toHaveLength(1);
  });

  it('says what led to a step, back to the line in the file', async () => {
    const { out } = await kubeplan([web, '--format', 'json']);
    const { steps } = JSON.parse(out) as { steps: { id: number; verb: string }[] };
    const ready = steps.find(({ verb }) => verb === 'ready')!;
    const { status, lines } = await kubeplan([web, '--why', String(ready.id)]);
    expect(status).toBe(0);
    expect(lines.map((line) => line.replace(/^ *(\d+\.\d s)? */, '').split(' ')[0])).toEqual([
      'kubelet',
      'scheduler',
      'replicaset',
      'deployment',
      'apply',
    ]);
    expect(lines.at(-1)).toMatch(/web\.yaml:4$/);
    expect((await kubeplan([web, '--why', '99999'])).status).toBe(2);
  });

  it('applies files in the order in which they are given, or in that of installing, which is one', async () => {
    const applied = async (...argv: string[]) =>
      (await kubeplan(argv)).lines
        .filter((line) => / apply /.test(line))
        .map((line) => /apply +(\S+)/.exec(line)?.[1]);
    expect(await applied(web, hungry)).toEqual(['deployment/web', 'deployment/hungry']);
    expect(await applied(hungry, web)).toEqual(['deployment/hungry', 'deployment/web']);
    const order = ['--order', 'install'];
    const [one, two] = [await kubeplan([web, hungry, ...order]), await kubeplan([hungry, web, ...order])];
    expect(one.lines.slice(0, -1)).toEqual(two.lines.slice(0, -1));
  });

  it('writes into a file, and wants something to plan', async () => {
    const target = join(folder, 'plan.json');
    const { status, out } = await kubeplan([web, '--format', `json=${target}`]);
    expect(status).toBe(0);
    expect(out).toBe('');
    expect(JSON.parse(readFileSync(target, 'utf8'))).toMatchObject({ format: 'kubeplan.plan/1' });
    expect(await kubeplan([])).toMatchObject({ status: 2 });
    expect((await kubeplan([web, '--nodes', 'cpu'])).err).toContain("'cpu' has no value");
  });

  it('schedules as the configured scheduler would, and refuses a configuration that is none', async () => {
    const web = file('tight.yaml', deployment('tight', 'web:1', 1, 'memory: 64Gi'));
    const config = (filter: string) =>
      file(
        'scheduler.yaml',
        `apiVersion: kubescheduler.config.k8s.io/v1\nkind: KubeSchedulerConfiguration\nprofiles:\n- plugins: {filter: {${filter}}}\n`,
      );
    const small = ['--nodes', 'memory=16Gi'];
    expect((await kubeplan([web, ...small])).status).toBe(1);
    const lax = config('disabled: [{name: NodeResourcesFit}]');
    expect((await kubeplan([web, ...small, '--scheduler-config', lax])).status).toBe(0);
    const { status, err } = await kubeplan([web, '--scheduler-config', config('disbled: []')]);
    expect([status, err.split('\n')[0]]).toEqual([
      2,
      'kubeplan: scheduler.yaml:4:22: strict decoding error: unknown field "profiles[0].plugins.filter.disbled"',
    ]);
  });

  it('says which documents take no part', async () => {
    const half = file(
      'half.yaml',
      `${deployment('half', 'web:1', 1)}---\nkind: Service\nmetadata: {name: x}\n---\nservices: {}\n`,
    );
    const { status, lines } = await kubeplan([half]);
    expect(status).toBe(1);
    expect(lines).toContain('  half.yaml:17:1  error  apiVersion is not set: left out');
    expect(lines).toContain('  half.yaml:20:1  error  apiVersion is not set: left out');
  });
});
