import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyFixes } from '../../src/lint/fix.js';
import { lint } from '../../src/lint/lint.js';
import type { LintOptions } from '../../src/lint/options.js';
import type { Source } from '../../src/manifest/document.js';
import { lintJson } from '../../src/report/findings-json.js';
import { lintText } from '../../src/report/findings-text.js';
import { LINT_FORMATS } from '../../src/report/lint-formats/index.js';

const FORMATS = await Promise.all(Object.values(LINT_FORMATS).map((load) => load()));

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: shop/web:1.4.1
`;
const CONFIG_MAP = `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
data:
  LOG_LEVEL: info
`;
const SHOP = `apiVersion: example.com/v1
kind: Shop
metadata:
  name: corner
spec:
  shelves: many
`;
const SHOP_CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: shops.example.com
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Shop, plural: shops}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                shelves: {type: integer}
`;

const files = (texts: Record<string, string>): Source[] =>
  Object.entries(texts).map(([file, text]) => ({ file, text }));

/** Findings in short: `web.yaml:9:13 error schema/wrong-type`. */
function short(texts: Record<string, string>, options: LintOptions = {}): string[] {
  return lint(files(texts), options).findings.map(
    ({ location: { file, start }, severity, rule }) =>
      `${file}:${start.line}:${start.column} ${severity} ${rule}`,
  );
}

describe('lint', () => {
  it('has nothing to say of good manifests', () => {
    const result = lint(files({ 'a.yaml': `${DEPLOYMENT}---\n${CONFIG_MAP}` }));
    expect(result.findings).toEqual([]);
    expect(result).toMatchObject({
      files: 1,
      objects: 2,
      version: '1.37',
      counts: { error: 0, warning: 0, info: 0 },
    });
  });

  it('checks the other documents of a file in which one is broken', () => {
    const text = `${CONFIG_MAP}---\nkind: [\n---\n${DEPLOYMENT.replace('replicas: 2', 'replicas: "2"')}`;
    const rules = lint(files({ 'a.yaml': text })).findings.map(({ rule }) => rule);
    expect(rules).toContain('yaml/syntax');
    expect(rules).toContain('schema/wrong-type');
  });

  it('gives the same answer for files in any order', () => {
    const all = files({
      'b.yaml': SHOP,
      'a.yaml': CONFIG_MAP,
      'c.yaml': CONFIG_MAP.replace('info', '1'),
      'd.yaml': `${SHOP}---\n${DEPLOYMENT.replaceAll('image:', 'imagee:')}`,
    });
    const expected = lintJson(lint(all));
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(lintJson(lint(shuffled))).toBe(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('never throws, places everything in its file, and tells it in every format', () => {
    const pieces = fc.constantFrom(
      ...`${DEPLOYMENT}---\n${SHOP_CRD}---\n${SHOP}`.split('\n'),
      '{{ .Values.x }}',
      '- a',
      '  env: [{name: A, value: 1}]',
      'metadata: null',
      '<<: *x',
      '\t',
      '💥: "\u202e"',
      'items: [1, null, {kind: Pod}]',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (lines) => {
        const source = { file: 'x.yaml', text: lines.join('\n') };
        const result = lint([source]);
        const count = source.text.split('\n').length;
        for (const { location } of result.findings) {
          expect(location.file).toBe('x.yaml');
          expect(location.start.line).toBeGreaterThanOrEqual(1);
          expect(location.start.line).toBeLessThanOrEqual(count);
          expect(location.end.offset).toBeGreaterThanOrEqual(location.start.offset);
        }
        JSON.parse(lintJson(result));
        for (const format of FORMATS) format({ result, sources: [source] });
        lintText(result, new Map([[source.file, source.text]]), { width: 80 });
      }),
      { numRuns: 300 },
    );
  });

  it('says a mistake that an anchor repeats once', () => {
    const text = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: a
      image: x
      resources: &r
        limits: {memory: 1 Gb}
    - name: b
      image: x
      resources: *r
`;
    expect(short({ 'a.yaml': text })).toEqual(['a.yaml:9:26 error schema/bad-format']);
  });

  it('lets a misspelt field stand for the one that is missing for it', () => {
    const text = DEPLOYMENT.replace('  selector:', '  selectr:');
    expect(short({ 'a.yaml': text })).toEqual(['a.yaml:7:3 error schema/unknown-field']);
    const nameless = DEPLOYMENT.replace('metadata:', 'metadta:');
    expect(short({ 'a.yaml': nameless })).toEqual(['a.yaml:3:1 error schema/unknown-field']);
  });
});

describe('the API server and the schema', () => {
  it('speak of one thing in one finding', () => {
    const [finding, ...others] = lint(
      files({ 'a.yaml': DEPLOYMENT.replace('replicas: 2', 'replicas: "2"') }),
    ).findings;
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      rule: 'schema/wrong-type',
      server: {
        message:
          'json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
      },
    });
  });

  it('tell what else is wrong with an object that cannot be decoded', () => {
    const text = DEPLOYMENT.replace('replicas: 2', 'replicas: "2"').replace(
      '  name: web\n',
      '  name: Web!\n',
    );
    expect(short({ 'a.yaml': text })).toEqual([
      'a.yaml:4:9 error server/invalid',
      'a.yaml:6:13 error schema/wrong-type',
    ]);
  });

  it('tell of an owner without a uid once, at that owner', () => {
    const owned = (kind: string, owner: string): string =>
      `apiVersion: ${kind === 'Shop' ? 'example.com/v1' : 'v1'}\nkind: ${kind}\nmetadata:\n  name: a\n  ownerReferences:\n    - {apiVersion: v1, kind: Node, name: n1, uid: u}\n    - ${owner}\n`;
    for (const kind of ['ConfigMap', 'Shop']) {
      expect(
        short({ 'a.yaml': owned(kind, '{apiVersion: v1, kind: Node, name: n1}'), 'shop.yaml': SHOP_CRD }),
      ).toEqual(['a.yaml:7:7 error schema/missing-required']);
    }
  });

  it('hold nothing against a null that the server drops, whatever else is wrong with a custom resource', () => {
    const shop = SHOP.replace('shelves: many', 'shelves: null\n  floors: 0');
    const floors = 'shelves: {type: integer}\n                floors: {type: integer, minimum: 1}';
    const rule = "\n              x-kubernetes-validations: [{rule: 'self.floors < 9'}]";
    const crd = SHOP_CRD.replace('shelves: {type: integer}', floors).replace(/\n$/, `${rule}\n`);
    expect(short({ 'shop.yaml': shop, 'crd.yaml': crd })).toEqual([
      'shop.yaml:7:11 error schema/custom-resource',
    ]);
    const unset = shop.replace('floors: 0', 'floors: []');
    expect(short({ 'shop.yaml': unset, 'crd.yaml': crd })).toEqual([
      'shop.yaml:1:1 error server/invalid',
      'shop.yaml:7:11 error schema/wrong-type',
    ]);
  });
});

describe('what is missing', () => {
  it('is shown at the key of what lacks it, once', () => {
    const text = DEPLOYMENT.replace(/ {2}selector:[\s\S]*?(?= {2}template:)/, '').replace(
      / {4}metadata:[\s\S]*?(?= {4}spec:)/,
      '',
    );
    expect(short({ 'a.yaml': text })).toEqual(['a.yaml:5:1 error schema/missing-required']);
    const noImage = DEPLOYMENT.replace(/ +image: .*\n/, '');
    expect(short({ 'a.yaml': noImage })).toEqual(['a.yaml:16:11 error server/required']);
  });
});

describe('kinds without a schema', () => {
  it('are remarked once for each kind', () => {
    const result = lint(files({ 'a.yaml': `${SHOP}---\n${SHOP.replace('corner', 'market')}` }));
    expect(result.findings).toMatchObject([
      { rule: 'schema/no-schema', severity: 'info', related: [{ message: 'Shop market' }] },
    ]);
    expect(result.objects).toBe(2);
  });

  it('still have metadata, which is checked', () => {
    const text = SHOP.replace('  name: corner', '  name: Corner!\n  labels: {a: 1, "b c": d}\n  lables: {}');
    for (const texts of [{ 'a.yaml': text }, { 'a.yaml': text, 'b.yaml': SHOP_CRD }] as Record<
      string,
      string
    >[]) {
      expect(short(texts).filter((line) => !/schema.no-schema|:8:/.test(line))).toEqual([
        'a.yaml:4:9 error server/invalid',
        'a.yaml:5:15 error schema/wrong-type',
        'a.yaml:5:25 error server/invalid',
        'a.yaml:6:3 error schema/unknown-field',
      ]);
    }
    expect(short({ 'a.yaml': SHOP.replace('  name: corner', '  annotations: {}') })).toEqual([
      'a.yaml:2:7 info schema/no-schema',
      'a.yaml:3:1 error schema/missing-name',
    ]);
  });

  it('are errors, or nothing, when asked', () => {
    expect(short({ 'a.yaml': SHOP }, { strictKinds: true })).toEqual(['a.yaml:2:7 error schema/no-schema']);
    expect(short({ 'a.yaml': SHOP }, { ignoreUnknownKinds: true })).toEqual([]);
  });

  it('are checked by definitions among the files or given beside them', () => {
    const expected = ['a.yaml:6:12 error schema/wrong-type'];
    expect(short({ 'a.yaml': SHOP, 'crd.yaml': SHOP_CRD })).toEqual(expected);
    expect(short({ 'a.yaml': SHOP }, { crds: files({ 'crd.yaml': SHOP_CRD }) })).toEqual(expected);
  });

  it('are remarked too where another kind of their group is defined', () => {
    const other = SHOP.replace('kind: Shop', 'kind: Gearbox');
    expect(short({ 'a.yaml': other, 'crd.yaml': SHOP_CRD })).toEqual(['a.yaml:2:7 info schema/no-schema']);
    expect(short({ 'a.yaml': SHOP.replace('kind: Shop', 'kind: Shopp'), 'crd.yaml': SHOP_CRD })).toEqual([
      'a.yaml:2:7 error schema/unknown-kind',
    ]);
  });

  it('of Kubernetes itself are errors that name what was meant, even when unknown kinds are ignored', () => {
    const text = DEPLOYMENT.replace('kind: Deployment', 'kind: Deploymnet');
    for (const options of [{}, { ignoreUnknownKinds: true }]) {
      expect(lint(files({ 'a.yaml': text }), options).findings).toMatchObject([
        { rule: 'schema/unknown-kind', severity: 'error', hint: 'did you mean Deployment?' },
      ]);
    }
    expect(lint(files({ 'a.yaml': DEPLOYMENT.replace('apps/v1', 'v1') })).findings).toMatchObject([
      { rule: 'schema/unknown-kind', hint: 'Deployment is in apps/v1' },
    ]);
  });
});

describe('files that are no manifests', () => {
  const VALUES = 'replicaCount: 3\n';

  it('are remarked beside manifests and an error alone', () => {
    expect(short({ 'a.yaml': CONFIG_MAP, 'values.yaml': VALUES })).toEqual([
      'values.yaml:1:1 info input/no-object',
    ]);
    expect(short({ 'values.yaml': VALUES })).toEqual(['values.yaml:1:1 error input/no-object']);
  });

  it('are passed over when asked, however odd their YAML', () => {
    const options = { skipNonKubernetes: true };
    const others = { 'values.yaml': VALUES, 'list.yaml': '- a\n', 'empty.yaml': '', 'broken.yaml': 'a: [\n' };
    expect(short(others, options)).toEqual([]);
  });

  it('do not hide a manifest that lost its kind or cannot be read', () => {
    const options = { skipNonKubernetes: true };
    expect(short({ 'a.yaml': CONFIG_MAP.replace('kind: ConfigMap\n', '') }, options)).toEqual([
      'a.yaml:1:1 error schema/missing-kind',
    ]);
    expect(short({ 'a.yaml': `${CONFIG_MAP}  b: [\n` }, options)).toEqual(['a.yaml:7:3 error yaml/syntax']);
    expect(short({ 'a.yaml': `${CONFIG_MAP}---\nspec: {}\n` }, options)).toHaveLength(1);
  });

  it('are left alone when a program reads them and nobody applies them', () => {
    const config = 'apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\nnodes: []\n';
    const kustomization = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';
    expect(short({ 'a.yaml': config, 'b.yaml': kustomization })).toEqual([
      'a.yaml:2:7 info schema/configuration',
    ]);
  });
});

describe('patches of kustomize', () => {
  const KUSTOMIZATION = `kind: Kustomization
patches:
  - path: ./more.yaml
  - path: ops.yaml
    target: {kind: Deployment}
`;
  const PATCH = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 5\n';

  it('need not be whole', () => {
    const texts = {
      'over/kustomization.yaml': KUSTOMIZATION,
      'over/more.yaml': PATCH,
      'over/ops.yaml': '- {op: remove, path: /spec/replicas}\n',
    };
    expect(short(texts)).toEqual([]);
    expect(short({ 'over/more.yaml': PATCH })).not.toEqual([]);
    const kustomizations = files({ 'over/kustomization.yaml': KUSTOMIZATION });
    expect(short({ 'over/more.yaml': PATCH }, { kustomizations })).toEqual([]);
  });

  it('are still held to the fields that there are', () => {
    const texts = {
      'over/kustomization.yaml': KUSTOMIZATION,
      'over/more.yaml': PATCH.replace('replicas', 'replcas'),
    };
    expect(short(texts)).toEqual(['over/more.yaml:6:3 error schema/unknown-field']);
  });

  it('are known by their directives too', () => {
    expect(short({ 'a.yaml': `$patch: delete\n${PATCH}` })).toEqual([]);
  });
});

describe('duplicate objects', () => {
  it('are told one by one in one file, once for a pair of files, and not across folders', () => {
    const twice = `${CONFIG_MAP}---\n${CONFIG_MAP}---\n${CONFIG_MAP}`;
    expect(short({ 'a.yaml': twice })).toHaveLength(2);
    const two = `${CONFIG_MAP}---\n${DEPLOYMENT}`;
    const [finding, ...others] = lint(files({ 'd/a.yaml': two, 'd/b.yaml': two })).findings;
    expect(others).toEqual([]);
    expect(finding?.message).toBe('ConfigMap web and 1 more of this file stand twice: both are the same');
    expect(short({ 'a/a.yaml': two, 'b/b.yaml': two })).toEqual([]);
  });

  it('are errors where they differ, and warnings where their files are there to choose from', () => {
    const map = (name: string, value: string) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {a: ${value}}\n`;
    const severities = (texts: Record<string, string>) =>
      lint(files(texts)).findings.map(({ severity, message }) => `${severity}: ${message}`);
    const differs = 'ConfigMap x stands twice: what is applied last wins';
    expect(severities({ 'a.yaml': `${map('x', 'one')}---\n${map('x', 'two')}` })).toEqual([
      `error: ${differs}`,
    ]);
    expect(severities({ 'a.yaml': map('x', 'one'), 'b.yaml': map('x', 'two') })).toEqual([
      `warning: ${differs}`,
    ]);
    const beside = (value: string, ...others: string[]) =>
      [map('x', value), ...others.map((name) => map(name, 'b'))].join('---\n');
    expect(severities({ 'a.yaml': beside('one', 'p'), 'b.yaml': beside('two', 'q', 'r') })).toEqual([
      `warning: ${differs}`,
    ]);
    expect(severities({ 'a.yaml': beside('one', 'p', 's'), 'b.yaml': beside('two', 'q', 'r') })).toEqual([
      `error: ${differs}`,
    ]);
  });

  it('count a name per namespace, default when none is given', () => {
    const inShop = CONFIG_MAP.replace('  name: web', '  name: web\n  namespace: shop');
    const inDefault = CONFIG_MAP.replace('  name: web', '  name: web\n  namespace: default');
    expect(short({ 'a.yaml': CONFIG_MAP, 'b.yaml': inShop })).toEqual([]);
    expect(short({ 'a.yaml': CONFIG_MAP, 'b.yaml': inDefault })).toEqual([
      'b.yaml:4:9 warning references/duplicate-object',
    ]);
  });

  it('are the same in a version that is not served, and whatever their namespace where the kind has none', () => {
    const duplicates = (...texts: string[]) =>
      short({ 'a.yaml': texts.join('---\n') }).filter((line) => line.endsWith('duplicate-object'));
    const policy = (version: string) =>
      `apiVersion: admissionregistration.k8s.io/${version}\nkind: ValidatingAdmissionPolicy\nmetadata: {name: p}\n`;
    expect(duplicates(policy('v1'), policy('v1alpha1'))).toEqual([
      'a.yaml:7:18 error references/duplicate-object',
    ]);
    const custom = (namespace: string) =>
      `apiVersion: x.y/v1\nkind: Z\nmetadata: {name: z, namespace: ${namespace}}\n`;
    const definition = (scope: string) =>
      `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: zs.x.y}\nspec: {group: x.y, scope: ${scope}, names: {kind: Z, plural: zs}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]}\n`;
    expect(duplicates(custom('one'), custom('two'), definition('Namespaced'))).toEqual([]);
    expect(duplicates(custom('one'), custom('two'), definition('Cluster'))).toEqual([
      'a.yaml:7:18 warning references/duplicate-object',
    ]);
    const other = policy('v1').replace('admissionregistration.k8s.io', 'extensions');
    expect(duplicates(policy('v1'), other)).toEqual([]);
  });
});

describe('fixes', () => {
  const BROKEN = `${DEPLOYMENT.replace('replicas: 2', "replicas: '2'")
    .replace('image: shop', 'imagee: shop')
    .replace('apps/v1', 'extensions/v1beta1')}---
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    "port": 80
spec:
  selector: {app: web}
  ports:
    - {port: 80, protocol: tcp}
---
apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata: {name: web}
spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
`;

  it('mend what they say, and nothing else', () => {
    const source = { file: 'a.yaml', text: BROKEN.replace('extensions/v1beta1', 'apps/v1') };
    const { findings } = lint([source]);
    const fixed = applyFixes(source, findings);
    expect(fixed.mended).toHaveLength(findings.length);
    expect(lint([fixed.source]).findings).toEqual([]);
    const changed = fixed.source.text.split('\n').filter((line, at) => line !== source.text.split('\n')[at]);
    expect(changed).toEqual([
      '  replicas: 2',
      '          image: shop/web:1.4.1',
      '    "port": "80"',
      '    - {port: 80, protocol: TCP}',
      'apiVersion: policy/v1',
    ]);
  });

  it('leave an apiVersion alone whose successor has other fields that do not stand together', () => {
    const text = `apiVersion: extensions/v1beta1
kind: Ingress
metadata: {name: web}
spec: {backend: {serviceName: web, resource: {apiGroup: a.example.com, kind: A, name: a}, servicePort: 80}}
`;
    const [finding] = lint(files({ 'a.yaml': text })).findings;
    expect(finding?.rule).toBe('api/removed');
    expect(finding?.fix).toBeUndefined();
  });
});

describe('secrets', () => {
  const VALUES = ['aHVudGVyMg', 'hunter2', 'correct horse', 'tr0ub4dor'];
  const TEXT = `apiVersion: v1
kind: Secret
metadata: {name: web}
data:
  password: aHVudGVyMg
  other: [hunter2]
stringData:
  phrase: {a: correct horse}
  key: |
    tr0ub4dor
    correct horse
  keys: "tr0ub4dor"
typo: 1
---
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: web
      image: x
      env:
        - name: DB_PASSWORD
          value: hunter2
          vlue: 1
`;

  function everywhere(source: Source): string {
    const result = lint([source]);
    expect(result.findings.length).toBeGreaterThan(0);
    return FORMATS.map((format) => format({ result, sources: [source] })).join('\n');
  }

  it('are shown in no format', () => {
    const said = everywhere({ file: 'a.yaml', text: TEXT });
    for (const value of VALUES) expect(said).not.toContain(value);
    expect(said).toContain('DB_PASSWORD');
    expect(said).toContain('***');
  });

  it('are not shown of a file that cannot be read either', () => {
    for (const broken of ['  bad: [\n', '\tbad: 1\n', ' wrong\n', '}\n', '  "open: hunter2\n']) {
      const lines = TEXT.split('---')[0]!.split('\n');
      for (const at of [5, 6, 8, 9, 11, 12]) {
        const text = [...lines.slice(0, at), broken.trimEnd(), ...lines.slice(at)].join('\n');
        const said = everywhere({ file: 'a.yaml', text });
        for (const value of VALUES) expect(said, text).not.toContain(value);
      }
    }
  });
});

describe('the values that a field can have', () => {
  it('are listed, the first of them where there are many', () => {
    const enumOf = (count: number) => Array.from({ length: count }, (_none, at) => `value${at}`).join(', ');
    const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: zs.x.y}
spec:
  group: x.y
  scope: Namespaced
  names: {kind: Z, plural: zs}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            some: {type: string, enum: [${enumOf(8)}]}
            many: {type: string, enum: [${enumOf(9)}]}
`;
    const text = `${definition}---\napiVersion: x.y/v1\nkind: Z\nmetadata: {name: z}\nsome: else\nmany: else\n`;
    expect(lint(files({ 'a.yaml': text })).findings.map(({ hint }) => hint)).toEqual([
      `it can be ${enumOf(8)}`,
      `it can be ${enumOf(8)}, …`,
    ]);
  });
});

it('finalizers of custom resources need no domain, as those of Argo CD', () => {
  const said = (finalizer: string) =>
    lint([
      {
        file: 'a.yaml',
        text: `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a, finalizers: [${finalizer}]}\n`,
      },
    ]).findings.map(({ rule }) => rule);
  expect(said('resources-finalizer.argocd.argoproj.io')).toEqual(['schema/no-schema']);
  expect(said('"a b"')).toContain('server/invalid');
});
