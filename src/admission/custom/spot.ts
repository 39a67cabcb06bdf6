/** A value on its way through a schema: where it is, what it was, what was found. */
import type { FieldError } from '../../api/field-error.js';
import { type At, FieldErrors } from '../field-errors.js';

/** What a part of an object was before an update: errors of what did not change are let pass. */
export interface Past {
  /** That of a field, of a map's value; undefined for what was not there. */
  key(name: string): Past | undefined;
  /** That of a list's item. */
  index(at: number): Past | undefined;
  readonly unchanged: boolean;
}

/** Where a value is: its place, that of the whole, the dotted way from there, which few values are asked for. */
export class Spot {
  private named: string | undefined;

  constructor(
    readonly place: At,
    readonly whole: At,
    private readonly nameOf: () => string,
    readonly past: Past | undefined,
    readonly anyFormat: boolean,
  ) {}

  get name(): string {
    this.named ??= this.nameOf();
    return this.named;
  }

  /** The same place with another past. */
  with(past: Past | undefined): Spot {
    return new Spot(this.place, this.whole, this.nameOf, past, this.anyFormat);
  }

  /** The place of an item, of a field; not `regular`: of a field that the schema does not name. */
  into(key: string | number, regular = true): Spot {
    const { whole, past, anyFormat } = this;
    if (typeof key === 'number') {
      const nameOf = (): string => `${this.name}[${key}]`;
      return new Spot(this.place.index(key), whole, nameOf, past?.index(key), anyFormat);
    }
    const nameOf = (): string => (this.name === '' && regular ? key : `${this.name}.${key}`);
    // What kind and version an object is of was not changed by its update.
    const typeMeta = past !== undefined && (key === 'apiVersion' || key === 'kind') && this.name === '';
    return new Spot(this.place.child(key), whole, nameOf, typeMeta ? undefined : past?.key(key), anyFormat);
  }
}

/** What was found: the errors, and how many checks were passed, by which the best of several schemas is chosen. */
export class Result {
  /** Most values have none. */
  private found: FieldErrors | undefined;
  matches = 0;

  get errors(): FieldErrors {
    this.found ??= new FieldErrors();
    return this.found;
  }

  get valid(): boolean {
    return this.found === undefined || this.found.count === 0;
  }

  /** Takes over what was found elsewhere; what is said already is not said again. */
  merge(other: Result): void {
    this.matches += other.matches;
    if (other.valid) return;
    const textOf = ({ field, message }: FieldError) => `${field} ${message}`;
    const known = new Set(this.errors.list.map(textOf));
    this.errors.takeOver(other.errors.list.filter((error) => !known.has(textOf(error))));
  }
}
