import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.js';
import type { Io } from '../../src/cli/io.js';
import { execute } from '../../src/cli/main.js';
import { PLAIN } from '../../src/report/style.js';
import { expectGolden } from '../fixtures/golden.js';
import { ROOT } from './built.js';
import { configMap, deployment, documents, node, workbench } from './workbench.js';

const { file, kubeplan } = workbench();
file('good.yaml', configMap('good'));
file('web.yaml', deployment('web'));
const VERSION = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;
const OVERVIEW = `Reads Kubernetes manifests and says, with no cluster, what is wrong with them and what they would do.

Usage: kubeplan <command> [options] [paths…]

Commands:
  lint        say what is wrong with manifests, and where
  explain     say why a pod stays Pending or something does not work, and what would free it
  plan        say what the control plane would do with manifests, step by step
  drain       say whether nodes can be drained, and where their pods go
  fail        say what happens when a node, a zone or an image fails
  rollout     say what kubectl rollout restart, undo, status, history would do
  test        play scenarios, and say whether what they expect comes about
  sweep       play scenarios for several versions, clusters and values, and say which fail
  merge       put together what the shards of a run of lint, test or sweep came to
  capacity    say how many more pods of each workload fit, and what ends it
  diff        say what moving from one version of the manifests to the next would do
  history     say which revisions the commits of a manifest make, and what going back would change
  snapshot    print, or run, what makes a whole dump of a cluster, without its secrets
  rules       say which rules there are, and explain one
  config      say which configuration holds for a file, and where each of it is said
  init        set kubeplan up in a repository
  completion  print what completes command lines in bash, zsh or fish

kubeplan <command> --help tells about one of them; kubeplan --version its version.
Exit status: 0 nothing wrong, 1 something found, 2 bad usage, 3 kubeplan failed.
`;

describe('kubeplan', () => {
  it('lists its commands: as help, or because none was named', async () => {
    for (const word of ['--help', '-h', 'help']) {
      expect(await kubeplan([word])).toEqual({ status: 0, out: OVERVIEW, err: '' });
    }
    expect(await kubeplan([])).toEqual({ status: 2, out: '', err: OVERVIEW });
  });

  it.each(['--version', '-V', 'version'])('tells its version: %s', async (word) => {
    expect(await kubeplan([word])).toEqual({ status: 0, out: `kubeplan ${VERSION}\n`, err: '' });
  });

  it('tells what each command takes', async () => {
    const told: string[] = [];
    for (const { name } of COMMANDS) {
      const { status, out, err } = await kubeplan([name, '--help'], { width: 100 });
      expect({ status, err }).toEqual({ status: 0, err: '' });
      expect(await kubeplan(['help', name], { width: 100 })).toEqual({ status, out, err });
      expect(await kubeplan([name, 'x', '-h'], { width: 100 })).toEqual({ status, out, err });
      told.push(out);
    }
    expectGolden(new URL('../../fixtures/cli/help.txt', import.meta.url), told.join('\n'));
  });
});

describe('bad usage: status 2, what is wrong, and what helps', () => {
  const LINT = 'kubeplan lint --help lists the options.\n';
  const ALL = 'kubeplan --help lists the commands.\n';
  const EXPLAIN = 'kubeplan explain deployment/web deploy/ --nodes "3 x cpu=4,memory=16Gi"\n';
  const CAPACITY = 'kubeplan capacity deploy/ --nodes "3x cpu=4,memory=16Gi"\n';
  const CAPACITY_HELP = 'kubeplan capacity --help lists the options.\n';
  const PLAN =
    'kubeplan plan deploy/ --nodes "3x cpu=4,memory=16Gi" plans every manifest of the folder deploy.\n';
  const PLAN_HELP = 'kubeplan plan --help lists the options.\n';
  const DIFF = 'kubeplan diff old/ new/ says what applying new/ after old/ would do.\n';
  const DIFF_HELP = 'kubeplan diff --help lists the options.\n';
  file('broken.yaml', 'a: b: c\n');
  file('agent.yaml', deployment('agent').replace('Deployment', 'DaemonSet').replace('  replicas: 3\n', ''));
  file('words.yaml', 'replicas: 3\n');
  file('local.yaml', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n');

  it.each<[string, string, string]>([
    ['nlit', 'unknown command nlit', ALL],
    ['lnit', 'unknown command lnit, did you mean lint?', ALL],
    ['help difff', 'unknown command difff, did you mean diff?', ALL],
    ['--hlep', 'unknown option --hlep, did you mean --help?', ALL],
    ['--versoin', 'unknown option --versoin, did you mean --version?', ALL],
    ['-x', 'unknown option -x', ALL],
    [
      'lint',
      'nothing to lint: give files, folders or - for standard input',
      'kubeplan lint . checks every manifest of this folder and below.\n',
    ],
    ['lint --fromat json good.yaml', 'unknown option --fromat, did you mean --format?', LINT],
    ['lint -z good.yaml', 'unknown option -z', LINT],
    ['lint --quiet=yes good.yaml', '--quiet takes no value', LINT],
    ['lint --crd', 'a value is missing after --crd: --crd <file>', LINT],
    ['lint --crd --strict good.yaml', 'a value is missing after --crd: --crd <file>', LINT],
    ['lint --format jsn good.yaml', '--format cannot be jsn. Did you mean json?', LINT],
    [
      'lint --format xml good.yaml',
      '--format cannot be xml. The formats are text, compact, json, sarif, junit, github, gitlab, checkstyle, rdjson, markdown, blob.',
      LINT,
    ],
    [
      'lint --format json= good.yaml',
      "--format cannot be json=. A file's name is missing after json=.",
      LINT,
    ],
    [
      'lint --format json --format text good.yaml',
      '--format cannot be text. Only one format can go to standard output: write text=FILE for the other.',
      LINT,
    ],
    ['lint --format json=good.yaml/x good.yaml', 'good.yaml/x cannot be written: ENOTDIR', ''],
    ['lint --format json=. good.yaml', '. cannot be written: EISDIR', ''],
    [
      'lint --k8s 1.99 good.yaml',
      '--k8s cannot be 1.99. kubeplan knows Kubernetes 1.28, 1.29, 1.30, 1.31, 1.32, 1.33, 1.34, 1.35, 1.36, 1.37; the nearest is 1.37.',
      LINT,
    ],
    [
      'lint --k8s= good.yaml',
      '--k8s cannot be empty. kubeplan knows Kubernetes 1.28, 1.29, 1.30, 1.31, 1.32, 1.33, 1.34, 1.35, 1.36, 1.37.',
      LINT,
    ],
    ['lint --max-warnings few good.yaml', '--max-warnings cannot be few. It is a number of warnings.', LINT],
    ['lint --max-warnings 1.5 good.yaml', '--max-warnings cannot be 1.5. It is a number of warnings.', LINT],
    [
      'lint --strict-kinds --ignore-unknown-kinds good.yaml',
      '--ignore-unknown-kinds and --strict-kinds exclude each other',
      LINT,
    ],
    ['lint --crd gone.yaml good.yaml', '--crd: the path "gone.yaml" does not exist', ''],
    ['lint --crd broken.yaml good.yaml', '--crd: broken.yaml:1:5: a colon where no key can be', ''],
    ['explain', 'nothing to explain: name a pod or a workload, or give --all-pending', EXPLAIN],
    ['explain web', 'web is no target: write pod/NAME or deployment/NAME', EXPLAIN],
    ['explain ./web.yaml', './web.yaml is no target: write pod/NAME or deployment/NAME', EXPLAIN],
    ['explain a/b/c/d', 'a/b/c/d is no target: write pod/NAME or deployment/NAME', EXPLAIN],
    ['explain a/b/c', 'explain knows no a', EXPLAIN],
    ['explain deployment/', 'deployment/ is no target: write pod/NAME or deployment/NAME', EXPLAIN],
    ['explain deplyoment/web', 'explain knows no deplyoment, did you mean deployment?', EXPLAIN],
    ['explain configmap/web', 'explain knows no configmap', EXPLAIN],
    [
      'explain deployment/web good.yaml',
      'deployment/web is neither among the manifests nor in the cluster',
      'Give the files that hold it, or the cluster with --cluster FILE.\n',
    ],
    [
      'explain deployment/wbe web.yaml',
      'deployment/wbe is neither among the manifests nor in the cluster, did you mean web?',
      '',
    ],
    ['explain deployment/web gone.yaml', 'the path "gone.yaml" does not exist', ''],
    ['capacity web.yaml gone.yaml', 'the path "gone.yaml" does not exist', ''],
    ['plan', 'nothing to plan: give files, folders or - for standard input', PLAN],
    [
      'plan local.yaml',
      'there is no Kubernetes object in what was given',
      'local.yaml:1:1: programs read this from the file, nobody applies it: left out\n',
    ],
    [
      'plan web.yaml --nodes cpu',
      "--nodes: 'cpu' has no value; write for example '3x cpu=4,memory=16Gi,zone=a'",
      '',
    ],
    ['plan web.yaml --nodes cpu=x', "--nodes: 'cpu=x' is no amount of cpu; write for example 'cpu=4'", ''],
    [
      'explain deployment/web web.yaml --nodes memory=-1Gi',
      "--nodes: 'memory=-1Gi' is no amount of memory; write for example 'memory=16Gi'",
      '',
    ],
    ['plan web.yaml --why 99', 'there is no step 99: the plan has 12 of them', ''],
    ['plan web.yaml --force-conflicts', '--force-conflicts only works with --server-side', ''],
    [
      'plan web.yaml --order last',
      '--order cannot be last. Allowed choices are kubectl, install.',
      PLAN_HELP,
    ],
    ['plan web.yaml --why 0', '--why cannot be 0. It is a whole number from 1 on.', PLAN_HELP],
    ['plan web.yaml --max-steps 0', '--max-steps cannot be 0. It is a whole number from 1 on.', PLAN_HELP],
    ['plan web.yaml --max-steps 1x', '--max-steps cannot be 1x. It is a whole number from 1 on.', PLAN_HELP],
    ['plan web.yaml --pull-seconds 1.', '--pull-seconds cannot be 1.. It is a number.', PLAN_HELP],
    ['plan web.yaml --pull-seconds x1', '--pull-seconds cannot be x1. It is a number.', PLAN_HELP],
    ['plan web.yaml --for 1w', '--for cannot be 1w. Write a time such as 90s, 10m or 2h.', PLAN_HELP],
    ['plan web.yaml --for soon', '--for cannot be soon. Write a time such as 90s, 10m or 2h.', PLAN_HELP],
    ['plan web.yaml --cluster gone.yaml', '--cluster: the path "gone.yaml" does not exist', ''],
    ['plan web.yaml --cluster broken.yaml', '--cluster: broken.yaml:1:5: a colon where no key can be', ''],
    [
      'plan web.yaml --cluster words.yaml',
      '--cluster words.yaml: there is no object in it; words.yaml:1:1: left out of the cluster: it has no apiVersion',
      'kubeplan snapshot --run -o cluster.yaml makes a snapshot.\n',
    ],
    [
      'plan web.yaml --scheduler-config gone.yaml',
      '--scheduler-config: the path "gone.yaml" does not exist',
      '',
    ],
    ['plan web.yaml --scheduler-config words.yaml', "words.yaml:1:1: Object 'Kind' is missing", ''],
    ['capacity', 'nothing to count: give manifests, or a cluster with --cluster FILE', CAPACITY],
    [
      'capacity deployment/web',
      'nothing to count: give manifests, or a cluster with --cluster FILE',
      CAPACITY,
    ],
    ['capacity good.yaml', 'there is no workload in what was given', CAPACITY],
    [
      'capacity web.yaml deploy/wbe',
      'deploy/wbe is neither among the manifests nor in the cluster, did you mean web?',
      '',
    ],
    ['capacity web.yaml --mix wbe', '--mix: there is no workload wbe, did you mean web?', ''],
    ['capacity web.yaml --mix cache', '--mix: there is no workload cache', ''],
    ['capacity web.yaml --mix service/web', '--mix: service/web names nothing that makes pods', ''],
    [
      'capacity web.yaml --mix deploy/wbe',
      'deploy/wbe is neither among the manifests nor in the cluster, did you mean web?',
      '',
    ],
    [
      'capacity agent.yaml --mix ds/agent',
      'daemonset/agent runs one pod on every node it may: there is nothing to count',
      '',
    ],
    [
      'capacity agent.yaml web.yaml ds/agent',
      'daemonset/agent runs one pod on every node it may: there is nothing to count',
      '',
    ],
    ['capacity agent.yaml', 'there is no workload in what was given', CAPACITY],
    [
      'capacity web.yaml --mix web=0',
      '--mix cannot be web=0. Write names and how many of each, such as web=3,cache=1.',
      CAPACITY_HELP,
    ],
    [
      'capacity web.yaml --mix web=,a',
      '--mix cannot be web=,a. Write names and how many of each, such as web=3,cache=1.',
      CAPACITY_HELP,
    ],
    [
      'capacity web.yaml --mix web,a=2,web',
      '--mix cannot be web,a=2,web. web is in it twice.',
      CAPACITY_HELP,
    ],
    ['capacity web.yaml --max 0', '--max cannot be 0. It is a number from 1 to 9999999.', CAPACITY_HELP],
    [
      'capacity web.yaml --max 10000000',
      '--max cannot be 10000000. It is a number from 1 to 9999999.',
      CAPACITY_HELP,
    ],
    ['diff', 'two sides are compared: the manifests as applied, and those to be applied next', DIFF],
    ['diff web.yaml', 'two sides are compared: the manifests as applied, and those to be applied next', DIFF],
    [
      'diff web.yaml web.yaml web.yaml',
      'two sides are compared, 3 were given: put the files of a side into a folder',
      DIFF,
    ],
    [
      'diff - -',
      'standard input can be one side only',
      'git show HEAD:web.yaml | kubeplan diff - web.yaml\n',
    ],
    ['diff web.yaml gone.yaml', 'the path "gone.yaml" does not exist', ''],
    ['diff gone.yaml web.yaml', 'the path "gone.yaml" does not exist', ''],
    ['diff web.yaml web.yaml --crd gone.yaml', '--crd: the path "gone.yaml" does not exist', ''],
    [
      'diff web.yaml web.yaml --now soon',
      '--now cannot be soon. It is a time such as 2026-01-31T12:00:00Z.',
      DIFF_HELP,
    ],
  ])('%s', async (line, message, hint) => {
    expect(await kubeplan(line.split(' ').filter(Boolean))).toEqual({
      status: 2,
      out: '',
      err: `kubeplan: ${message}\n${hint}`,
    });
  });
});

it('what was mistyped is told in one line, with nothing in it that a terminal acts on', async () => {
  const { status, err } = await kubeplan(['explain', 'pod/a\n::error::b\u2028\x1b[31m', 'web.yaml']);
  expect([status, err]).toEqual([
    2,
    'kubeplan: pod/a␊::error::b\ufffd␛[31m is neither among the manifests nor in the cluster\nGive the files that hold it, or the cluster with --cluster FILE.\n',
  ]);
});

it('an object whose name is none is refused, and named all the same', async () => {
  file('nameless.yaml', 'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: {}, namespace: [a]}\n');
  const { status, out } = await kubeplan(['plan', 'nameless.yaml', '--nodes', 'cpu=1']);
  expect([status, out.includes('json: cannot unmarshal'), out.includes('[object')]).toEqual([1, true, false]);
});

it.each(['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'])(
  'plan leaves out a %s of a dump that has no selector',
  async (kind) => {
    const bare = `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: bare, namespace: default}\n`;
    file(`bare-${kind}.yaml`, documents(node('one'), bare));
    const { status, out } = await kubeplan(['plan', 'web.yaml', '--cluster', `bare-${kind}.yaml`]);
    expect([status, ...out.split('\n').slice(0, 4)]).toEqual([
      0,
      'web on 1 node (4 cpu, 16Gi free): web completes in 3.0 s.',
      '1 created; pods: 3 created.',
      '',
      `  bare-${kind}.yaml:6:1  warning  left out of the cluster: ${kind.toLowerCase()}/bare: it has no spec.selector`,
    ]);
  },
);

it('of an object that dumps hold twice the last counts, which is told where they differ', async () => {
  const small = node('one').replace(/cpu: [^,}\n]+/, "cpu: '1'");
  file('first.yaml', documents(node('one'), node('two')));
  file('second.yaml', documents(small, node('two')));
  const dumps = ['--cluster', 'first.yaml', '--cluster', 'second.yaml'];
  const told =
    /second\.yaml:\d+:\d+(:| {2}warning)\s+node\/one is in the cluster twice: what stands here counts/;
  const { status, out } = await kubeplan(['plan', 'web.yaml', ...dumps]);
  expect([status, out.match(/twice/g)?.length]).toEqual([0, 1]);
  expect(out).toMatch(told);
  expect(out).toMatch(/the other one first\.yaml:\d+:\d+/);
  expect(out).toContain('web on 2 nodes (5 cpu');
  const capacity = await kubeplan(['capacity', 'web.yaml', ...dumps]);
  expect([capacity.status, capacity.err.match(told)?.length]).toEqual([0, 2]);
});

it('lint names what it leaves out', async () => {
  const config = 'apiVersion: v1\nkind: Config\nclusters: []\n';
  const names = ['a', 'b', 'c', 'd', 'e'].map((name) => file(`left-out/${name}.yaml`, config));
  file('left-out/kustomization.yaml', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n');
  expect((await kubeplan(['lint', 'left-out'])).out).toBe(
    '6 files, 0 objects, Kubernetes 1.37: nothing wrong; left out: Config (left-out/a.yaml:1), Config (left-out/b.yaml:1), Config (left-out/c.yaml:1) and 2 more.\n',
  );
  const { out } = await kubeplan(['lint', names[0]!, '--format', 'json']);
  expect(JSON.parse(out).leftOut).toEqual([
    { kind: 'Config', location: { file: names[0], line: 1, column: 1, endLine: 3, endColumn: 13 } },
  ]);
});

describe('a defect of kubeplan itself', () => {
  /** Standard output fails: nothing that a command expects. */
  async function fail(thrown: unknown, env: Record<string, string> = {}) {
    let err = '';
    const stdout = {
      write: () => {
        throw thrown;
      },
      isTTY: false,
      width: 80,
      style: PLAIN,
    };
    const stderr = {
      ...stdout,
      write: (text: string) => {
        err += text;
      },
    };
    const io: Io = { env, stdout, stderr };
    return { status: await execute(['help', 'lint'], io), err };
  }

  const said = (message: string, last: string) => `kubeplan failed: ${message}
This is a defect of kubeplan ${VERSION}. Please report it with the smallest manifest that shows it, and:
  command  kubeplan help lint
  Node.js  ${process.version}, ${process.platform} ${process.arch}
${last}
`;
  const HOW = 'KUBEPLAN_DEBUG=1 shows where in kubeplan it happened.';

  it('ends with 3 and says what to report, without a stack trace', async () => {
    const error = new Error('the pipe broke');
    expect(await fail(error)).toEqual({ status: 3, err: said('the pipe broke', HOW) });
    expect(await fail(error, { KUBEPLAN_DEBUG: '' })).toEqual({
      status: 3,
      err: said('the pipe broke', HOW),
    });
    expect(await fail('a word')).toEqual({ status: 3, err: said('a word', HOW) });
  });

  it('shows where it happened to those who ask: in the first cause', async () => {
    const env = { KUBEPLAN_DEBUG: '1' };
    const inner = new Error('deep down');
    const error = new Error('on top', { cause: new Error('between', { cause: inner }) });
    const shallow = new Error('here', { cause: 'a word' });
    expect(inner.stack).toMatch(/^Error: deep down\n {4}at /);
    expect(await fail(error, env)).toEqual({ status: 3, err: said('on top', inner.stack!) });
    expect(await fail(shallow, env)).toEqual({ status: 3, err: said('here', shallow.stack!) });
    expect(await fail('a word', env)).toEqual({ status: 3, err: said('a word', '') });
    const bare = new Error('bare');
    delete bare.stack;
    expect(await fail(bare, env)).toEqual({ status: 3, err: said('bare', '') });
  });
});
