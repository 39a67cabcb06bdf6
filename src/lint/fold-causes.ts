import type { Finding, Location } from '../api/finding.js';

/**
 * Findings of one rule and one cause are one thing to mend: the first of them, with the places of the others. Of several that
 * agree nobody can say that they are the ones to be changed, so that it has no fix.
 */
export function oneOfEachCause(findings: readonly Finding[]): Finding[] {
  const causes = new Map<string, { index: number; others: Location[] }>();
  const told: Finding[] = [];
  for (const finding of findings) {
    const { rule, cause, location } = finding;
    const key = `${rule}\0${cause}`;
    const known = cause === undefined ? undefined : causes.get(key);
    if (known) known.others.push(location);
    else {
      if (cause !== undefined) causes.set(key, { index: told.length, others: [] });
      told.push(finding);
    }
  }
  for (const { index, others } of causes.values()) {
    const { fix: _, ...finding } = told[index]!;
    if (others.length > 0) told[index] = withPlaces(finding, others);
  }
  return told;
}

/** The other places too; what an anchor writes once stands in one place. */
function withPlaces(finding: Finding, others: readonly Location[]): Finding {
  const places = new Map([[placeKey(finding.location), finding.location]]);
  for (const { location } of finding.related ?? []) places.set(placeKey(location), location);
  const own = places.size;
  for (const location of others) {
    if (!places.has(placeKey(location))) places.set(placeKey(location), location);
  }
  const more = [...places.values()].slice(own).map((location) => ({ message: 'also here', location }));
  return more.length === 0 ? finding : { ...finding, related: [...(finding.related ?? []), ...more] };
}

function placeKey({ file, start }: Location): string {
  return `${file}\0${start.offset}`;
}
