import type { DecodeError } from '../admission/decode.js';
import { kindRules } from '../admission/kinds/index.js';
import type { FieldError } from '../api/field-error.js';
import type { Finding, ServerSays } from '../api/finding.js';
import { isObject, type JsonObject, type JsonValue, type Path, valueAt } from '../api/json.js';
import { groupOf } from '../api/object-key.js';
import type { Collector } from './collector.js';
import type { FilesServer, Refusal } from './files-server.js';
import { type LintObject, placeOf } from './object.js';
import { REFUSED, serverFinding, serverWords, UNREADABLE, WARNING } from './server.js';

/** A field at the beginning of one of the server's warnings: `spec.template.spec.containers[0].ports[1]: …`. */
const FIELD = /^([A-Za-z]\w*(?:\.[A-Za-z]\w*|\[[^\]]*\])*): /;

/**
 * True when the server takes an object as it stands, with not a word: then the schema, which says less, need not be asked.
 * False for kinds whose fields the server's rules here do not look into.
 */
export function takesAsIs({ value, apiVersion, kind }: LintObject, server: FilesServer): boolean {
  if (!server.defines(apiVersion, kind) && !kindRules(groupOf(apiVersion), kind)?.validate) return false;
  const answer = server.ask(value, { fieldValidation: 'Strict' });
  return answer.refusal === undefined && answer.warnings.length === 0;
}

/** What the server says of a mapping that lacks something. */
const WANTS_MORE = /\b(?:is required|must specify|must be specified|may not be empty)\b|^Required value/;
/** What the server says of a template that its workload does not select. */
const MISMATCH = /`selector` does not match template `labels`/;
/** After so many values that cannot be decoded the server is asked no more. */
const MOST_ROUNDS = 10;

/** A value of the wrong type, and the type that is wanted. */
export interface Misread {
  path: Path;
  expected?: string;
}

/** What is known of an object already, so that it is not said again. */
export interface Known {
  /** What the server is shown of the object. */
  value: JsonObject;
  /** Whether what is missing there was accounted for by another finding. */
  explained(path: Path): boolean;
  /** Mappings with fields that there are not: what else they lack may be meant by those. */
  hasUnknownFields(path: Path): boolean;
  /** Values that the schema found unreadable. */
  unreadable: readonly Misread[];
}

/**
 * Puts an object to the API server's own checks: what it refuses and what it warns of are joined to findings that say the
 * same already, or are findings of their own. A server says nothing more of an object that it cannot decode; here it is
 * asked again with such values as they were most likely meant, or without them, so that everything that is wrong is told
 * at once.
 */
export function askServer(object: LintObject, server: FilesServer, collector: Collector, known: Known): void {
  let value = known.value;
  let cut: Path[] = [];
  /** Values that the server is shown as they were meant: what it says of them is not what it says of the object. */
  const meant = new Set<string>();
  const tell = (path: Path, said: ServerSays, make: () => Finding) => {
    if (meant.has(JSON.stringify(path))) collector.add(make(), object, path);
    else collector.words(object, path, said, make);
  };
  let answer = ask(server, value);
  for (let round = 0; answer.decoding.length > 0 && round < MOST_ROUNDS; round++) {
    for (const { message, path } of answer.decoding) {
      const said = { field: '', message };
      tell(path, said, () => saying(object, UNREADABLE, said, path));
    }
    // The schema knows all of them and what was wanted; the decoder names one at a time.
    const misread = round === 0 && known.unreadable.length > 0 ? known.unreadable : answer.decoding;
    const { changed, lost, converted } = asMeant(value, misread);
    for (const path of converted) meant.add(JSON.stringify(path));
    cut = [...cut, ...lost];
    value = changed;
    answer = ask(server, value);
  }
  if (answer.decoding.length > 0) return;

  // What depends on a value that was taken out is not to be trusted: what is in it, what it is in, what it is a default of.
  const doubtful = (path: Path) =>
    cut.some(
      (other) =>
        startsWith(path, other) ||
        startsWith(other, path) ||
        (startsWith(path, other.slice(0, -1)) && valueAt(known.value, path) === undefined),
    );
  for (const error of answer.errors) {
    if (doubtful(error.path)) continue;
    // What is not found may be what was taken out.
    if (error.type === 'FieldValueNotFound' && cut.length > 0) continue;
    if (valueAt(known.value, error.path) === undefined && known.explained(error.path)) continue;
    if (WANTS_MORE.test(error.message) && known.hasUnknownFields(error.path)) continue;
    // A selector that is missing has been missed already.
    if (MISMATCH.test(error.message) && valueAt(known.value, ['spec', 'selector']) === undefined) continue;
    tell(error.path, serverWords(error), () => serverFinding(object, error));
  }
  const { refusal } = answer;
  if (refusal && cut.length === 0) tellRefusal(object, refusal, collector);
  for (const warning of answer.warnings) {
    if (warning.startsWith(`${object.apiVersion} ${object.kind} is deprecated in `)) {
      const said = { field: '', message: warning };
      collector.words(object, ['apiVersion'], said, () => ({
        ...saying(object, WARNING, said, ['apiVersion']),
        rule: 'api/deprecated',
      }));
      continue;
    }
    const field = FIELD.exec(warning)?.[1] ?? '';
    const path = readFieldPath(field, object.value);
    const said = { field, message: field === '' ? warning : warning.slice(field.length + 2) };
    if (doubtful(path) && path.length > 0) continue;
    tell(path, said, () => saying(object, WARNING, said, path));
  }
}

/** What the server says of an object: its fields' errors, and why else it does not take it. */
interface Answer {
  decoding: readonly DecodeError[];
  errors: readonly FieldError[];
  refusal?: Refusal;
  warnings: readonly string[];
}

/** Where other objects are in the way, the server says no more: what is wrong with the object itself is asked for then. */
function ask(server: FilesServer, value: JsonObject): Answer {
  const answer = server.ask(value, { fieldValidation: 'Ignore' });
  const { refusal, warnings } = answer;
  if (!refusal) return { decoding: [], errors: [], warnings };
  const { decoding = [], errors = [] } = refusal;
  if (decoding.length > 0 || errors.length > 0) return { decoding, errors, warnings };
  const alone = server.ask(value, { fieldValidation: 'Ignore', alone: true });
  const own: Partial<Refusal> = alone.refusal ?? {};
  return {
    decoding: own.decoding ?? [],
    errors: own.errors ?? [],
    refusal,
    warnings: [...new Set([...warnings, ...alone.warnings])],
  };
}

/** A refusal of the whole object; one for what is not there is a remark, since it may be in the cluster. */
function tellRefusal(object: LintObject, { message, missing }: Refusal, collector: Collector): void {
  const said = { field: '', message };
  if (!missing) {
    collector.add(saying(object, REFUSED, said, []), object, []);
    return;
  }
  const finding: Finding = {
    ...saying(object, { ...REFUSED, severity: 'info' }, said, []),
    message: `it is refused unless the cluster has the ${missing.kind} ${missing.name}`,
  };
  collector.add(finding, object, []);
}

/** An item of a list cannot be taken out without moving the others: the whole list goes. */
function wholeList(path: Path): Path {
  const end = path.findIndex((step) => typeof step === 'number');
  return end >= 0 && path.slice(end).every((step) => typeof step === 'number') ? path.slice(0, end) : path;
}

function startsWith(path: Path, beginning: Path): boolean {
  return beginning.length <= path.length && beginning.every((step, at) => path[at] === step);
}

/** A copy of `value` with misread values as they were meant, and the places of those that were taken out instead. */
function asMeant(
  value: JsonObject,
  misread: readonly Misread[],
): { changed: JsonObject; lost: Path[]; converted: Path[] } {
  const lost: Path[] = [];
  const converted: Path[] = [];
  let changed: JsonObject = value;
  for (const { path, expected } of misread) {
    const meant = meaning(valueAt(changed, path), expected);
    if (meant === undefined) lost.push(wholeList(path));
    else {
      changed = put(changed, path, meant) as JsonObject;
      converted.push(path);
    }
  }
  return { changed: cutOut(changed, lost) as JsonObject, lost, converted };
}

/** A number in quotes as a number, a bare number or boolean as text; undefined for all else. */
function meaning(value: JsonValue | undefined, expected: string | undefined): JsonValue | undefined {
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return String(value);
  if (typeof value !== 'string') return undefined;
  if (expected === 'integer' && /^[+-]?\d{1,15}$/.test(value)) return Number(value);
  if (expected === 'boolean' && /^(?:true|false)$/.test(value)) return value === 'true';
  return undefined;
}

/** A copy of `value` with `item` at `path`. */
function put(value: JsonValue, path: Path, item: JsonValue): JsonValue {
  const [step, ...rest] = path;
  if (step === undefined) return item;
  if (Array.isArray(value)) return value.map((old, index) => (index === step ? put(old, rest, item) : old));
  if (!isObject(value)) return value;
  return { ...value, [step]: put(value[step] ?? null, rest, item) };
}

function cutOut(value: JsonValue, paths: readonly Path[]): JsonValue {
  if (paths.length === 0 || typeof value !== 'object' || value === null) return value;
  const below = (step: string | number) =>
    paths.filter((path) => path[0] === step && path.length > 1).map((path) => path.slice(1));
  if (Array.isArray(value)) return value.map((item, index) => cutOut(item, below(index)));
  const gone = new Set(paths.filter((path) => path.length === 1).map(([step]) => step));
  const kept = Object.entries(value).filter(([key]) => !gone.has(key));
  return Object.fromEntries(kept.map(([key, child]) => [key, cutOut(child ?? null, below(key))]));
}

function saying(
  object: LintObject,
  { name, severity }: { name: string; severity: Finding['severity'] },
  said: ServerSays,
  path: Path,
): Finding {
  return {
    rule: name,
    severity,
    message: said.field === '' ? said.message : `${said.field}: ${said.message}`,
    location: placeOf(object, path.length > 0 ? path : ['metadata', 'name']),
    object: object.ref,
    path,
    server: said,
  };
}

/** The server's notation of a field as a way into `value`: what is in brackets is an index in a list, a key otherwise. */
function readFieldPath(field: string, value: JsonValue): Path {
  const path: (string | number)[] = [];
  for (const [, name, bracketed] of field.matchAll(/([A-Za-z]\w*)|\[([^\]]*)\]/g)) {
    const at = valueAt(value, path);
    if (name !== undefined) path.push(name);
    else if (Array.isArray(at)) path.push(Number(bracketed));
    else if (isObject(at)) path.push(bracketed!);
  }
  return path;
}
