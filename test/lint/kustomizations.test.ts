import { describe, expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.js';
import { sources, told } from './told.js';

const OBJECT = (name: string, kind = 'ConfigMap') =>
  `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n`;

/** What is said of kustomizations; `there`: files that are no texts of ours. */
function said(texts: Record<string, string>, there: string[] = []): string[] {
  const names = [...Object.keys(texts), ...there];
  const folders = names.flatMap((name) =>
    name.split('/').map((_, at, parts) => parts.slice(0, at).join('/')),
  );
  const isThere = (path: string) =>
    names.includes(path) || folders.includes(path.endsWith('/.') ? path.slice(0, -2) : path);
  return lint(sources(texts), { isThere })
    .findings.filter(({ rule }) => rule.startsWith('kustomize/'))
    .flatMap((finding) => told(finding, false));
}

describe('files that a kustomization names', () => {
  it('have to be there, of each list', () => {
    const text = `resources: [cofnig.yaml, base, empty, https://example.com/a.yaml, github.com/a/b, git@a:b, "{}"]
components: [part]
crds: [crd.json]
patches: [{path: gone.yaml}, {patch: "kind: A", target: {kind: A}}]
patchesJson6902: [{path: list.yaml, target: {kind: A, name: a}}]
configMapGenerator: [{name: a, files: [app.conf, key=there.conf], envs: [a.env]}]
secretGenerator: [{name: a, files: /etc}]
`;
    const texts = {
      'kustomization.yaml': text,
      'config.yaml': OBJECT('a'),
      'base/kustomization.yml': 'resources: []',
    };
    expect(said(texts, ['empty/a.yaml', 'there.conf'])).toEqual([
      'kustomization.yaml:1:13-24 error kustomize/missing-file: there is no cofnig.yaml',
      '  hint: did you mean config.yaml?',
      'kustomization.yaml:1:32-37 error kustomize/missing-file: there is no kustomization in empty',
      'kustomization.yaml:2:14-18 error kustomize/missing-file: there is no part',
      'kustomization.yaml:3:8-16 error kustomize/missing-file: there is no crd.json',
      'kustomization.yaml:4:18-27 error kustomize/missing-file: there is no gone.yaml',
      'kustomization.yaml:5:26-35 error kustomize/missing-file: there is no list.yaml',
      'kustomization.yaml:6:40-48 error kustomize/missing-file: there is no app.conf',
      'kustomization.yaml:6:74-79 error kustomize/missing-file: there is no a.env',
    ]);
  });

  it('are not missed where nobody can say what is there', () => {
    const { findings } = lint(sources({ 'kustomization.yaml': 'resources: [gone.yaml]' }));
    expect(findings).toEqual([]);
  });
});

describe('a kustomization that collects itself', () => {
  it('is told of at each step of the way', () => {
    const texts = {
      'a/kustomization.yaml': 'resources: [../b]',
      'b/kustomization.yaml': 'resources: [../c, ../a]',
      'c/kustomization.yaml': 'resources: [.]',
      'd/kustomization.yaml': 'resources: [../a]',
    };
    expect(said(texts).filter((line) => !line.startsWith(' '))).toEqual([
      'a/kustomization.yaml:1:13-17 error kustomize/circle: ../b collects this kustomization',
      'b/kustomization.yaml:1:19-23 error kustomize/circle: ../a collects this kustomization',
      'c/kustomization.yaml:1:13-14 error kustomize/circle: . is the kustomization itself',
    ]);
  });
});

describe('a patch', () => {
  const base = {
    'base/kustomization.yaml': 'resources: [config.yaml]',
    'base/config.yaml': OBJECT('config'),
  };
  const over = (more: string, patch: string, list = 'patches: [{path: patch.yaml}]') => ({
    ...base,
    'kustomization.yaml': `resources: [base]\n${list}\n${more}`,
    'patch.yaml': patch,
  });

  it('is about something that is collected', () => {
    expect(said(over('', OBJECT('config')))).toEqual([]);
    expect(said(over('', OBJECT('confg')))).toEqual([
      'patch.yaml:4:9-14 error kustomize/no-target: patch.yaml is about ConfigMap confg, which the kustomization does not collect',
      '  hint: did you mean ConfigMap config?',
      '  related: kustomization.yaml:2:18-28 named here',
    ]);
    expect(said(over('', OBJECT('other', 'Secret'), 'patchesStrategicMerge: [patch.yaml]'))).toHaveLength(2);
  });

  it.each([
    ['names are made anew', over('namePrefix: a-\n', OBJECT('other'))],
    [
      'it says what it is for',
      over('', OBJECT('other'), 'patches: [{path: patch.yaml, target: {kind: ConfigMap}}]'),
    ],
    [
      'not all is given',
      { ...over('', OBJECT('other')), 'base/kustomization.yaml': 'resources: [elsewhere.yaml]' },
    ],
    [
      'some comes from elsewhere',
      { ...over('', OBJECT('other')), 'base/kustomization.yaml': 'resources: [https://example.com/a.yaml]' },
    ],
    ['a component has it', { ...over('kind: Component\n', OBJECT('other')) }],
  ])('is not told of where %s', (_what, texts) => {
    expect(said(texts, ['base/elsewhere.yaml'])).toEqual([]);
  });
});

describe('images of a kustomization', () => {
  const POD = (image: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: '${image}'}]}\n`;
  const over = (images: string, more = '', base = '') => ({
    'kustomization.yaml': `resources: [base]\n${more}images: [${images}]\n`,
    'base/kustomization.yaml': `resources: [pod.yaml]\n${base}`,
    'base/pod.yaml': POD('registry.example.com/shop/web:1'),
  });

  it('are those of what it collects', () => {
    expect(said(over('{name: registry.example.com/shop/web, newTag: "2"}', 'namePrefix: a-\n'))).toEqual([]);
    expect(
      said(over('{name: registry.example.com/shop/wbe, newTag: "2"}, {name: nginx, newTag: "2"}')),
    ).toEqual([
      'kustomization.yaml:2:17-46 error kustomize/unused-image: no image of what the kustomization collects is called registry.example.com/shop/wbe: the entry does nothing',
      '  hint: did you mean registry.example.com/shop/web?',
      'kustomization.yaml:2:69-74 warning kustomize/unused-image: no image of what the kustomization collects is called nginx: the entry does nothing',
    ]);
  });

  it.each([
    [
      'it is the new name below',
      over('{name: web, newTag: "2"}', '', 'images: [{name: registry.example.com/shop/web, newName: web}]'),
    ],
    ['patches may bring it', over('{name: nginx}', 'patches: [{patch: "kind: A", target: {kind: A}}]\n')],
    ['it is a pattern', over('{name: ".*"}, {}')],
    ['a component has it', over('{name: nginx}', 'kind: Component\n')],
    ['not all is given', { 'kustomization.yaml': 'resources: [gone.yaml]\nimages: [{name: nginx}]\n' }],
  ])('are not told of where %s', (_what, texts) => {
    expect(said(texts, ['gone.yaml'])).toEqual([]);
  });
});

describe('what kustomize reads as a mapping', () => {
  it('is told of where it is a name or a number; what a bare name under patches leads to is a patch all the same', () => {
    const texts = {
      'kustomization.yaml': 'resources: [web.yaml]\npatches: [patch.yaml]\nimages: [3]\n',
      'web.yaml': OBJECT('web'),
      'patch.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: db}\nspec: {replicas: 2}\n',
    };
    expect(said(texts)).toEqual([
      'kustomization.yaml:2:11-21 error kustomize/no-mapping: an item of patches is a mapping with path or patch, this is a string',
      '  hint: write path: patch.yaml',
      '  server:  | invalid Kustomization: json: cannot unmarshal string into Go struct field Kustomization.patches',
      'kustomization.yaml:3:10-11 error kustomize/no-mapping: an item of images is a mapping with name or newName, this is a number',
      '  server:  | invalid Kustomization: json: cannot unmarshal number into Go struct field Kustomization.images',
    ]);
    expect(lint(sources(texts)).findings.map(({ rule }) => rule)).not.toContain('schema/missing-required');
  });
});

describe('what configures generators and transformers', () => {
  const labels = 'apiVersion: builtin\nkind: LabelTransformer\nmetadata: {name: labels}\nlabels: {a: b}\n';
  const plugin = 'apiVersion: example.com/v1\nkind: Stamp\nmetadata: {name: stamp}\n';
  const texts = { 'prod/labels.yaml': labels, 'prod/stamp.yaml': plugin, 'web.yaml': OBJECT('web') };

  it('is no object: what is builtin by itself, all else where a kustomization names it', () => {
    const bare = lint(sources(texts));
    expect(bare.findings.map(({ rule, location }) => [rule, location.file])).toEqual([
      ['schema/no-schema', 'prod/stamp.yaml'],
    ]);
    const kustomization = 'transformers: [labels.yaml, stamp.yaml, "{apiVersion: builtin}"]\n';
    const named = lint(sources({ ...texts, 'prod/kustomization.yaml': kustomization }));
    expect(named.findings).toEqual([]);
    // kustomize's own is as little to be told as a kustomization.
    expect(named.leftOut.map(({ kind }) => kind)).toEqual(['Stamp']);
  });
});
