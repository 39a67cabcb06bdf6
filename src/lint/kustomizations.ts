/** What is wrong with kustomizations among the files: they are read by kustomize, not by the API server. */
import type { Finding, RuleData } from '../api/finding.js';
import { imageName } from '../api/image.js';
import { isObject, type JsonValue, type Path, textOf, valueAt } from '../api/json.js';
import { pushTo } from '../api/lists.js';
import { isNearName } from '../api/near-names.js';
import type { Document, PositionOf } from '../manifest/document.js';
import { missingMappings, unknownKustomizationFields } from '../manifest/kustomization-fields.js';
import { kustomizationFilesOf, normalizePath } from '../manifest/kustomize.js';
import { nearest } from '../schema/nearest.js';
import { type Kustomization, kustomizationOf, namedFiles, patchesByName } from './kustomize-references.js';
import { didYouMean } from './suggest-fix.js';

const UNKNOWN_FIELD: RuleData = {
  name: 'kustomize/unknown-field',
  severity: 'error',
  summary: 'A field that kustomize does not know: it refuses the kustomization.',
};
const NO_MAPPING: RuleData = {
  name: 'kustomize/no-mapping',
  severity: 'error',
  summary: 'A name or a number where kustomize reads a mapping: it refuses the kustomization.',
  page: 'rarer.md',
};
const MISSING_FILE: RuleData = {
  name: 'kustomize/missing-file',
  severity: 'error',
  summary: 'A kustomization names a file or folder that is not there.',
  page: 'rarer.md',
};
const CIRCLE: RuleData = {
  name: 'kustomize/circle',
  severity: 'error',
  summary: 'A kustomization collects itself, by way of others.',
  page: 'rarer.md',
};
const NO_TARGET: RuleData = {
  name: 'kustomize/no-target',
  severity: 'error',
  summary: 'A patch of a kustomization is about an object that it does not collect.',
  page: 'rarer.md',
};

const UNUSED_IMAGE: RuleData = {
  name: 'kustomize/unused-image',
  severity: 'warning',
  summary: 'An entry of `images` of a kustomization that matches no image of what it collects.',
  page: 'rarer.md',
};

/** The rules under which kustomizations are told of. */
export const KUSTOMIZE_RULES: readonly RuleData[] = [
  UNKNOWN_FIELD,
  NO_MAPPING,
  MISSING_FILE,
  CIRCLE,
  NO_TARGET,
  UNUSED_IMAGE,
];

/** What is known beside the documents of the files. */
interface Beside {
  /** All documents, those beside the files too. */
  all: readonly Document[];
  /** Whether a path leads to a file or a folder; where nobody can say, nothing is said to be missing. */
  isThere?: (path: string) => boolean;
}

export function kustomizationFindings(documents: readonly Document[], beside: Beside): Finding[] {
  const tree = new Tree(beside.all);
  return documents.flatMap((document) => {
    const kustomization = tree.of(document);
    if (!kustomization) return [];
    return [
      ...unknownFields(kustomization),
      ...withoutMapping(kustomization),
      ...missingFiles(kustomization, tree, beside),
      ...circles(kustomization, tree),
      ...withoutTarget(kustomization, tree),
      ...unusedImages(kustomization, tree),
    ];
  });
}

function finding(
  { name, severity }: RuleData,
  { document }: Kustomization,
  told: { path: Path; of?: PositionOf } & Pick<Finding, 'message' | 'hint' | 'server' | 'related'>,
): Finding {
  const { path, of, ...rest } = told;
  return { rule: name, severity, location: document.locate(path, of), path, ...rest };
}

function unknownFields(kustomization: Kustomization): Finding[] {
  return unknownKustomizationFields(kustomization.value).map(({ path, key, known }) => {
    const meant = nearest(key, known);
    return finding(UNKNOWN_FIELD, kustomization, {
      path,
      of: 'key',
      message: `unknown field ${JSON.stringify(key)} of a kustomization`,
      ...(meant !== undefined && { hint: didYouMean(meant) }),
      server: { field: '', message: `invalid Kustomization: json: unknown field ${JSON.stringify(key)}` },
    });
  });
}

/** Lists whose items may be files: of these a bare name is what they were before they were mappings. */
const OF_FILES = new Set(['patches', 'patchesJson6902']);

function withoutMapping(kustomization: Kustomization): Finding[] {
  return missingMappings(kustomization.value).map(({ path, is, known }) => {
    const [list = ''] = path;
    const item = valueAt(kustomization.value, path);
    const isFile = typeof item === 'string' && !item.includes('\n') && OF_FILES.has(String(list));
    return finding(NO_MAPPING, kustomization, {
      path,
      message: `an item of ${list} is a mapping with ${known.slice(0, 2).join(' or ')}, this is a ${is}`,
      ...(isFile && { hint: `write path: ${item}` }),
      server: {
        field: '',
        message: `invalid Kustomization: json: cannot unmarshal ${is} into Go struct field Kustomization.${list}`,
      },
    });
  });
}

function missingFiles(kustomization: Kustomization, tree: Tree, { isThere }: Beside): Finding[] {
  if (!isThere) return [];
  const collected = new Set(kustomization.collects);
  return namedFiles(kustomization).flatMap((named) => {
    const { file, name, path } = named;
    const tell = (message: string, hint?: string) =>
      finding(MISSING_FILE, kustomization, { path, message, ...(hint !== undefined && { hint }) });
    if (!isThere(file)) return [tell(`there is no ${name}`, nearFile(name, file, tree))];
    const isFolder = collected.has(named) && isThere(`${file}/.`);
    if (!isFolder || kustomizationFilesOf(file).some((one) => isThere(one))) return [];
    return [tell(`there is no kustomization in ${name}`)];
  });
}

/** The file beside it that was likely meant. */
function nearFile(name: string, file: string, tree: Tree): string | undefined {
  const folder = folderOf(file);
  const near = nearest(file.slice(folder.length), tree.namesIn(folder));
  return near === undefined ? undefined : didYouMean(folderOf(name) + near);
}

/** `a/b.yaml` → `a/`; nothing of a name alone. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** Kustomizations and objects by their files. */
class Tree {
  readonly #objects = new Map<string, Document[]>();
  readonly #kustomizations = new Map<string, Kustomization>();
  /** The names of the files of each folder, made when one is asked for. */
  #names: Map<string, Set<string>> | undefined;

  constructor(all: readonly Document[]) {
    for (const document of all) {
      const file = normalizePath(document.file);
      const kustomization = kustomizationOf(document);
      if (kustomization) this.#kustomizations.set(file, kustomization);
      else pushTo(this.#objects, file, document);
    }
  }

  /** The kustomization that a document is. */
  of({ file, value }: Document): Kustomization | undefined {
    const known = this.#kustomizations.get(normalizePath(file));
    return known?.value === value ? known : undefined;
  }

  /** The kustomization of a folder. */
  in(folder: string): Kustomization | undefined {
    return kustomizationFilesOf(folder)
      .map((file) => this.#kustomizations.get(file))
      .find((one) => one !== undefined);
  }

  /** The documents of a file; undefined of one that is not given. */
  documents(file: string): readonly Document[] | undefined {
    return this.#objects.get(file);
  }

  /** The names of the files that are given of a folder. */
  namesIn(folder: string): ReadonlySet<string> {
    if (!this.#names) {
      this.#names = new Map();
      for (const file of [...this.#objects.keys(), ...this.#kustomizations.keys()]) {
        const at = folderOf(file);
        const names = this.#names.get(at) ?? new Set();
        this.#names.set(at, names.add(file.slice(at.length)));
      }
    }
    return this.#names.get(folder) ?? new Set();
  }

  /** The kustomizations that one collects, and those of these. */
  below(kustomization: Kustomization, seen = new Set<Kustomization>()): Kustomization[] {
    return kustomization.collects.flatMap(({ file }) => {
      const next = this.in(file);
      if (!next || seen.has(next)) return [];
      seen.add(next);
      return [next, ...this.below(next, seen)];
    });
  }

  /** All objects that come of a kustomization; undefined where not all is known, or names are made anew, unless those do not matter. */
  collected(
    kustomization: Kustomization,
    { renamed = false }: { renamed?: boolean } = {},
    on = new Set<Kustomization>(),
  ): Document[] | undefined {
    const makers = renamed ? MAKERS.filter((key) => !RENAMERS.includes(key)) : MAKERS;
    if (on.has(kustomization) || makers.some((key) => kustomization.value[key] !== undefined))
      return undefined;
    const listed = [...COLLECTING].flatMap((key) => {
      const list = kustomization.value[key];
      return Array.isArray(list) ? list : [];
    });
    if (listed.length !== kustomization.collects.length) return undefined;
    const found: Document[] = [];
    for (const { file } of kustomization.collects) {
      const below = this.in(file);
      const documents = below
        ? this.collected(below, { renamed }, new Set([...on, kustomization]))
        : this.documents(file);
      if (!documents) return undefined;
      for (const document of documents) found.push(document);
    }
    return found;
  }
}

/** What makes other names alone. */
const RENAMERS = ['namePrefix', 'nameSuffix'];
const COLLECTING = ['resources', 'bases', 'components'];
/** What makes objects, or other names. */
const MAKERS = ['namePrefix', 'nameSuffix', 'generators', 'transformers', 'helmCharts', 'components'];

/** The first way back to a kustomization from itself. */
function circles(kustomization: Kustomization, tree: Tree): Finding[] {
  return kustomization.collects.flatMap(({ file, name, path }) => {
    const below = tree.in(file);
    if (!below || !leadsTo(below, kustomization, tree, new Set())) return [];
    const message =
      below === kustomization ? `${name} is the kustomization itself` : `${name} collects this kustomization`;
    return [
      finding(CIRCLE, kustomization, { path, message, hint: 'kustomize reports a cycle and builds nothing' }),
    ];
  });
}

function leadsTo(from: Kustomization, to: Kustomization, tree: Tree, seen: Set<Kustomization>): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return from.collects.some(({ file }) => {
    const next = tree.in(file);
    return next !== undefined && leadsTo(next, to, tree, seen);
  });
}

function withoutTarget(kustomization: Kustomization, tree: Tree): Finding[] {
  // A component patches what those collect that have it.
  const patches = kustomization.value['kind'] === 'Component' ? [] : patchesByName(kustomization);
  const objects = patches.length > 0 ? tree.collected(kustomization) : undefined;
  // One that collects nothing is given in part.
  if (!objects || objects.length === 0) return [];
  const known = new Set(objects.map(({ value }) => keyOf(value)));
  return patches.flatMap(({ file, path, name }) =>
    (tree.documents(file) ?? []).flatMap((patch) => {
      const key = keyOf(patch.value);
      if (!isObject(patch.value) || known.has(key)) return [];
      const near = nearest(key, known);
      const told = finding(NO_TARGET, kustomization, {
        path,
        message: `${name} is about ${key}, which the kustomization does not collect`,
        ...(near !== undefined && { hint: didYouMean(near) }),
      });
      // What is wrong stands in the patch.
      const at = { location: patch.locate(['metadata', 'name']), path: ['metadata', 'name'] };
      return [{ ...told, ...at, related: [{ message: 'named here', location: told.location }] }];
    }),
  );
}

/** What else than the objects can bring an image, or a field that holds one. */
const BRINGS_IMAGES = [
  'configurations',
  'patches',
  'patchesJson6902',
  'patchesStrategicMerge',
  'replacements',
];

function unusedImages(kustomization: Kustomization, tree: Tree): Finding[] {
  const { value } = kustomization;
  const entries = Array.isArray(value['images']) ? value['images'] : [];
  if (entries.length === 0 || value['kind'] === 'Component') return [];
  const objects = tree.collected(kustomization, { renamed: true });
  const below = tree.below(kustomization);
  if (!objects || objects.length === 0) return [];
  if ([kustomization, ...below].some((one) => BRINGS_IMAGES.some((key) => one.value[key] !== undefined)))
    return [];
  // What a kustomization below renames has its new name here.
  const renamed = [...below, kustomization].flatMap((one) => namesAt(one.value['images'], 'newName'));
  const names = new Set([...objects.flatMap((object) => imagesIn(object.value)), ...renamed]);
  return entries.flatMap((entry, index) => {
    const name = textOf(valueAt(entry, ['name']));
    if (name === '' || names.has(name) || /[*^$()]/.test(name)) return [];
    const near = [...names].find((one) => isNearName(name, one));
    const told = finding(UNUSED_IMAGE, kustomization, {
      path: ['images', index, 'name'],
      message: `no image of what the kustomization collects is called ${name}: the entry does nothing`,
      ...(near !== undefined && { hint: didYouMean(near) }),
    });
    return [near === undefined ? told : { ...told, severity: 'error' }];
  });
}

function namesAt(list: JsonValue | undefined, key: string): string[] {
  return (Array.isArray(list) ? list : []).map((entry) => textOf(valueAt(entry, [key])));
}

/** The names of images in lists of containers, wherever those are. */
function imagesIn(value: JsonValue): string[] {
  if (Array.isArray(value)) return value.flatMap(imagesIn);
  if (!isObject(value)) return [];
  const own = textOf(value['image']);
  const name = own === '' ? [] : [imageName(own) ?? own.replace(/[:@].*$/s, '')];
  return [...name, ...Object.values(value).flatMap((inner) => (inner === undefined ? [] : imagesIn(inner)))];
}

function keyOf(value: JsonValue): string {
  return `${textOf(valueAt(value, ['kind']))} ${textOf(valueAt(value, ['metadata', 'name']))}`;
}
