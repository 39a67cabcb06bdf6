import type { Decider, FieldError } from '../api/field-error.js';
import type { Finding, ServerSays } from '../api/finding.js';
import { fieldPath, type Path, valueAt } from '../api/json.js';
import { type LintObject, locationOf } from './object.js';
import type { Objects } from './objects.js';
import { SERVER_RULES } from './rules/server.js';

/** What stands for a value in front of the detail, in the server's messages: `Invalid value: "x": `. */
const TYPE_WORDS =
  /^(?:Required value|Invalid value|Duplicate value|Not found|Unsupported value|Forbidden|Too long|Too short|Too many|Too few|Internal error)(?:: )?/;
const SUPPORTED = /^supported values: /;
const EXAMPLE = '(e.g. ';
const LONGEST_PLAIN = 160;

/** The server's voice on a finding. */
export function serverWords(error: FieldError): ServerSays {
  return { field: error.field, type: error.type, message: error.message };
}

/** A refusal that no rule of ours speaks of; with who is in the way, where it is another object. */
export function serverFinding(object: LintObject, error: FieldError, objects: Objects): Finding {
  const { name, severity } = SERVER_RULES[error.type];
  return {
    ...(error.by && deciderNote(error.by, objects)),
    rule: name,
    severity,
    message: plainWords(error, nameIn(object, error)),
    location: locationOf(object, error.path),
    object: object.ref,
    path: error.path,
    server: serverWords(error),
  };
}

/** Who decided so: a place, if it is among the files, else a few words. */
export function deciderNote(by: Decider, objects: Objects): Pick<Finding, 'related' | 'hint'> {
  const { kind, name, namespace, path } = by;
  const text = `because of ${kind} ${name}`;
  const written = objects.find(kind, namespace, name);
  return written ? { related: [{ message: text, location: locationOf(written, path) }] } : { hint: text };
}

/** What a message calls the field: its last names, where the object has what they belong to. */
function nameIn({ value }: LintObject, { path, field }: FieldError): string {
  // An entry of a map of which the server names the map alone.
  if (path.length > 1 && !field.replace(/\]$/, '').endsWith(String(path.at(-1)))) {
    return fieldPath(path.slice(-2));
  }
  const parent = valueAt(value, path.slice(0, -1));
  return (parent === undefined || parent === null ? field : lastNames(path)) || field;
}

/** The gist of a refusal, without the value (it is shown in its place) and without regular expressions. */
function plainWords(error: FieldError, name: string): string {
  const rest = error.message.replace(TYPE_WORDS, '');
  switch (error.type) {
    case 'FieldValueRequired':
      return rest === '' ? `${name} is required` : `${name} is required: ${gist(rest)}`;
    case 'FieldValueDuplicate':
      return `${name} is given twice${rest === '' ? '' : `: ${gist(rest)}`}`;
    case 'FieldValueNotFound':
      return `${name} refers to what is not there${rest === '' ? '' : `: ${gist(rest)}`}`;
    case 'FieldValueForbidden':
      return `${name} is forbidden here: ${gist(rest)}`;
    case 'FieldValueNotSupported':
      return `${name}: ${gist(withoutValue(rest).replace(SUPPORTED, 'it can only be '))}`;
    default:
      return `${name}: ${gist(withoutValue(rest))}`;
  }
}

/** `"x": must be no more …` → `must be no more …`; a message without a detail stays as it is. */
function withoutValue(text: string): string {
  const quoted = /^"(?:[^"\\]|\\.)*": /.exec(text);
  if (quoted) return text.slice(quoted[0].length);
  const bare = /^(?:[\w.+-]+|\{.*\}|\[.*\]): /s.exec(text);
  return bare ? text.slice(bare[0].length) : text;
}

/** A text of the server in one short line. */
export function gist(text: string): string {
  const example = text.indexOf(EXAMPLE);
  const said = example < 0 ? text : text.slice(0, example).trimEnd().replace(/,$/, '');
  const short = said.replace(/\s+/g, ' ');
  return short.length > LONGEST_PLAIN ? `${short.slice(0, LONGEST_PLAIN)}…` : short;
}

/** The last name of a path, with the list and the index that it is in: `ports[0].name`. */
function lastNames(path: Path): string {
  const last = path.length - 1;
  const index = typeof path[last] === 'number' ? last : last - 1;
  const names = fieldPath(path.slice(typeof path[index] === 'number' ? Math.max(0, index - 1) : last));
  // A key that cannot stand alone goes with the map that it is in.
  return names.startsWith('[') ? fieldPath(path.slice(Math.max(0, last - 1))) : names;
}
