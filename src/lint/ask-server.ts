import type { DecodeError } from '../admission/decode.js';
import type { WarningCause } from '../admission/plugin.js';
import type { FieldError } from '../api/field-error.js';
import type { Finding, RuleData, ServerSays } from '../api/finding.js';
import { isObject, isWithin, type JsonObject, type JsonValue, type Path, valueAt } from '../api/json.js';
import { asMeant, type Misread } from './as-meant.js';
import type { Collector } from './collector.js';
import type { FilesServer, Refusal } from './files-server.js';
import { type LintObject, locationOf } from './object.js';
import type { Objects } from './objects.js';
import { causedWarning, refusalFinding } from './refusals.js';
import deprecated from './rules/api/deprecated.js';
import { UNREADABLE, WARNING } from './rules/server.js';
import { serverFinding, serverWords } from './server.js';

/** A field at the beginning of one of the server's warnings: `spec.template.spec.containers[0].ports[1]: …`. */
const FIELD = /^([A-Za-z]\w*(?:\.[A-Za-z]\w*|\[[^\]]*\])*): /;

/**
 * True when the server takes an object as it stands, with not a word: then the schema, which says less, need not be asked.
 * False for kinds whose fields the server's rules here do not look into.
 */
export function takesAsIs({ value, apiVersion, kind }: LintObject, server: FilesServer): boolean {
  if (!server.defines(apiVersion, kind) && !server.hasRules(apiVersion, kind)) return false;
  const answer = server.ask(value, { fieldValidation: 'Strict' });
  return answer.refusal === undefined && answer.warnings.length === 0;
}

/** What the server says of a mapping that lacks something. */
const WANTS_MORE = /\b(?:is required|must specify|must be specified|may not be empty)\b|^Required value/;
/** What the server says of a template that its workload does not select. */
const MISMATCH = /`selector` does not match template `labels`/;
/** After so many values that cannot be decoded the server is asked no more. */
const MOST_ROUNDS = 10;

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
  /** The objects of all files: those that decide are told with the place where they do. */
  objects: Objects;
  /** A warning that is told as an error already. */
  warned: string | undefined;
}

/** An answer of the server, and what it was shown. */
interface Asked {
  answer: Answer;
  /** What was taken out because it cannot be read. */
  cut: readonly Path[];
  /** Values that the server is shown as they were meant: what it says of them is not what it says of the object. */
  meant: ReadonlySet<string>;
}

/**
 * Puts an object to the API server's own checks: what it refuses and what it warns of are joined to findings that say the
 * same already, or are findings of their own. A server says nothing more of an object that it cannot decode; here it is
 * asked again with such values as they were most likely meant, or without them, so that everything that is wrong is told
 * at once.
 */
export function askServer(object: LintObject, server: FilesServer, collector: Collector, known: Known): void {
  const { answer, cut, meant } = askUntilRead(object, server, collector, known);
  if (answer.decoding.length > 0) return;
  const tell = teller(object, collector, meant);
  // What depends on a value that was taken out is not to be trusted: what is in it, what it is in, what it is a default of.
  const doubtful = (path: Path) =>
    cut.some(
      (other) =>
        isWithin(path, other) ||
        isWithin(other, path) ||
        (isWithin(path, other.slice(0, -1)) && valueAt(known.value, path) === undefined),
    );
  // Of a value of the wrong type the first that the server says is enough: none of the types that it could have fits.
  const mistyped = new Set(known.unreadable.map(({ path }) => JSON.stringify(path)));
  const told = new Set<string>();
  for (const error of answer.errors) {
    const place = JSON.stringify(error.path);
    if (mistyped.has(place) && told.has(place)) continue;
    told.add(place);
    // What is not found may be what was taken out.
    const isLost = error.type === 'FieldValueNotFound' && cut.length > 0;
    if (isLost || doubtful(error.path) || isToldAlready(error, known)) continue;
    tell(error.path, serverWords(error), () => serverFinding(object, error, known.objects));
  }
  const { refusal } = answer;
  if (refusal && cut.length === 0) collector.add(refusalFinding(object, refusal, known.objects), object, []);
  for (const warning of answer.warnings) {
    if (warning === known.warned) continue;
    const cause = answer.causes?.get(warning);
    if (cause) collector.add(causedWarning(object, warning, cause, known.objects), object);
    else tellWarning(warning, object, doubtful, tell);
  }
}

type Tell = (path: Path, said: ServerSays, make: () => Finding) => void;

/** What the server says of a value that it was shown as it was meant is a finding of its own. */
function teller(object: LintObject, collector: Collector, meant: ReadonlySet<string>): Tell {
  return (path, said, make) => {
    if (meant.has(JSON.stringify(path))) collector.add(make(), object, path);
    else collector.words(object, path, said, make);
  };
}

/** Asks until the server can read what it is shown, and tells what it could not. */
function askUntilRead(object: LintObject, server: FilesServer, collector: Collector, known: Known): Asked {
  let value = known.value;
  let cut: Path[] = [];
  const meant = new Set<string>();
  const tell = teller(object, collector, meant);
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
  return { answer, cut, meant };
}

function isToldAlready({ path, message }: FieldError, known: Known): boolean {
  if (valueAt(known.value, path) === undefined && known.explained(path)) return true;
  if (WANTS_MORE.test(message) && known.hasUnknownFields(path)) return true;
  // A selector that is missing has been missed already.
  return MISMATCH.test(message) && valueAt(known.value, ['spec', 'selector']) === undefined;
}

function tellWarning(
  warning: string,
  object: LintObject,
  doubtful: (path: Path) => boolean,
  tell: Tell,
): void {
  if (warning.startsWith(`${object.apiVersion} ${object.kind} is deprecated in `)) {
    const said = { field: '', message: warning };
    const finding = { ...saying(object, WARNING, said, ['apiVersion']), rule: deprecated.name };
    tell(['apiVersion'], said, () => finding);
    return;
  }
  const field = FIELD.exec(warning)?.[1] ?? '';
  const path = readFieldPath(field, object.value);
  const said = { field, message: field === '' ? warning : warning.slice(field.length + 2) };
  if (doubtful(path) && path.length > 0) return;
  tell(path, said, () => saying(object, WARNING, said, path));
}

/** What the server says of an object: its fields' errors, and why else it does not take it. */
interface Answer {
  decoding: readonly DecodeError[];
  errors: readonly FieldError[];
  refusal?: Refusal;
  warnings: readonly string[];
  causes?: ReadonlyMap<string, WarningCause>;
}

/** Where other objects are in the way, the server says no more: what is wrong with the object itself is asked for then. */
function ask(server: FilesServer, value: JsonObject): Answer {
  const answer = server.ask(value, { fieldValidation: 'Ignore' });
  const { refusal, warnings, causes } = answer;
  const why = causes && { causes };
  if (!refusal) return { decoding: [], errors: [], warnings, ...why };
  const { decoding = [], errors = [] } = refusal;
  if (decoding.length > 0 || errors.length > 0) return { decoding, errors, warnings };
  const alone = server.ask(value, { fieldValidation: 'Ignore', alone: true });
  const own: Partial<Refusal> = alone.refusal ?? {};
  return {
    decoding: own.decoding ?? [],
    errors: own.errors ?? [],
    refusal,
    warnings: [...new Set([...warnings, ...alone.warnings])],
    ...why,
  };
}

function saying(object: LintObject, { name, severity }: RuleData, said: ServerSays, path: Path): Finding {
  return {
    rule: name,
    severity,
    message: said.field === '' ? said.message : `${said.field}: ${said.message}`,
    location: locationOf(object, path.length > 0 ? path : ['metadata', 'name']),
    object: object.ref,
    path,
    server: said,
  };
}

/** The server's notation of a field as a way into `value`: what is in brackets is an index in a list, a key otherwise. */
function readFieldPath(field: string, value: JsonValue): Path {
  const path: (string | number)[] = [];
  for (const [, name, bracketed] of field.matchAll(/([A-Za-z]\w*)|\[([^\]]{0,1000})\]/g)) {
    const at = valueAt(value, path);
    if (name !== undefined) path.push(name);
    else if (Array.isArray(at)) path.push(Number(bracketed));
    else if (isObject(at)) path.push(bracketed!);
  }
  return path;
}
