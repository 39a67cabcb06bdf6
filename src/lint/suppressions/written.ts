/** How suppressions are written: `RULE[, RULE]: reason`. */

export interface WrittenRule {
  rule: string;
  reason: string;
  /** Where the rule's name stands in the text. */
  start: number;
  end: number;
}

const NAME = /[\w*-]+(?:\/[\w*-]+)?/y;
const BETWEEN = /[ \t]*,[ \t]*/y;

/** The rules that a text names, with the reason behind their colon; the names end where something else stands. */
export function writtenRules(text: string): WrittenRule[] {
  const names: { rule: string; start: number; end: number }[] = [];
  let at = text.length - text.trimStart().length;
  for (;;) {
    NAME.lastIndex = at;
    const [rule] = NAME.exec(text) ?? [];
    if (rule === undefined) break;
    names.push({ rule, start: at, end: at + rule.length });
    at += rule.length;
    BETWEEN.lastIndex = at;
    const [between] = BETWEEN.exec(text) ?? [];
    if (between === undefined) break;
    at += between.length;
  }
  const [, reason = ''] = /^\s*:?\s*(.*)$/s.exec(text.slice(at)) ?? [];
  // Many stars say what one does.
  return names.map(({ rule, ...place }) => ({
    rule: rule.replace(/\*{2,}/g, '*'),
    ...place,
    reason: reason.trim(),
  }));
}
