import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kindOfTarget } from '../../src/cli/target.js';
import { configMap, deployment, documents, node, workbench } from './workbench.js';

const { file, folder, list, read, kubeplan } = workbench();
const out = async (argv: string[], terminal = {}) => (await kubeplan(argv, terminal)).out;

const BAD = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndta: {}\n';
const GOOD = BAD.replace('dta', 'data');
const SHOP = 'apiVersion: example.com/v1\nkind: Shop\nmetadata: {name: a}\n';
const DEPRECATED = 'apiVersion: v1\nkind: Endpoints\nmetadata: {name: db}\n';

describe('lint --fix', () => {
  it('writes what is mended, and says how much that was', async () => {
    file('fix/one.yaml', BAD);
    expect(await kubeplan(['lint', '--fix', 'fix'])).toEqual({
      status: 0,
      err: '',
      out: '1 finding mended.\n1 file, 1 object, Kubernetes 1.37: nothing wrong.\n',
    });
    expect(read('fix/one.yaml')).toBe(GOOD);
    file('fix/one.yaml', documents(BAD, BAD.replace('name: a', 'name: b')));
    file('fix/two.yaml', BAD.replace('name: a', 'name: c'));
    file('fix/three.yaml', BAD.replace('name: a', 'name: D'));
    const { status, out: said } = await kubeplan(['lint', '--fix', 'fix']);
    expect([status, said.split('\n')[0], said.trimEnd().split('\n').at(-1)]).toEqual([
      1,
      '4 findings mended.',
      '3 files, 4 objects, Kubernetes 1.37: 1 error.',
    ]);
    expect(read('fix/two.yaml')).toBe(GOOD.replace('name: a', 'name: c'));
  });

  it('leaves a file alone that it would change more than that', async () => {
    const path = join(folder, 'latin.yaml');
    const bytes = Buffer.concat([Buffer.from(BAD), Buffer.from([0x23, 0x20, 0xe9, 0x0a])]);
    writeFileSync(path, bytes);
    expect((await kubeplan(['lint', '--fix', 'latin.yaml'])).status).toBe(1);
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it('is proposed for what it would mend', async () => {
    const last = async (...names: string[]) => (await out(['lint', ...names])).trimEnd().split('  ').at(-1);
    file('it.yaml', BAD);
    file('two.yaml', documents(BAD, BAD.replace('name: a', 'name: b')));
    file('some.yaml', documents(BAD, BAD.replace('name: a', 'name: B')));
    expect(await last('it.yaml')).toBe('kubeplan lint --fix mends it.');
    expect(await last('two.yaml')).toBe('kubeplan lint --fix mends all of them.');
    expect(await last('some.yaml')).toBe('kubeplan lint --fix mends 2 of them.');
    expect((await out(['lint', '--fix', 'shop.yaml', file('shop.yaml', SHOP)])).trimEnd()).toMatch(
      /: 1 remark; not known: 1 kind\.$/,
    );
  });

  it('speaks with --quiet where it has done or left something', async () => {
    file('quiet.yaml', BAD);
    expect(await out(['lint', '--fix', '--quiet', 'quiet.yaml'])).toMatch(/^1 finding mended\./);
    expect(await out(['lint', '--fix', '--quiet', 'quiet.yaml'])).toBe('');
    file('shop.yaml', SHOP);
    expect(await out(['lint', '--quiet', 'shop.yaml'])).toBe('');
    expect(await out(['lint', '--fix', '--quiet', 'shop.yaml'])).toContain('1 remark');
    file('warned.yaml', DEPRECATED);
    expect(await out(['lint', '--quiet', 'warned.yaml'])).toContain('1 warning');
  });
});

describe('lint', () => {
  it.each([
    [0, ['--max-warnings', '2']],
    [1, ['--max-warnings', '1']],
    [1, ['--strict', '--max-warnings', '5']],
    [0, []],
  ])('ends with %i for two warnings and %j', async (status, options) => {
    file('warnings.yaml', documents(DEPRECATED, DEPRECATED.replace('db', 'dc')));
    expect((await kubeplan(['lint', 'warnings.yaml', ...options])).status).toBe(status);
  });

  it('takes a file for a patch that the kustomization beside it names', async () => {
    const patch = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 2}\n';
    file('overlay/patch.yaml', patch);
    expect((await kubeplan(['lint', 'overlay/patch.yaml'])).status).toBe(1);
    for (const name of ['kustomization.yaml', 'kustomization.yml', 'Kustomization']) {
      file(`${name}.d/patch.yaml`, patch);
      file(`${name}.d/${name}`, 'patches: [{path: patch.yaml}]\n');
      expect(await kubeplan(['lint', `${name}.d/patch.yaml`])).toEqual({
        status: 0,
        err: '',
        out: '1 file, 1 object, Kubernetes 1.37: nothing wrong.\n',
      });
      expect((await kubeplan(['lint', `./${name}.d/patch.yaml`, `${name}.d`])).status).toBe(0);
    }
  });

  it('tells of a kustomization beside a file that is a folder, or a pipe', async () => {
    for (const [name, what] of [
      ['folder', 'a folder'],
      ['pipe', 'a pipe'],
    ] as const) {
      const manifest = file(`${name}/a.yaml`, 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n');
      const beside = join(folder, name, 'kustomization.yaml');
      if (name === 'folder') mkdirSync(beside);
      else execFileSync('mkfifo', [beside]);
      const told = new RegExp(`${name}/kustomization.yaml is ${what}: it is not read`);
      for (const command of [
        ['lint', manifest],
        ['plan', manifest],
        ['diff', manifest, manifest],
      ]) {
        const { status, out, err } = await kubeplan(command);
        expect([command[0], status < 3]).toEqual([command[0], true]);
        expect(out + err).toMatch(told);
      }
    }
  });

  it('takes definitions from folders and several files', async () => {
    const crd = (kind: string, property: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: ${kind.toLowerCase()}s.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: ${kind.toLowerCase()}s, singular: ${kind.toLowerCase()}, kind: ${kind}, listKind: ${kind}List}
  versions:
    - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {${property}: {type: string}}}}}
`;
    file('crds/shop.yaml', crd('Shop', 'size'));
    file('cart.yaml', crd('Cart', 'wheels'));
    file('both.yaml', documents(`${SHOP}size: 1\n`, `${SHOP.replace('Shop', 'Cart')}wheels: 4\n`));
    const json = JSON.parse(
      await out(['lint', 'both.yaml', '--crd', 'crds', '--crd', 'cart.yaml', '--format', 'json']),
    );
    expect(json.findings.map(({ rule, path }: { rule: string; path: string }) => [rule, path])).toEqual([
      ['schema/wrong-type', 'size'],
      ['schema/wrong-type', 'wheels'],
    ]);
  });
});

describe('outputs in files', () => {
  const web = file('web.yaml', deployment('web'));
  const next = file('next.yaml', deployment('web', { image: 'web:2' }));
  const bad = file('bad.yaml', BAD);

  it.each([
    ['lint', [bad], ['text', 'json', 'github', 'sarif', 'junit', 'markdown']],
    ['plan', [web, '--nodes', 'name=n'], ['text', 'json']],
    ['explain', ['deployment/web', web, '--nodes', 'name=n'], ['text', 'json']],
    ['capacity', [web, '--nodes', 'name=n,pods=9'], ['text', 'json']],
    ['diff', [web, next], ['text', 'json']],
  ])('hold what %s says to a pipe, plainly', async (command, argv, formats) => {
    mkdirSync(join(folder, 'out', command), { recursive: true });
    const wanted = formats.flatMap((format) => ['--format', `${format}=out/${command}/${format}.txt`]);
    const {
      status,
      out: said,
      err,
    } = await kubeplan([command, ...argv, ...wanted], { width: 60, colour: true });
    expect([said, err]).toEqual(['', '']);
    expect(list(`out/${command}`)).toEqual(formats.map((format) => `${format}.txt`).sort());
    for (const format of formats) {
      const alone = await kubeplan([command, ...argv, '--format', format]);
      expect(read(`out/${command}/${format}.txt`)).toBe(alone.out);
      expect(alone.status).toBe(status);
    }
    const beside = await kubeplan([command, ...argv, '--format', 'text', '--format', 'json=out/beside.json']);
    expect(beside.out).toBe(read(`out/${command}/text.txt`));
    expect(read('out/beside.json')).toBe(read(`out/${command}/json.txt`));
  });

  it('are written with --quiet too', async () => {
    mkdirSync(join(folder, 'quiet'));
    const well = [
      ['lint', file('good.yaml', GOOD)],
      ['plan', web],
      ['explain', 'deployment/web', web],
      ['diff', web, web],
    ];
    for (const argv of well) {
      const name = `quiet/${argv[0]}.txt`;
      expect(await kubeplan([...argv, '--quiet', '--format', `text=${name}`])).toEqual({
        status: 0,
        out: '',
        err: '',
      });
      expect(read(name)).toBe(await out(argv));
      expect(await out([...argv, '--quiet', '--format', 'json'])).toBe(
        await out([...argv, '--format', 'json']),
      );
    }
  });
});

describe('what names a workload', () => {
  const SMALL = ['--nodes', 'name=n,pods=9'];
  file('deploy/web.yaml', deployment('web'));
  file(
    'spaces.yaml',
    documents(deployment('web', { namespace: 'a' }), deployment('cache', { namespace: 'b' })),
  );
  file('many.yaml', documents(deployment('web', { namespace: 'a' }), deployment('web', { namespace: 'b' })));

  it.each([
    ['Pod', 'po/p', 'pod/p', 'pods/p', 'Pod/p', 'PODS/p'],
    ['Deployment', 'deploy/d', 'deployment/d', 'deployments/d'],
    ['ReplicaSet', 'rs/r', 'replicaset/r', 'replicasets/r'],
    ['ReplicationController', 'rc/c', 'replicationcontroller/c', 'replicationcontrollers/c'],
    ['StatefulSet', 'sts/s', 'statefulset/s', 'statefulsets/s'],
    ['DaemonSet', 'ds/a', 'daemonset/a', 'daemonsets/a'],
    ['Job', 'job/j', 'jobs/j'],
    ['CronJob', 'cj/k', 'cronjob/k', 'cronjobs/k'],
    [undefined, 'web', '/web', 'service/web', 'deployments', 's/a', 'svc/deployment'],
  ])('of kind %s', (kind, ...targets) => {
    expect(targets.map((target) => kindOfTarget(target!))).toEqual(targets.map(() => kind));
  });

  it('may be a file of that name, to capacity', async () => {
    expect((await kubeplan(['capacity', 'deploy/web.yaml', ...SMALL])).out).toMatch(
      /^6 more of deployment\/web fit/,
    );
    const { status, err } = await kubeplan(['capacity', 'web.yaml', 'deploy/wbe.yaml', ...SMALL]);
    expect([status, err]).toEqual([
      2,
      'kubeplan: deploy/wbe.yaml is neither among the manifests nor in the cluster\nGive the files that hold it, or the cluster with --cluster FILE.\n',
    ]);
    expect((await kubeplan(['capacity', 'deploy/*.yaml', ...SMALL])).status).toBe(0);
  });

  it('is found in another namespace where there is one only', async () => {
    expect(await out(['explain', 'deploy/cache', 'spaces.yaml', ...SMALL])).toMatch(
      /^pod\/cache-\S+ of deployment\/cache runs/,
    );
    const several = await kubeplan(['explain', 'deploy/web', 'many.yaml', ...SMALL]);
    expect(several).toEqual({
      status: 2,
      out: '',
      err: 'kubeplan: deploy/web is in several namespaces: a, b\nChoose one with -n NAMESPACE.\n',
    });
    const mix = (part: string, ...more: string[]) =>
      kubeplan([
        'capacity',
        'many.yaml',
        'spaces.yaml',
        ...SMALL,
        '--mix',
        part,
        ...more,
        '--format',
        'json',
      ]);
    expect((await mix('web')).err).toBe(
      'kubeplan: --mix: web is several: deployment/web in a, deployment/web in b\nWrite KIND/NAME, and the namespace with -n.\n',
    );
    expect((await mix('deploy/web')).err).toMatch(/^kubeplan: deploy\/web is in several namespaces: a, b\n/);
    for (const part of ['deployment/web', 'deploy/web']) {
      expect(JSON.parse((await mix(part, '-n', 'b')).out).mix.parts).toMatchObject([
        { object: { namespace: 'b', name: 'web' } },
      ]);
    }
    expect(JSON.parse((await mix('cache')).out).mix.parts).toMatchObject([
      { object: { namespace: 'b', name: 'cache' }, weight: 1 },
    ]);
  });
});

describe('capacity of a cluster', () => {
  const snapshot = file(
    'snapshot.yaml',
    documents(
      node('n', { cpu: '4' }),
      deployment('web', { requests: 'cpu: 1', replicas: 1 }),
      'apiVersion: v1\nkind: Pod\nmetadata: {name: bare}\nspec: {containers: [{name: a, image: a}]}\n',
      'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: agent}\nspec: {selector: {matchLabels: {app: agent}}, template: {metadata: {labels: {app: agent}}, spec: {containers: [{name: a, image: a}]}}}\n',
    ),
  );
  const names = async (...argv: string[]) =>
    JSON.parse(await out(['capacity', ...argv, '--format', 'json'])).templates.map(
      ({ object }: { object: { kind: string; name: string } }) => `${object.kind}/${object.name}`,
    );

  it('is that of its workloads, not of what they own nor of bare pods', async () => {
    expect(await names('--cluster', snapshot)).toEqual(['Deployment/web']);
    expect(
      await names(
        '--cluster',
        snapshot,
        file(
          'pod.yaml',
          'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: a}]}\n',
        ),
      ),
    ).toEqual(['Pod/p']);
    expect(await names('--cluster', snapshot, 'pod.yaml', 'deployment/web')).toEqual(['Deployment/web']);
    expect(await names('--cluster', snapshot, 'pod.yaml', 'pod/bare')).toEqual(['Pod/bare']);
  });

  it('counts what is in the mix beside what is named once each', async () => {
    expect(await names('--cluster', snapshot, 'pod.yaml', '--mix', 'p', 'pod/p')).toEqual(['Pod/p']);
    expect(await names('--cluster', snapshot, 'pod.yaml', '--mix', 'p', 'deployment/web')).toEqual([
      'Deployment/web',
      'Pod/p',
    ]);
  });
});

describe('files that hold no object, or are broken beside', () => {
  const settings = file('settings.yaml', configMap('settings'));
  const empty = file('empty.yaml', '# nothing\n');
  const twice = file(
    'twice-a-key.yaml',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {a: b, a: c}\n',
  );
  const words = file('words.yaml', 'replicas: 3\n');
  const half = file('half.yaml', 'kind: Service\nmetadata: {name: x}\n');

  it.each<[number, string[]]>([
    [0, ['diff', empty, settings]],
    [0, ['diff', settings, empty]],
    [0, ['diff', settings, twice]],
    [1, ['diff', settings, words]],
    [0, ['explain', '--all-pending', settings, empty]],
    [0, ['explain', '--all-pending', settings, words]],
    [1, ['explain', '--all-pending', settings, half]],
    [1, ['explain', '--all-pending', settings, twice]],
    [1, ['plan', settings, empty]],
    [0, ['plan', settings, words]],
    [1, ['plan', settings, half]],
    [1, ['plan', half]],
    [1, ['plan', words]],
    [1, ['plan', empty]],
  ])('%i: kubeplan %j', async (status, argv) => {
    expect((await kubeplan(argv)).status).toBe(status);
  });

  it('leave diff silent with --quiet only where all was read', async () => {
    expect(await out(['diff', settings, settings, '--quiet'])).toBe('');
    expect(await out(['diff', settings, words, '--quiet'])).toMatch(/^1 unreadable\. 1 gone\./);
    const both = file('both-kinds.yaml', documents(configMap('settings'), 'replicas: 3\n'));
    expect(await out(['diff', both, both, '--quiet'])).toMatch(/^2 unreadable\. Nothing changes/);
  });
});

it.each(['explain --all-pending', 'capacity'])(
  '%s says of what is refused nothing that a terminal would act on',
  async (command) => {
    const name = file('escape.yaml', deployment('"a\\e]0;b\\a"', { image: 'a:1' }));
    const { status, out: told, err } = await kubeplan([...command.split(' '), name]);
    expect(status).toBe(1);
    const who = (told + err).split(' would be refused: ')[0];
    expect(['deployment/a␛]0;b␇', 'kubeplan: escape.yaml:1:1: deployment/a␛]0;b␇']).toContain(who);
    expect(told + err).not.toMatch(/[\x1b\x07]/);
  },
);

describe('lint --fix-dry-run', () => {
  it('prints what --fix would change, and writes nothing', async () => {
    file('dry/one.yaml', BAD);
    file('dry/two.yaml', BAD.replace('name: a', 'name: D'));
    const ran = await kubeplan(['lint', '--fix-dry-run', 'dry']);
    expect(ran).toEqual({
      status: 1,
      err: 'kubeplan: --fix would mend 2 of 3 findings\n',
      out: ['one', 'two']
        .map(
          (name) =>
            `--- dry/${name}.yaml\n+++ dry/${name}.yaml\n@@ -1,4 +1,4 @@\n apiVersion: v1\n kind: ConfigMap\n` +
            ` metadata: {name: ${name === 'one' ? 'a' : 'D'}}\n-dta: {}\n+data: {}\n`,
        )
        .join(''),
    });
    expect(read('dry/one.yaml')).toBe(BAD);
  });

  it('leaves standard output to another format', async () => {
    file('dry.yaml', BAD);
    const { out: json, err } = await kubeplan([
      'lint',
      '--fix-dry-run',
      '--quiet',
      '--format',
      'json',
      'dry.yaml',
    ]);
    expect(JSON.parse(json)).toMatchObject({ summary: { errors: 1, fixable: 1 } });
    expect(err).toMatch(/^--- dry\.yaml\n.*\+data: \{\}\n$/s);
    expect((await kubeplan(['lint', '--fix-dry-run', '--fix', 'dry.yaml'])).status).toBe(2);
  });
});
