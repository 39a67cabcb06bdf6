import type { Finding, RuleData, ServerSays } from '../api/finding.js';
import type { Path } from '../api/json.js';
import { pushTo } from '../api/lists.js';
import { isEncryptedAt } from './encrypted.js';
import { findingKey } from './finding-key.js';
import type { LintObject } from './object.js';
import type { Problem } from './rule.js';
import { asChosen, isOfReading, type RuleChoice } from './rule-choice.js';
import badEnum from './rules/schema/bad-enum.js';
import { isServerRule } from './rules/server.js';
import type { Suppressions } from './suppressions/suppression.js';

/** What was reported, with the place at which the API server would speak of the same thing. */
interface Reported {
  finding: Finding;
  /** What it is about, and the rule that found it; missing of what reading and the server say. */
  object?: LintObject;
  rule?: RuleData;
  serverKey?: string;
}

/** What was told while one object was looked at. */
export interface Told {
  findings: Parameters<Collector['add']>[];
  explained: Parameters<Collector['explain']>[];
}

/** What was reported of an object. */
interface OfObject {
  /** By the place at which the server would speak of it. */
  at: Map<string, Reported[]>;
  /** Values that are none of those allowed, by the place that they stand in. */
  badEnumBelow: Map<string, Reported[]>;
}

const pathKey = (path: Path): string => JSON.stringify(path);

/** Gathers problems as findings, so that nothing is said twice. */
export class Collector {
  readonly #reported: Reported[] = [];
  readonly #byObject = new Map<LintObject, OfObject>();
  readonly #explained = new Map<LintObject, (path: Path) => boolean>();
  /** What was said, without the indexes in it, and the places that it was said of. */
  readonly #said = new Map<string, { words: string; place: string }[]>();

  #told: Told | undefined;

  /** `choice`: which rules are heard, and how loud; `suppressions`: what the manifests say is not to be told. */
  constructor(
    private readonly choice: RuleChoice = {},
    private readonly suppressions?: Suppressions,
  ) {}

  /** What is told while `run` runs, which can be told again. */
  during(run: () => void): Told {
    const told: Told = { findings: [], explained: [] };
    this.#told = told;
    try {
      run();
    } finally {
      this.#told = undefined;
    }
    return told;
  }

  /** Takes over what was told of an object in a run before, which would be told of it in this one. */
  again({ findings, explained }: Told): void {
    for (const one of explained) this.explain(...one);
    for (const one of findings) this.add(...one);
  }

  /** Takes over findings that are about no object. */
  addAll(findings: readonly Finding[]): void {
    for (const finding of findings) this.add(finding);
  }

  /** Takes over a finding as it is. */
  add(finding: Finding, object?: LintObject, serverPath?: Path, rule?: RuleData): void {
    this.#told?.findings.push([finding, object, serverPath, rule]);
    const { location } = finding;
    if (object?.encrypted && isEncryptedAt(object.document.value, finding.path ?? [])) return;
    // What an anchor says wrong is wrong at every index where it is used, and is one thing to mend.
    const words = finding.message.replace(/\[\d+\]/g, '[]');
    const key = [finding.rule, location.file, location.start.offset, location.end.offset, words].join('\0');
    const said = this.#said.get(key) ?? [];
    const place = pathKey(finding.path ?? []);
    // Of one place, words that differ by an index alone are not the same.
    if (said.some((one) => one.words === finding.message || one.place !== place)) return;
    said.push({ words: finding.message, place });
    this.#said.set(key, said);
    const reported: Reported = {
      finding,
      ...(object && { object }),
      ...(rule && { rule }),
      ...(serverPath && { serverKey: pathKey(serverPath) }),
    };
    this.#reported.push(reported);
    if (!object) return;
    const known = this.#byObject.get(object) ?? { at: new Map(), badEnumBelow: new Map() };
    this.#byObject.set(object, known);
    if (reported.serverKey !== undefined) pushTo(known.at, reported.serverKey, reported);
    if (finding.rule === badEnum.name && finding.path) {
      pushTo(known.badEnumBelow, pathKey(finding.path.slice(0, -1)), reported);
    }
  }

  /** Says which places of an object another finding accounts for: of those no rule is heard. */
  explain(object: LintObject, isExplained: (path: Path) => boolean): void {
    this.#told?.explained.push([object, isExplained]);
    this.#explained.set(object, isExplained);
  }

  /** A rule's problem with an object. */
  report(rule: RuleData, problem: Problem): void {
    const { at, of, message, hint, related, server, fix, cause, serverAt = at } = problem;
    const { object, path } = at;
    if (problem.serverAt && this.#explained.get(object)?.(problem.serverAt.path)) return;
    const finding: Finding = {
      rule: rule.name,
      severity: problem.severity ?? rule.severity,
      message,
      location: at.location(of),
      object: object.ref,
      path,
      ...(related && {
        related: related.map((other) => ({ message: other.message, location: other.at.location(other.of) })),
      }),
      ...(hint !== undefined && { hint }),
      ...(server && { server }),
      ...(fix && { fix }),
      ...(cause !== undefined && { cause }),
    };
    // What a rule doubts more than it finds wrong takes no refusal over.
    const isDoubt = problem.severity !== undefined && RANK[problem.severity] > RANK[rule.severity];
    this.add(finding, object, isDoubt ? undefined : serverAt.path, rule);
  }

  /** The API server's words about a place: joined to a finding there that has none yet, or in one that `make` makes. */
  words(object: LintObject, path: Path, said: ServerSays, make: () => Finding): void {
    const key = pathKey(path);
    const known = this.#byObject.get(object);
    const there = known?.at.get(key) ?? [];
    if (there.some(({ finding }) => finding.server?.message === said.message)) return;
    const made = make();
    // A refusal is no smaller for a remark that stands at the same place.
    const asGrave = ({ finding }: Reported): boolean =>
      finding.severity === 'error' || finding.severity === made.severity;
    // Words that follow from the schema alone give way to those of the whole object. Of some values that are none of
    // those allowed the server speaks a step above.
    const same =
      there.find((one) => asGrave(one) && !one.finding.server?.type && !isServerRule(one.finding.rule)) ??
      known?.badEnumBelow.get(key)?.find(({ finding }) => !finding.server);
    if (same) same.finding.server = said;
    else this.add(made, object, path);
  }

  /** By file and place; at one place errors first. Those that are not to be told are among them, and say so. */
  findings(): Finding[] {
    return this.#reported
      .flatMap(({ finding, object, rule }) => {
        const chosen = asChosen(finding, this.choice, object, rule);
        return chosen ? { ...chosen, key: findingKey(chosen, object?.value), ...this.#ignored(chosen) } : [];
      })
      .sort(compareFindings);
  }

  #ignored({ rule, location }: Finding): Pick<Finding, 'ignored'> {
    const suppression = isOfReading(rule) ? undefined : this.suppressions?.find(rule, location);
    if (!suppression) return {};
    return { ignored: { by: 'manifest', reason: suppression.reason, location: suppression.at } };
  }
}

const RANK = { error: 0, warning: 1, info: 2 };

/** Findings in the order in which they are told. */
export function asTold(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(compareFindings);
}

/** The order in which findings are told: file, line, column, how bad, rule, words. */
function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.location.file, b.location.file) ||
    a.location.start.offset - b.location.start.offset ||
    RANK[a.severity] - RANK[b.severity] ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
