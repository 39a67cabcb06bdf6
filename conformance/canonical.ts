/**
 * The JSON text of a value with its keys sorted: equal values have equal texts, whatever the order of their fields.
 * `replace` may put something else in the place of a part.
 */
export function canonical(
  value: unknown,
  replace: (key: string, part: unknown) => unknown = (_key, part) => part,
): string {
  return JSON.stringify(value, (key, given: unknown) => {
    const part = replace(key, given);
    if (typeof part === 'bigint') return Number(part);
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
