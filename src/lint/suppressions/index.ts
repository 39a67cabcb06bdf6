/** What the manifests themselves say is not to be told of them, and what is wrong with that. */
import type { Finding, Location, RuleData } from '../../api/finding.js';
import { pushTo } from '../../api/lists.js';
import { matchesWildcard } from '../../api/wildcard.js';
import type { Document, Source } from '../../manifest/document.js';
import { choiceFor, isChosen, type NestedChoice, type RuleChoice } from '../rule-choice.js';
import { CATALOGUE, unknownRule } from '../rules/catalogue.js';
import { inAnnotation } from './annotations.js';
import { inComments } from './comments.js';
import { IGNORE_ANNOTATION } from './mentioned.js';
import { SUPPRESSION_RULES } from './rules.js';
import { type Suppression, Suppressions } from './suppression.js';

/** More names than this are looked at for what they are, not for what they may be meant for. */
const MOST_TYPED = 1000;

/** The suppressions of some texts, and what is said of them once all findings have been looked at. */
export interface ReadSuppressions {
  suppressions: Suppressions;
  /** What is wrong with them: the unused ones among it. */
  findings(): Finding[];
}

/** Reads the suppressions of all texts. `documents` are those that the texts were read as. */
export function readSuppressions(
  sources: readonly Source[],
  documents: readonly Document[],
  options: RuleChoice,
): ReadSuppressions {
  const byFile = new Map<string, Document[]>();
  for (const document of documents) pushTo(byFile, document.file, document);
  const read = sources.flatMap((source) => [
    inComments(source, byFile.get(source.file) ?? []),
    ...(source.text.includes(IGNORE_ANNOTATION) ? (byFile.get(source.file) ?? []).map(inAnnotation) : []),
  ]);
  const all = read.flatMap(({ suppressions }) => suppressions);
  // The same few rules are named again and again; where there are more names than rules, nobody has mistyped them.
  const names = new Set(all.map(({ rule }) => rule));
  const isTyped = names.size <= MOST_TYPED;
  const unknown = new Map([...names].map((rule) => [rule, unknownOf(rule, isTyped)]));
  const known = all.filter(({ rule }) => unknown.get(rule) === undefined);
  const heard = new Map<string, boolean>();
  const isHeardThere = ({ rule, at: { file } }: Suppression): boolean => {
    const choice = choiceFor(file, options);
    // One choice is that of nearly all files.
    const key = `${options.nested?.indexOf(choice as NestedChoice) ?? ''} ${rule}`;
    const is = heard.get(key) ?? isHeard(rule, { ...choice, nested: [] });
    heard.set(key, is);
    return is;
  };
  const asksForReason = ({ at: { file } }: Suppression): boolean =>
    choiceFor(file, options).requireReason === true;
  const suppressions = new Suppressions(known);
  return {
    suppressions,
    findings: () => [
      ...read.flatMap(({ nameless }) => nameless).map(namelessFinding),
      ...all.flatMap((one) => unknownFinding(one, unknown.get(one.rule)) ?? []),
      ...all.filter((one) => one.reason === '' && asksForReason(one)).map(noReasonFinding),
      ...suppressions.unused().filter(isHeardThere).map(unusedFinding),
    ],
  };
}

/** Of a rule that is not run nobody can say that its suppression is of no use. */
function isHeard(rule: string, options: RuleChoice): boolean {
  const meant = CATALOGUE.filter(({ name }) => matchesWildcard(name, rule));
  return meant.every((entry) => isChosen(entry, options));
}

/** What is wrong with a name that no rule has; with the rule that may be meant where it is typed. */
function unknownOf(rule: string, isTyped: boolean): string | undefined {
  if (!rule.includes('*')) return unknownRule(rule, isTyped);
  return CATALOGUE.some(({ name }) => matchesWildcard(name, rule)) ? undefined : `no rule is called ${rule}`;
}

function unknownFinding({ at }: Suppression, unknown: string | undefined): Finding | undefined {
  return unknown === undefined ? undefined : finding(SUPPRESSION_RULES.unknownRule, unknown, at);
}

function namelessFinding(at: Location): Finding {
  return finding(SUPPRESSION_RULES.unknownRule, 'this suppression names no rule', at, 'write RULE: reason');
}

function noReasonFinding({ rule, at }: Suppression): Finding {
  return finding(
    SUPPRESSION_RULES.noReason,
    `nothing says why ${rule} is ignored here`,
    at,
    `write ${rule}: and the reason`,
  );
}

function unusedFinding({ rule, at }: Suppression): Finding {
  return finding(
    SUPPRESSION_RULES.unused,
    `${rule} finds nothing here that could be ignored`,
    at,
    'take it out',
  );
}

function finding({ name, severity }: RuleData, message: string, location: Location, hint?: string): Finding {
  return { rule: name, severity, message, location, ...(hint !== undefined && { hint }) };
}
