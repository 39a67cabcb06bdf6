/** The functions that expressions may call, operators, macros, conversions and optional values aside. */
import type { CelFunction } from '../value.js';
import { CIDRS } from './cidr.js';

import { IPS } from './ip.js';
import { JSON_PATCHES } from './json-patch.js';
import { LISTS } from './lists.js';
import { NAMED_FORMATS } from './named-formats.js';
import { dispatch, type Overload } from './overload.js';
import { QUANTITIES } from './quantity.js';
import { REGEX } from './regex.js';
import { SEMVERS } from './semver.js';
import { SETS } from './sets.js';
import { STRINGS } from './strings.js';
import { TIME } from './time.js';
import { URLS } from './url.js';

const OVERLOADS = new Map<string, Overload[]>();
for (const library of [
  STRINGS,
  LISTS,
  SETS,
  REGEX,
  URLS,
  IPS,
  CIDRS,
  QUANTITIES,
  SEMVERS,
  NAMED_FORMATS,
  JSON_PATCHES,
  TIME,
]) {
  for (const [name, overloads] of Object.entries(library)) {
    OVERLOADS.set(name, [...(OVERLOADS.get(name) ?? []), ...overloads]);
  }
}
const FUNCTIONS: ReadonlyMap<string, CelFunction> = new Map(
  [...OVERLOADS].map(([name, overloads]) => [name, dispatch(overloads)]),
);

/**
 * The function or method of a name, `lists.range`, `indexOf`; undefined for none. A method takes its receiver first; a
 * name of several libraries takes the values of all of them.
 */
export function functionNamed(name: string): CelFunction | undefined {
  return FUNCTIONS.get(name);
}
