/** The objects that are linted, and the places in them. */
import type { Location, ObjectRef } from '../api/finding.js';
import { isObject, type JsonObject, type JsonValue, type Path, textOf, valueAt } from '../api/json.js';
import type { Document, PositionOf } from '../manifest/document.js';

/** What is known of an object beside its document. */
export interface ObjectOptions {
  /** It is a patch of kustomize. */
  patch: boolean;
  /** The whole text of its file. */
  fileText: string;
  /** SOPS has encrypted values of it: what they are is not known. */
  encrypted?: boolean;
  /** What findings call it, if not what its document says. */
  ref?: ObjectRef;
}

/** One object of the given files, with what every rule asks for first. */
export class LintObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** metadata.name, or the beginning of the name to be (generateName); empty for an object that has neither. */
  readonly name: string;
  /** metadata.name alone. */
  readonly ownName: string;
  readonly namespace: string | undefined;
  readonly ref: ObjectRef;
  /** True for a patch of kustomize: a piece of an object, of which nothing can be said to be missing. */
  readonly patch: boolean;
  readonly fileText: string;
  readonly encrypted: boolean;
  /** The object as a place: `at.child('spec')` leads on. */
  readonly at: Place;
  /** False for a custom resource that nobody gave the definition of. */
  hasSchema = true;

  constructor(
    readonly document: Document,
    readonly value: JsonObject,
    { patch, fileText, encrypted = false, ref }: ObjectOptions,
  ) {
    const metadata = isObject(value['metadata']) ? value['metadata'] : {};
    const namespace = textOf(metadata['namespace']);
    this.apiVersion = textOf(value['apiVersion']);
    this.kind = textOf(value['kind']);
    this.ownName = textOf(metadata['name']);
    this.name = this.ownName || textOf(metadata['generateName']);
    this.namespace = namespace || undefined;
    const { apiVersion, kind, name } = this;
    this.ref = ref ?? { apiVersion, kind, name, ...(namespace !== '' && { namespace }) };
    this.patch = patch;
    this.fileText = fileText;
    this.encrypted = encrypted;
    this.at = new Place(this, [], value);
  }
}

/** A place in an object: the object itself, a field, an item. Nothing need stand there. */
export class Place {
  constructor(
    readonly object: LintObject,
    /** The way from the object's root. */
    readonly path: Path,
    /** What stands there; undefined where nothing does. */
    readonly value: JsonValue | undefined,
  ) {}

  /** The place that some steps lead to from here: `at.child('env', 1)`. */
  child(...steps: Path): Place {
    return new Place(this.object, [...this.path, ...steps], valueAt(this.value, steps));
  }

  /** The place so many steps above. */
  up(steps = 1): Place {
    return this.object.at.child(...this.path.slice(0, -steps));
  }

  /** The mappings of the list that some steps lead to; whatever else was written among them is left out. */
  items(...steps: Path): Place[] {
    const list = this.child(...steps);
    if (!Array.isArray(list.value)) return [];
    return list.value.flatMap((item, index) => (isObject(item) ? [list.child(index)] : []));
  }

  /** Where it is written, or its key; of what is not there, the nearest that it would be in. */
  location(of?: PositionOf): Location {
    return this.object.document.locate(this.path, of);
  }

  /** The text that is written there, for building fixes. */
  text(of?: PositionOf): string {
    const { start, end } = this.location(of);
    return this.object.fileText.slice(start.offset, end.offset);
  }
}

/**
 * Where to show what is wrong with a field. Of a mapping, and of a field that is not there: the key of it or of what lacks
 * it, since the first thing in it has nothing to do with it.
 */
export function locationOf({ document, kind, value }: LintObject, path: Path): Location {
  let at = kind === 'Secret' ? asWritten(value, path) : path;
  const whole = at.length;
  while (at.length > 0 && valueAt(value, at) === undefined) at = at.slice(0, -1);
  const isKey = typeof at.at(-1) === 'string' && (at.length < whole || isObject(valueAt(value, at)));
  return document.locate(at, isKey ? 'key' : 'value');
}

/** The server speaks of `data` of a Secret where the manifest says `stringData`. */
function asWritten(value: JsonObject, path: Path): Path {
  const [field, ...rest] = path;
  if (field !== 'data' || rest.length === 0 || valueAt(value, path) !== undefined) return path;
  const written: Path = ['stringData', ...rest];
  return valueAt(value, written) === undefined ? path : written;
}

/** The folder of an object's file. Files are applied by folder: variants of one object in different folders are the rule. */
export function folderOf({ document: { file } }: LintObject): string {
  return file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'), 0));
}
