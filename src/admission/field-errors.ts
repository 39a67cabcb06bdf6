/** What the API server says of a field: places, values and errors in its notation (util/validation/field). */
import type { FieldError, FieldErrorType } from '../api/field-error.js';
import { type FeatureGates, NO_GATES, type Release } from '../api/gates.js';
import { goJson } from '../api/go-json.js';
import type { JsonValue, Path } from '../api/json.js';
import { append } from '../api/lists.js';
import { atMost, type KubernetesVersion, NEWEST_VERSION } from '../api/version.js';
import { inWordsOf, type Words, wording } from '../api/wording.js';

/**
 * A place in an object: its text as the server writes it, and the way there. Both are put together only when there is an
 * error to tell: rules make many places and tell few.
 */
export class At {
  private constructor(
    private readonly parent: At | undefined,
    private readonly step: string | number,
    /** How the step is written; `unwritten`: not at all; `named`: the step is the whole text, `way` the way there. */
    private readonly form: 'field' | 'bracket' | 'unwritten' | 'named',
    private readonly way?: Path,
  ) {}

  static readonly root = new At(undefined, '', 'named', []);

  /** A field of a struct, and a field of that, … */
  child(name: string, ...more: string[]): At {
    let place = new At(this, name, 'field');
    for (const inner of more) place = new At(place, inner, 'field');
    return place;
  }

  /** An element of a list. */
  index(at: number): At {
    return new At(this, at, 'bracket');
  }

  /** A value of a map. */
  key(key: string): At {
    return new At(this, key, 'bracket');
  }

  /** A value of a map where the server names the map alone. */
  entry(key: string): At {
    return new At(this, key, 'unwritten');
  }

  /** A place that the server names otherwise than the object does. */
  static named(text: string, path: Path): At {
    return new At(undefined, text, 'named', path);
  }

  /** The way into the object. */
  get path(): Path {
    const steps: (string | number)[] = [];
    let at: At = this;
    while (at.parent) {
      steps.push(at.step);
      at = at.parent;
    }
    return [...(at.way ?? []), ...steps.reverse()];
  }

  private get text(): string {
    if (!this.parent) return String(this.step);
    const before = this.parent.text;
    if (this.form === 'unwritten') return before;
    if (this.form === 'bracket') return `${before}[${this.step}]`;
    return before === '' ? String(this.step) : `${before}.${this.step}`;
  }

  toString(): string {
    const text = this.text;
    return text === '' ? '<nil>' : text;
  }
}

/** The beginning of a path: `at('spec', 'replicas')`. */
export function at(name: string, ...more: string[]): At {
  return At.root.child(name, ...more);
}

/** A bad value whose text is already the server's: a named string type, a struct in Go's own field names. */
export interface Printed {
  readonly printed: string;
  /** The same in Go's own syntax (%#v), which older minors print. */
  readonly syntax?: (version: KubernetesVersion) => string;
}

/** A value that is printed when it is asked for: most bad values are made ready for an error that never comes. */
export class Lazy implements Printed {
  /** Both are asked with the minor that prints: structs have the fields that they had then. */
  constructor(
    readonly print: (version: KubernetesVersion) => string,
    readonly syntax: (version: KubernetesVersion) => string,
  ) {}

  get printed(): string {
    return this.print(NEWEST_VERSION);
  }
}

export type BadValue = string | number | bigint | boolean | Printed;

/** A value that the server prints as JSON: named strings, structs, lists, maps, pointers. */
export function json(value: JsonValue | undefined): Printed {
  return new Lazy(
    () => goJson(value),
    () => plainSyntax(value),
  );
}

/** A list, or its absence, whose elements have a named type in Go: `networking.PolicyType`. */
export function jsonList(type: string, value: JsonValue | undefined): Printed {
  return new Lazy(
    () => goJson(value),
    () => (Array.isArray(value) ? `[]${type}{${value.map(anySyntax).join(', ')}}` : `[]${type}(nil)`),
  );
}

/** A map of strings, or its absence. */
export function jsonMap(value: JsonValue | undefined): Printed {
  return new Lazy(
    () => goJson(value),
    () => (value === undefined || value === null ? 'map[string]string(nil)' : plainSyntax(value)),
  );
}

/** A value of no type that Go knows of, in Go's syntax. */
export function anySyntax(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return 'interface {}(nil)';
  if (typeof value === 'string') return goQuote(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(anySyntax).join(', ')}}`;
  if (typeof value !== 'object') return String(value);
  const keys = Object.keys(value).sort();
  return `map[string]interface {}{${keys.map((key) => `${goQuote(key)}:${anySyntax(value[key])}`).join(', ')}}`;
}

/** A list or map of strings in Go's syntax, or what it is of other values. */
function plainSyntax(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '"null"';
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) {
    return `[]string{${value.map(goQuote).join(', ')}}`;
  }
  if (typeof value === 'object' && !Array.isArray(value)) {
    const keys = Object.keys(value).sort();
    if (!keys.every((key) => typeof value[key] === 'string')) return anySyntax(value);
    return `map[string]string{${keys.map((key) => `${goQuote(key)}:${goQuote(String(value[key]))}`).join(', ')}}`;
  }
  return typeof value === 'string' ? goQuote(value) : goJson(value);
}

/** The marker of an error that shows no value. */
export const OMITTED: Printed = { printed: '' };

/** A string as Go's %q writes it. */
export function goQuote(text: string): string {
  return `"${text.replace(NOT_PLAIN, quoteCharacter)}"`;
}

/** What is not an ASCII character that stands for itself between quotes. */
const NOT_PLAIN = /[^ !#-[\]-~]/gu;
const ESCAPED: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\v': '\\v',
};
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

function quoteCharacter(character: string): string {
  const known = ESCAPED[character];
  if (known !== undefined) return known;
  if (PRINTABLE.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code > 0xffff
    ? `\\U${code.toString(16).padStart(8, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** Up to this minor structs, lists and maps were printed in Go's own syntax. */
const GO_SYNTAX_UNTIL: KubernetesVersion = '1.33';

function printed(value: BadValue, version: KubernetesVersion): string {
  if (typeof value === 'string') return goQuote(value);
  if (typeof value !== 'object') return String(value);
  if (value.syntax && atMost(version, GO_SYNTAX_UNTIL)) return value.syntax(version);
  return value instanceof Lazy ? value.print(version) : value.printed;
}

function tooLongDetail(limit: number, unit: 'byte' | 'character'): Words {
  if (limit < 0) return 'value is too long';
  const most = `${limit} ${unit}${limit === 1 ? '' : 's'}`;
  return wording(
    `may not be more than ${most}`,
    unit === 'byte' ? { '1.31': `must have at most ${most}` } : {},
  );
}

/** The errors of one object, in the order in which the server finds them. */
export class FieldErrors implements Release {
  readonly list: FieldError[] = [];

  /** `version`: the minor whose words the errors are in; `gates`: what of its rules is set otherwise. */
  constructor(
    readonly version: KubernetesVersion = NEWEST_VERSION,
    readonly gates: FeatureGates = NO_GATES,
  ) {}

  private add(type: FieldErrorType, place: At, words: string, detail: Words, value?: BadValue): void {
    let message = words;
    if (value !== undefined && value !== OMITTED) message += `: ${printed(value, this.version)}`;
    const said = inWordsOf(this.version, detail);
    if (said !== '') message += `: ${said}`;
    this.list.push({ type, field: place.toString(), path: place.path, message });
  }

  required(place: At, detail: Words = ''): void {
    this.add('FieldValueRequired', place, 'Required value', detail);
  }

  invalid(place: At, value: BadValue, detail: Words): void {
    this.add('FieldValueInvalid', place, 'Invalid value', detail, value);
  }

  /** One Invalid for each of the details. */
  invalids(place: At, value: BadValue, details: readonly Words[]): void {
    for (const detail of details) this.invalid(place, value, detail);
  }

  /** `supported` in the order in which the server lists them. */
  unsupported(place: At, value: BadValue, supported: readonly string[]): void {
    const detail = supported.length === 0 ? '' : `supported values: ${supported.map(goQuote).join(', ')}`;
    this.add('FieldValueNotSupported', place, 'Unsupported value', detail, value);
  }

  forbidden(place: At, detail: Words): void {
    this.add('FieldValueForbidden', place, 'Forbidden', detail);
  }

  duplicate(place: At, value: BadValue): void {
    this.add('FieldValueDuplicate', place, 'Duplicate value', '', value);
  }

  notFound(place: At, value: BadValue, detail: Words = ''): void {
    this.add('FieldValueNotFound', place, 'Not found', detail, value);
  }

  tooLong(place: At, limit: number, unit: 'byte' | 'character' = 'byte'): void {
    this.add('FieldValueTooLong', place, 'Too long', tooLongDetail(limit, unit));
  }

  tooMany(place: At, count: number, limit: number): void {
    const detail =
      limit < 0 ? 'has too many items' : `must have at most ${limit} item${limit === 1 ? '' : 's'}`;
    this.add('FieldValueTooMany', place, 'Too many', detail, count < 0 ? undefined : count);
  }

  typeInvalid(place: At, value: BadValue, detail: Words): void {
    this.add('FieldValueTypeInvalid', place, 'Invalid value', detail, value);
  }

  internal(place: At, detail: Words): void {
    this.add('InternalError', place, 'Internal error', detail);
  }

  /** Takes over the errors of another list. */
  takeOver(errors: Iterable<FieldError>): void {
    append(this.list, errors);
  }

  get count(): number {
    return this.list.length;
  }
}
