/** The fields of a kustomization (sigs.k8s.io/kustomize/api/types/kustomization.go), as its strict reader knows them. */
import { isObject, type JsonObject, type JsonValue, type Path } from '../api/json.js';

/** The fields of a mapping; what they lead to, where that is looked into: a mapping or a list of such. */
interface Fields {
  [name: string]: Fields | true;
}

const any = (names: string): Fields => Object.fromEntries(names.split(' ').map((name) => [name, true]));

const TARGET = any('group version kind name namespace labelSelector annotationSelector');
const GENERATOR: Fields = {
  ...any('name namespace behavior files literals envs env'),
  options: any('labels annotations disableNameSuffixHash immutable'),
};

const KUSTOMIZATION: Fields = {
  ...any(
    'apiVersion kind metadata openapi namePrefix nameSuffix namespace commonLabels commonAnnotations patchesStrategicMerge ' +
      'resources components crds bases configurations generators transformers validators buildMetadata vars replacements ' +
      'helmGlobals helmCharts helmChartInflationGenerator',
  ),
  labels: {
    ...any('pairs includeSelectors includeTemplates'),
    fields: any('path create group version kind'),
  },
  patches: { ...any('path patch'), target: TARGET, options: any('allowNameChange allowKindChange') },
  patchesJson6902: {
    ...any('path patch'),
    target: TARGET,
    options: any('allowNameChange allowKindChange'),
  },
  images: any('name newName newTag tagSuffix digest'),
  imageTags: any('name newName newTag tagSuffix digest'),
  replicas: any('name count'),
  sortOptions: { ...any('order'), legacySortOptions: any('orderFirst orderLast') },
  configMapGenerator: GENERATOR,
  secretGenerator: { ...GENERATOR, type: true },
  generatorOptions: any('labels annotations disableNameSuffixHash immutable'),
};

/** A field that kustomize does not know. */
export interface UnknownKustomizationField {
  /** The way to it. */
  path: Path;
  key: string;
  /** The fields that there are in its place and that are not given. */
  known: string[];
}

/** What stands where kustomize reads a mapping: an item of a list, or a field. */
export interface NoMapping {
  path: Path;
  /** `string`, `number`, `bool` or `array`, as kustomize calls it. */
  is: string;
  /** The fields of the mapping that belongs there. */
  known: string[];
}

/** Where a kustomization has a name or a number in place of a mapping, for which kustomize refuses it, in the order of the text. */
export function missingMappings(value: JsonObject): NoMapping[] {
  return Object.entries(value).flatMap(([key, list]) => {
    const fields = Object.hasOwn(KUSTOMIZATION, key) ? KUSTOMIZATION[key] : undefined;
    if (fields === undefined || fields === true || !Array.isArray(list)) return [];
    return list.flatMap((item, index): NoMapping[] => {
      if (item === null || isObject(item)) return [];
      const is = Array.isArray(item) ? 'array' : typeof item === 'boolean' ? 'bool' : typeof item;
      return [{ path: [key, index], is, known: Object.keys(fields) }];
    });
  });
}

/** The fields of a kustomization that kustomize would refuse it for, in the order of the text. */
export function unknownKustomizationFields(value: JsonObject): UnknownKustomizationField[] {
  const found: UnknownKustomizationField[] = [];
  look(value, KUSTOMIZATION, [], found);
  return found;
}

function look(value: JsonValue, fields: Fields, path: Path, found: UnknownKustomizationField[]): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) look(item, fields, [...path, index], found);
    return;
  }
  if (!isObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    const known = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (known === undefined) {
      const left = Object.keys(fields).filter((name) => !Object.hasOwn(value, name));
      found.push({ path: [...path, key], key, known: left });
    } else if (known !== true) look(inner ?? null, known, [...path, key], found);
  }
}
