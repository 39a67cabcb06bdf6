/** Objects that hold anything in the places where the table looks. */
import fc from 'fast-check';
import { NEWEST_VERSION } from '../../src/api/version.js';
import { REFERRING_KINDS, rowsOf } from '../../src/references/table.js';
import { stepsOf } from '../../src/references/walk.js';
import { resources } from '../../src/schema/resources.js';

const OTHERS = ['Pod', 'PodTemplate', 'Namespace', 'Node'];
const ODD = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', '*', ''];

/** Any JSON. */
export const anyJson: fc.Arbitrary<unknown> = fc.jsonValue();

const leaf: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom('a', 'b', '*', '', 'ServiceAccount', ...ODD),
  fc.constantFrom(null, 0, 1, true, 12345678901234567890n),
  fc.jsonValue({ maxDepth: 2 }),
);

/** An object of a kind with rows, some of whose ways are filled, with values that need not fit. */
export const objectLike: fc.Arbitrary<unknown> = fc
  .constantFrom(...REFERRING_KINDS, ...OTHERS)
  .chain((kind) => {
    const ways = rowsOf(kind).flatMap((row) => [
      row.at,
      `${row.at}.${'part' in row ? 'x' : 'selector' in row ? row.selector : (row.name ?? 'name')}`,
      ...('keys' in row && row.keys ? [`${row.at}.${row.keys}`] : []),
    ]);
    const apiVersion = resources(NEWEST_VERSION).ofKind(kind)?.apiVersion ?? 'v1';
    const fills = fc.array(fc.record({ way: fc.constantFrom(...ways), value: leaf }), { maxLength: 12 });
    return fills.map((filled) => {
      const object: Record<string, unknown> = { apiVersion, kind, metadata: { name: 'a' } };
      for (const { way, value } of filled) fill(object, stepsOf(way), value);
      return object;
    });
  });

/** Puts a value at the end of a way, as far as what is there already lets it. */
function fill(object: Record<string, unknown>, steps: readonly string[], value: unknown): void {
  let at: unknown = object;
  for (const [index, step] of steps.entries()) {
    if (typeof at !== 'object' || at === null) return;
    const key = step === '*' ? 0 : step;
    const holder = at as Record<string | number, unknown>;
    if (index === steps.length - 1) holder[key] = value;
    else if (!Object.hasOwn(holder, key)) holder[key] = steps[index + 1] === '*' ? [] : {};
    at = holder[key];
  }
}
