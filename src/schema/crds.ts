import { isObject, type JsonObject, type JsonValue, type Path, textOf } from '../api/json.js';
import { append } from '../api/lists.js';
import { NEWEST_VERSION } from '../api/version.js';
import { compareApiVersions, joinApiVersion } from './api-version.js';
import { customSchema } from './crd-schema.js';
import { addCustomKeywords } from './custom-keywords.js';
import type { SchemaError } from './error.js';
import { explainErrors } from './explain-errors.js';
import { schemaSet } from './files.js';
import type { Resource } from './resources.js';
import { tooDeep } from './too-deep.js';
import { validatorValue } from './validator-value.js';
import { inProcess, type Validate } from './validators.js';
import { nodeAt, type SchemaSource } from './walk.js';

/** A kind that a CustomResourceDefinition adds. */
export interface CustomKind {
  info: Resource;
  /** The `openAPIV3Schema` as the definition has it; undefined where anything goes: unknown fields are kept. */
  schema: JsonObject | undefined;
  /** What the server warns of whoever asks for a version that is deprecated. */
  deprecation?: string;
  /** Where the scale subresource finds the counts: `specReplicasPath`, `statusReplicasPath`, `labelSelectorPath`. */
  scale?: JsonObject;
  /** The schema of the version that objects are stored in, where that is another one. */
  storedSchema?: JsonObject;
  /** `schema` closed against unknown fields, to be walked in (`nodeAt`). */
  source: SchemaSource;
  /** Everything that is wrong with the shape of `value`; see `validateObject`. */
  validate(value: JsonObject): SchemaError[];
}

/** The kinds that CustomResourceDefinitions add. */
export interface CrdSchemas {
  find(apiVersion: string, kind: string): CustomKind | undefined;
  kinds(): readonly Resource[];
}

const OBJECT_META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';
const ROOT = 'custom resource';
const CRD_VERSIONS = ['apiextensions.k8s.io/v1', 'apiextensions.k8s.io/v1beta1'];

/**
 * The kinds that the CustomResourceDefinitions among `objects` add, in all their served versions; other objects are
 * passed over, as is what makes no sense in a definition. Schemas are compiled when an object of the kind is validated.
 */
export function crdSchemas(objects: readonly JsonValue[]): CrdSchemas {
  const kinds = new Map<string, CustomKind>();
  for (const object of objects) {
    if (!isObject(object)) continue;
    for (const kind of customKindsOf(object)) kinds.set(`${kind.info.apiVersion} ${kind.info.kind}`, kind);
  }
  return {
    find: (apiVersion, kind) => kinds.get(`${apiVersion} ${kind}`),
    kinds: () => [...kinds.values()].map((kind) => kind.info),
  };
}

const known = new WeakMap<object, readonly CustomKind[]>();

/**
 * The kinds of one CustomResourceDefinition, in all its served versions; none of any other object. The same value for the
 * same definition every time.
 */
export function customKindsOf(definition: object): readonly CustomKind[] {
  let kinds = known.get(definition);
  if (!kinds) {
    const { apiVersion, kind } = definition as JsonObject;
    const isDefinition = kind === 'CustomResourceDefinition' && CRD_VERSIONS.includes(textOf(apiVersion));
    kinds = isDefinition ? customKinds(definition as JsonObject) : [];
    known.set(definition, kinds);
  }
  return kinds;
}

function customKinds(definition: JsonObject): CustomKind[] {
  const spec = mapping(definition['spec']);
  const names = mapping(spec['names']);
  const [group, kind, plural] = [spec['group'], names['kind'], names['plural']];
  if (typeof group !== 'string' || typeof kind !== 'string') return [];
  // apiextensions.k8s.io/v1beta1 could keep one version, schema and subresources for all outside of `versions`.
  const written = Array.isArray(spec['versions']) ? spec['versions'] : [{ name: spec['version'] ?? null }];
  const versions = written.map(mapping);
  const pruned = prunes(definition, spec);
  const storage = pruned ? versions.find((one) => one['storage'] === true) : undefined;
  const storedSchema = mapping(storage?.['schema'])['openAPIV3Schema'];
  const newest = newestOf(versions);
  return versions.flatMap((version) => {
    const name = version['name'];
    if (typeof name !== 'string' || version['served'] === false) return [];
    const schema = mapping(version['schema'] ?? spec['validation'])['openAPIV3Schema'];
    const subresources = Object.keys(mapping(version['subresources'] ?? spec['subresources'])).sort();
    const info: Resource = {
      apiVersion: joinApiVersion(group, name),
      group,
      version: name,
      kind,
      plural: typeof plural === 'string' ? plural : '',
      namespaced: spec['scope'] !== 'Cluster',
      definition: ROOT,
      role: 'object',
      ...(subresources.length > 0 && { subresources }),
    };
    const scale = mapping(version['subresources'] ?? spec['subresources'])['scale'];
    const deprecation = deprecationOf(version, group, kind, newest);
    const kept = storage !== undefined && storage['name'] !== name && isObject(storedSchema);
    const told = {
      ...(deprecation !== undefined && { deprecation }),
      ...(isObject(scale) && { scale }),
      ...(kept && { storedSchema }),
    };
    return [customKind(info, pruned ? schema : undefined, told)];
  });
}

/** The warning of a deprecated version: the definition's own, or that names the newest one to go to. */
function deprecationOf(
  version: JsonObject,
  group: string,
  kind: string,
  newest: string | undefined,
): string | undefined {
  const { deprecated, deprecationWarning, name } = version;
  if (deprecated !== true) return undefined;
  if (typeof deprecationWarning === 'string') return deprecationWarning;
  const said = `${joinApiVersion(group, String(name))} ${kind} is deprecated`;
  const isNewer = newest !== undefined && compareApiVersions(newest, String(name)) < 0;
  return isNewer ? `${said}; use ${joinApiVersion(group, newest)} ${kind}` : said;
}

/** The newest of the versions that are served and not deprecated. */
function newestOf(versions: readonly JsonObject[]): string | undefined {
  const [newest] = versions
    .filter((one) => one['served'] !== false && one['deprecated'] !== true)
    .map(({ name }) => textOf(name))
    .sort(compareApiVersions);
  return newest;
}

/** A v1beta1 definition keeps unknown fields unless it says otherwise; its schema then says too little to close. */
function prunes(definition: JsonObject, spec: JsonObject): boolean {
  if (definition['apiVersion'] === CRD_VERSIONS[0]) return spec['preserveUnknownFields'] !== true;
  return spec['preserveUnknownFields'] === false;
}

/** Its schema is converted when it is first asked for: most are never walked in. */
function customKind(
  info: Resource,
  schema: JsonValue | undefined,
  told: Pick<CustomKind, 'deprecation' | 'scale' | 'storedSchema'>,
): CustomKind {
  let source: SchemaSource | undefined;
  let validate: Validate | undefined;
  const sourceOf = () => {
    source ??= { root: customSchema(schema), definitions: schemaSet(NEWEST_VERSION).definitions };
    return source;
  };
  return {
    ...told,
    info,
    schema: isObject(schema) ? schema : undefined,
    get source() {
      return sourceOf();
    },
    validate(value) {
      const { root, definitions } = sourceOf();
      validate ??= inProcess({ ...definitions, [ROOT]: root }, addCustomKeywords);
      const prepared = validatorValue(value);
      const raw = validate(ROOT, prepared.value);
      const errors = prepared.tooDeep ? [tooDeep(prepared.tooDeep)] : [];
      const inMetadata = (path: Path) =>
        path.some(
          (_, index) => nodeAt({ root, definitions }, path.slice(0, index + 1))?.definition === OBJECT_META,
        );
      const options = { secret: false, nullIsUnset: inMetadata };
      append(errors, explainErrors(raw, value, { root, definitions }, options));
      return errors;
    },
  };
}

function mapping(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}
