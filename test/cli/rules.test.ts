import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../src/lint/rules/catalogue.js';
import { workbench } from './workbench.js';

const { file, kubeplan, read } = workbench();
file(
  'pod.yaml',
  'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: a}]}\n',
);

describe('kubeplan rules', () => {
  it('lists every rule, and those of a group', async () => {
    const { status, out } = await kubeplan(['rules'], { width: 400 });
    const names = [...out.matchAll(/^(\w+\/[\w-]+) +(error|warning|info) +(\w+) {2}/gm)].map(
      ([, name]) => name,
    );
    expect({ status, names }).toEqual({ status: 0, names: CATALOGUE.map(({ name }) => name) });
    expect((await kubeplan(['rules', 'kustomize'])).out).toBe(
      `kustomize/circle         error    default  A kustomization collects itself, by way of others.
kustomize/missing-file   error    default  A kustomization names a file or folder that is not there.
kustomize/no-mapping     error    default  A name or a number where kustomize reads a mapping: it refuses the
                                           kustomization.
kustomize/no-target      error    default  A patch of a kustomization is about an object that it does not collect.
kustomize/unknown-field  error    default  A field that kustomize does not know: it refuses the kustomization.
kustomize/unused-image   warning  default  An entry of \`images\` of a kustomization that matches no image of what it
                                           collects.

6 rules in default.
kubeplan rules NAME explains one of them.
`,
    );
  });

  it.each(CATALOGUE)('explains $name', async ({ name, summary }) => {
    const { status, out, err } = await kubeplan(['rules', name], { width: 400 });
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out.split('\n').slice(0, 3)).toEqual([
      expect.stringMatching(`^${name}  (error|warning|info)`),
      '',
      summary,
    ]);
  });

  it('explains one in JSON, into a file', async () => {
    expect(await kubeplan(['rules', 'apps/selector', '--format', 'json=a.json'])).toEqual({
      status: 0,
      out: '',
      err: '',
    });
    const { rules } = JSON.parse(read('a.json'));
    expect(rules).toMatchObject([
      { name: 'apps/selector', why: [expect.stringContaining('must select the pods')] },
    ]);
  });

  it('knows no others', async () => {
    const HELP = 'kubeplan rules lists them.\n';
    expect(await kubeplan(['rules', 'apps/selecto'])).toEqual({
      status: 2,
      out: '',
      err: `kubeplan: unknown rule apps/selecto, did you mean apps/selector?\n${HELP}`,
    });
    expect(await kubeplan(['rules', 'apps/selector', 'api/removed'])).toEqual({
      status: 2,
      out: '',
      err: 'kubeplan: one rule at a time, not apps/selector and api/removed\n',
    });
  });
});

describe('the choice of rules', () => {
  const LINT = 'kubeplan lint --help lists the options.\n';
  const RULES = 'kubeplan rules lists them.\n';

  it.each([
    ['--set strit', '--set cannot be strit. Did you mean strict?', LINT],
    ['--set all', '--set cannot be all. The sets are default, recommended, strict.', LINT],
    [
      '--rule api/removed=wrong',
      '--rule cannot be api/removed=wrong. The levels are on, off, error, warning, info.',
      LINT,
    ],
    [
      '--rule api/removed',
      '--rule cannot be api/removed. Write the name of a rule and what it is to be: GROUP/NAME=error.',
      LINT,
    ],
    ['--only ,', '--only cannot be ,. Write the names of rules: GROUP/NAME,GROUP/NAME.', LINT],
    ['--rule api/removd=off', 'unknown rule api/removd, did you mean api/removed?', RULES],
    ['--only selector', 'unknown rule selector, did you mean apps/selector?', RULES],
  ])('lint %s', async (words, message, help) => {
    expect(await kubeplan(['lint', ...words.split(' '), 'pod.yaml'])).toEqual({
      status: 2,
      out: '',
      err: `kubeplan: ${message}\n${help}`,
    });
  });

  it('is given again where a command is proposed', async () => {
    file('typo.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndta: {}\n');
    const words = '--set strict --rule api/removed=info --only schema/unknown-field,images/latest-tag';
    const { out } = await kubeplan(['lint', ...words.split(' '), 'typo.yaml']);
    expect(out).toContain(`kubeplan lint ${words} --fix mends it.`);
  });

  it('is given again beside a configuration, which is named if it was, and says the rest', async () => {
    const typo = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndta: {}\n';
    file('configured/typo.yaml', typo);
    file('configured/.kubeplan.yaml', 'set: strict\nrules: {api/removed: info, api/deprecated: off}\n');
    const fix = async (...words: string[]) =>
      /kubeplan lint (.*)--fix mends/.exec(
        (await kubeplan(['lint', 'configured/typo.yaml', ...words])).out,
      )?.[1];
    expect(await fix()).toBe('');
    expect(await fix('--set', 'default')).toBe('--set default ');
    expect(await fix('--rule', 'api/removed=off')).toBe('--rule api/removed=off ');
    expect(await fix('--set', 'recommended')).toBe('--set recommended ');
    expect(await fix('--no-config')).toBe('--no-config ');
    expect(await fix('--config', 'configured/.kubeplan.yaml')).toBe('--config configured/.kubeplan.yaml ');
  });
});
