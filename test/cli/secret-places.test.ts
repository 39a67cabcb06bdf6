import { describe, expect, it } from 'vitest';
import { LINT_FORMATS } from '../../src/report/lint-formats/index.js';
import { SECRET_PLACES } from './secret-places.js';
import { workbench } from './workbench.js';

const { file, read, list, kubeplan } = workbench();

/** Marks of values, so unlike anything else that a part of one would be seen. */
const OLD = 'HUNTERzq1';
const NEW = 'HUNTERzq2';
const NODES = ['--nodes', '1x cpu=4,memory=16Gi'];

/** The commands that look at one set of manifests, each with what its formats are. */
const COMMANDS: [argv: string[], formats: string[]][] = [
  [['lint'], ['text']],
  [
    ['plan', ...NODES, '-v'],
    ['text', 'json'],
  ],
  [
    ['plan', ...NODES, '--server-side'],
    ['text', 'json'],
  ],
  [
    ['explain', 'pod/web', ...NODES, '-v'],
    ['text', 'json'],
  ],
  [
    ['capacity', ...NODES, '-v'],
    ['text', 'json'],
  ],
];

/** Nothing is said where a rule is ignored on every line that a comment can stand behind. */
const ignoring = (text: string): string =>
  `# kubeplan-ignore-file style/*: known\n${text.replace(/(?<=[}\]])$/gm, ' # kubeplan-ignore security/*, images/*: known')}`;

describe.each(SECRET_PLACES)('no command shows $what', ({ what, text, file: name }) => {
  const folder = what.replace(/\W+/g, '-');
  const old = file(`${folder}/old/${name}`, text(OLD));
  const now = file(`${folder}/new/${name}`, text(NEW));
  const nothing = file(`${folder}/none.yaml`, 'apiVersion: v1\nkind: Namespace\nmetadata: {name: other}\n');
  const said = async (argv: readonly string[]): Promise<string> => {
    const { out, err } = await kubeplan(argv);
    return `$ ${argv.join(' ')}\n${out}${err}`;
  };
  const markOf = (all: string): string | undefined =>
    all.split('\n').find((line) => /HUNTERZQ|7370055/i.test(line));

  it('looked at alone', async () => {
    for (const [argv, formats] of COMMANDS) {
      for (const format of formats) {
        expect([argv, markOf(await said([...argv, now, '--format', format]))]).toEqual([argv, undefined]);
      }
    }
  });

  it('in any format, with all that can be found, ignored or kept as known', async () => {
    const outputs = file(`${folder}/out/none`, '').replace('/none', '');
    const named = [now, file(`${folder}/ignoring/${name}`, ignoring(text(NEW)))];
    const formats = Object.keys(LINT_FORMATS).flatMap((one) => ['--format', `${one}=${outputs}/${one}`]);
    const baseline = ['--baseline', `${outputs}/baseline`];
    for (const all of [
      [...formats, ...baseline, '--write-baseline'],
      [...formats, ...baseline],
    ]) {
      const shown = await said(['lint', '--set', 'strict', ...named, ...all]);
      const written = list(outputs).map((one) => read(`${outputs}/${one}`));
      expect(written).toHaveLength(Object.keys(LINT_FORMATS).length + 2);
      expect([shown, ...written].map(markOf)).toEqual([shown, ...written].map(() => undefined));
    }
  });

  it('taken for what kubeplan is told', async () => {
    for (const option of ['--config', '--baseline', '--scheduler-config', '--policy', '--crd', '--cluster']) {
      const command = option === '--baseline' ? ['lint'] : ['plan', ...NODES];
      expect([option, markOf(await said([...command, nothing, option, now]))]).toEqual([option, undefined]);
    }
  });

  it('compared', async () => {
    const sides = [
      [old, now],
      [nothing, now],
      [now, nothing],
    ];
    for (const sidesOf of sides) {
      for (const format of ['text', 'json']) {
        const all = await said(['diff', '-v', ...sidesOf, '--format', format]);
        expect([sidesOf, markOf(all)]).toEqual([sidesOf, undefined]);
      }
    }
  });
});

it('leaves an excerpt its columns and what is harmless', async () => {
  const name = file(
    'excerpt.yaml',
    `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: app
      image: harmless:1
      args: [--password, ${NEW}, "--api-key=${NEW}", --level=1, $(TOKEN)]
      command: [sh, -c, "mysql --password=${NEW} -h db"]
      env: [{name: DATABASE_URL, value: "postgres://u:${NEW}@db/app", nope: 1}]
`,
  );
  const { out } = await kubeplan(['lint', name]);
  expect(out.split('\n').slice(2, 6)).toEqual([
    '          8 |       args: [--password, ***, "--api-key=***", --level=1, $(TOKEN)]',
    '          9 |       command: [sh, -c, "mysql --password=*** -h db"]',
    '         10 |       env: [{name: DATABASE_URL, value: "postgres://u:***@db/app", nope: 1}]',
    '            |                                                                    ^^^^',
  ]);
});
