/** The rules of kinds as a value: of every kind (groups/all.ts), or of those that one run meets (groups/index.ts). */
import type { KindRules } from './kind.js';

/** Rules by `GROUP/KIND`, nothing before the slash for core. */
export type Kinds = ReadonlyMap<string, KindRules>;

/** What groups list, as one value. */
export function kindsOf(rules: Iterable<KindRules>): Kinds {
  return new Map([...rules].map((one) => [kindKey(one.group, one.kind), one]));
}

/** The rules of a kind, whatever its version; undefined for kinds whose fields nobody looks into. */
export function kindRules(kinds: Kinds, group: string, kind: string): KindRules | undefined {
  return kinds.get(kindKey(group, kind));
}

function kindKey(group: string, kind: string): string {
  return `${group}/${kind}`;
}
