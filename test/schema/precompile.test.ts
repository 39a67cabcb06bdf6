import { createRequire } from 'node:module';
import { describe, expect, it, test } from 'vitest';
import { KUBERNETES_VERSIONS, type KubernetesVersion, NEWEST_VERSION } from '../../src/api/version.js';
import { FORMATS } from '../../src/schema/formats.js';
import type { RawError, Validator, ValidatorContext } from '../../src/schema/keywords.js';
import { precompile, precompileOwn } from '../../src/schema/precompile.js';
import type { SchemaNode, SchemaSet } from '../../src/schema/set.js';
import { inProcess, loadAjv } from '../../src/schema/validators.js';

const CORE = 'io.k8s.api.core.v1';
const ref = (name: string): SchemaNode => ({ $ref: `#/definitions/${name}` });
const closed = (properties: Record<string, SchemaNode>, more: SchemaNode = {}): SchemaNode => ({
  type: 'object',
  properties,
  additionalProperties: false,
  ...more,
});

/** What the newest minor has; the others lack a field of the pod, the oldest a kind besides. */
const NEWEST: Record<string, SchemaNode> = {
  [`${CORE}.Pod`]: closed({
    spec: ref(`${CORE}.PodSpec`),
    metadata: ref('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta'),
  }),
  [`${CORE}.PodTemplate`]: closed({ template: ref(`${CORE}.PodTemplateSpec`) }),
  [`${CORE}.PodTemplateSpec`]: closed({ spec: ref(`${CORE}.PodSpec`) }),
  [`${CORE}.PodSpec`]: closed(
    {
      containers: { type: 'array', items: ref(`${CORE}.Container`) },
      labels: { type: 'object', additionalProperties: ref(`${CORE}.Label`) },
      fresh: { type: 'boolean' },
    },
    { required: ['containers'] },
  ),
  [`${CORE}.Container`]: closed({
    policy: { type: 'string', enum: ['', 'Always'] },
    cpu: { type: ['string', 'number'], format: 'quantity' },
    count: { type: 'integer', format: 'int32' },
    'odd "name"/~': { type: 'string' },
  }),
  [`${CORE}.Label`]: { type: 'string' },
  [`${CORE}.Node`]: closed({ name: { type: 'string' } }),
  'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta': closed({ name: { type: 'string' } }),
  'io.k8s.api.apps.v1.Deployment': closed({ template: ref(`${CORE}.PodTemplateSpec`) }),
  Odd: { type: 'string' },
};
const { fresh: _, ...older } = NEWEST[`${CORE}.PodSpec`]!.properties!;
const OLDER: Record<string, SchemaNode> = {
  ...NEWEST,
  [`${CORE}.PodSpec`]: { ...NEWEST[`${CORE}.PodSpec`], properties: older },
};
const { [`${CORE}.Node`]: __, ...oldest } = OLDER;

const kindOf = (kind: string, definition: string): SchemaSet['kinds'][number] => ({
  ...{ group: '', version: 'v1', kind, plural: '', namespaced: true, definition, role: 'object' },
});
const definitionsOf = (version: KubernetesVersion): Record<string, SchemaNode> =>
  version === NEWEST_VERSION ? NEWEST : version === KUBERNETES_VERSIONS[0] ? oldest : OLDER;
const SETS = Object.fromEntries(
  KUBERNETES_VERSIONS.map((version) => [
    version,
    {
      kubernetes: version,
      kinds: [
        kindOf('Pod', `${CORE}.Pod`),
        kindOf('Deployment', 'io.k8s.api.apps.v1.Deployment'),
        kindOf('Odd', 'Odd'),
      ],
      off: version === NEWEST_VERSION ? { 'x.io/v1beta1': ['Off'] } : {},
      definitions: definitionsOf(version),
    },
  ]),
) as Record<KubernetesVersion, SchemaSet>;

const { chunks, kinds, index } = precompile(loadAjv(), SETS);

type Chunk = Record<string, (Validator | 0)[]>;
const require = createRequire(import.meta.url);
const loaded = Object.fromEntries(
  Object.entries(chunks).map(([name, code]) => {
    const module = { exports: {} as Chunk };
    new Function('module', 'exports', 'require', code)(module, module.exports, require);
    return [name, module.exports];
  }),
);

/** Where the function for each minor is: 1 in this chunk, 0 elsewhere or nowhere. */
const columns = (name: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(loaded[name]!).map(([definition, row]) => [
      definition,
      row.map((at) => (at ? 1 : 0)).join(''),
    ]),
  );

/** What the compiled validators find: `place keyword field`. */
function found(version: KubernetesVersion, definition: string, value: unknown): string[] {
  const at = KUBERNETES_VERSIONS.indexOf(version);
  const context: ValidatorContext = {
    formats: FORMATS,
    def(label, data, instancePath, errors) {
      const [chunk = '', name = ''] = label.split(':');
      const validator = loaded[chunk]?.[name]?.[at] || loaded[`${chunk}-older`]?.[name]?.[at];
      if (!validator || validator.call(context, data, { instancePath })) return errors;
      return [...(errors ?? []), ...(validator.errors ?? [])];
    },
  };
  return (context.def(`${index[definition]}:${definition}`, value, '', null) ?? []).map(shown);
}

const shown = ({ instancePath, keyword, params }: RawError): string =>
  `${instancePath} ${keyword} ${String(params['field'] ?? '')}`.trim();

describe('what the build compiles', () => {
  test('is in few modules: of pods, of what all objects share, of each group; and of older minors apart', () => {
    expect(Object.keys(chunks)).toEqual([
      ...[
        'apps',
        'apps-older',
        'core',
        'core-older',
        'meta',
        'meta-older',
        'other',
        'other-older',
        'pod',
        'pod-older',
      ],
    ]);
    expect(Object.fromEntries(Object.keys(chunks).map((name) => [name, columns(name)]))).toEqual({
      apps: { 'io.k8s.api.apps.v1.Deployment': '1111111111' },
      'apps-older': {},
      core: { [`${CORE}.Node`]: '0111111111' },
      'core-older': {},
      meta: { 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta': '1111111111' },
      'meta-older': {},
      other: { Odd: '1111111111' },
      'other-older': {},
      pod: {
        [`${CORE}.Container`]: '1111111111',
        [`${CORE}.Label`]: '1111111111',
        [`${CORE}.Pod`]: '1111111111',
        [`${CORE}.PodSpec`]: '0000000001',
        [`${CORE}.PodTemplate`]: '1111111111',
        [`${CORE}.PodTemplateSpec`]: '1111111111',
      },
      'pod-older': { [`${CORE}.PodSpec`]: '1111111110' },
    });
  });

  test('is one function where several minors have the same', () => {
    expect(new Set(loaded['pod']![`${CORE}.Container`]).size).toBe(1);
    expect(new Set(loaded['pod-older']![`${CORE}.PodSpec`]).size).toBe(2);
  });

  test('comes with the kinds of each minor and the module of each kind', () => {
    expect(kinds).toEqual(
      Object.fromEntries(
        KUBERNETES_VERSIONS.map((version) => {
          const { kinds, off } = SETS[version];
          return [version, { kinds, off }];
        }),
      ),
    );
    expect(index).toEqual({ Odd: 'other', 'io.k8s.api.apps.v1.Deployment': 'apps', [`${CORE}.Pod`]: 'pod' });
    expect(Object.keys(index)).toEqual(['Odd', 'io.k8s.api.apps.v1.Deployment', `${CORE}.Pod`]);
  });

  test('has nothing of ajv’s own words on errors', () => {
    expect(
      Object.values(chunks)
        .join('')
        .match(/schemaPath|errors\+\+|let errors/),
    ).toBeNull();
  });
});

describe('the compiled validators find', () => {
  it.each<[about: string, definition: string, value: unknown, expected: string[]]>([
    [
      'nothing where all is well',
      `${CORE}.Pod`,
      { spec: { containers: [{ policy: 'Always', cpu: '1', count: 1 }] } },
      [],
    ],
    [
      'an unknown field, anywhere',
      `${CORE}.Pod`,
      { spec: { containers: [{ x: 1 }], 'y/~': 1 }, z: 1 },
      ['/spec/containers/0 closed x', '/spec closed y/~', 'closed z'],
    ],
    ['a missing field', `${CORE}.Pod`, { spec: {} }, ['/spec needs containers']],
    [
      'a null for a missing field',
      `${CORE}.Pod`,
      { spec: { containers: null } },
      ['/spec/containers type', '/spec needs containers'],
    ],
    ['a wrong type', 'io.k8s.api.apps.v1.Deployment', { template: { spec: [] } }, ['/template/spec type']],
    [
      'a value that is not allowed',
      `${CORE}.Pod`,
      { spec: { containers: [{ policy: 'x' }] } },
      ['/spec/containers/0/policy oneOfValues'],
    ],
    [
      'what a format refuses',
      `${CORE}.Pod`,
      { spec: { containers: [{ cpu: 'x', count: 2 ** 31 }] } },
      ['/spec/containers/0/cpu fmt', '/spec/containers/0/count fmt'],
    ],
    [
      'a field with a name of its own',
      `${CORE}.Pod`,
      { spec: { containers: [{ 'odd "name"/~': 1 }] } },
      ['/spec/containers/0/odd "name"~1~0 type'],
    ],
    [
      'a value of any key',
      `${CORE}.Pod`,
      { spec: { containers: [], labels: { a: 1 } } },
      ['/spec/labels/a type'],
    ],
    ['what is no object', 'Odd', 5, ['type']],
  ])('%s', (_, definition, value, expected) => {
    expect(found(NEWEST_VERSION, definition, value)).toEqual(expected);
    const validate = inProcess(NEWEST);
    expect(validate(definition, value).map(shown)).toEqual(expected);
  });

  test('what only a newer minor has', () => {
    const value = { spec: { containers: [], fresh: true } };
    expect(KUBERNETES_VERSIONS.map((version) => found(version, `${CORE}.Pod`, value).join())).toEqual(
      KUBERNETES_VERSIONS.map((version) => (version === NEWEST_VERSION ? '' : '/spec closed fresh')),
    );
  });
});

describe('precompileOwn', () => {
  it('makes a function of each definition', () => {
    const code = precompileOwn(loadAjv(), {
      Whole: {
        type: 'object',
        additionalProperties: false,
        properties: { part: { $ref: '#/definitions/Part' } },
      },
      Part: { type: 'string', enum: ['a'] },
    });
    const module = { exports: {} as Record<string, Validator> };
    new Function('module', 'exports', 'require', code)(module, module.exports, require);
    const context: ValidatorContext = {
      formats: FORMATS,
      def(label, data, instancePath, errors) {
        const validator = module.exports[label]!;
        if (validator.call(context, data, { instancePath })) return errors;
        return [...(errors ?? []), ...(validator.errors ?? [])];
      },
    };
    const of = (value: unknown) => (context.def('Whole', value, '', null) ?? []).map(shown);
    expect(of({ part: 'a' })).toEqual([]);
    expect(of({ part: 'b', more: 1 })).toEqual(['/part oneOfValues', 'closed more']);
  });
});
