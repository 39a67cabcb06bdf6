import type { Finding } from '../api/finding.js';
import { pushTo } from '../api/lists.js';
import { asTold } from './collector.js';
import type { Shown } from './hidden.js';
import type { Linted } from './lint-documents.js';
import { AS_RENDERED } from './origins.js';
import type { NotKnown } from './unknowns.js';

/** What is found in manifests that stand for themselves. */
interface OfWorld {
  linted: Linted;
  shown: Shown;
}

/** What is found in manifests that each stand for themselves, such as the overlays of one base, as one. At least one. */
export function ofWorlds(all: readonly OfWorld[]): OfWorld {
  const linted = all.map((one) => one.linted);
  const first = linted[0]!;
  const sum = (count: (one: Linted) => number): number =>
    linted.reduce((total, one) => total + count(one), 0);
  return {
    linted: {
      ...first,
      found: linted.flatMap(({ found }) => found),
      looked: linted.flatMap(({ looked }) => looked),
      files: sum(({ files }) => files),
      objects: sum(({ objects }) => objects),
      notKnown: mostOfEach(linted.flatMap(({ notKnown }) => notKnown)),
      leftOut: linted.flatMap(({ leftOut }) => leftOut),
      failures: linted.flatMap(({ failures }) => failures),
    },
    shown: {
      findings: all.flatMap(({ shown }) => shown.findings),
      hidden: all.flatMap(({ shown }) => shown.hidden),
    },
  };
}

/** What is not known in one of them is mostly the same that is not known in others. */
function mostOfEach(all: readonly NotKnown[]): NotKnown[] {
  const most = new Map<NotKnown['what'], number>();
  for (const { what, count } of all) most.set(what, Math.max(count, most.get(what) ?? 0));
  return [...most].map(([what, count]) => ({ what, count }));
}

/** Findings that came to stand in one place of one file are one, with where else it shows. */
export function oneOfEachPlace(findings: readonly Finding[]): Finding[] {
  const byPlace = new Map<string, Finding[]>();
  for (const finding of findings) pushTo(byPlace, placeKey(finding), finding);
  const told = [...byPlace.values()].map(([first, ...more]): Finding => {
    const others = more.flatMap(({ related = [] }) =>
      related.filter(({ message }) => message === AS_RENDERED),
    );
    return others.length === 0 ? first! : { ...first!, related: [...(first!.related ?? []), ...others] };
  });
  return asTold(told);
}

function placeKey({ rule, location: { file, start, end }, path, ignored }: Finding): string {
  return JSON.stringify([rule, file, start.offset, end.offset, path, ignored?.by]);
}
