/** `kubeplan sweep` for people: a table of what fails, with where it begins. */
import { placeText } from '../api/finding.js';
import { append, largest } from '../api/lists.js';
import { numbered } from '../api/text.js';
import { inertData } from './inert.js';
import { elapsedText } from './plan-view.js';
import { expectedText } from './scenarios.js';
import { PLAIN, type Style } from './style.js';
import {
  byScenario,
  choicesText,
  type FirstFailure,
  failedCombinations,
  firstFailure,
  type PlayedCombination,
  type PlayedSweep,
} from './sweeps.js';
import { displayWidth, PIPE_WIDTH, padEnd, wrap } from './width.js';

interface SweepTextOptions {
  style?: Style;
  width?: number;
  /** All combinations that fail, and not the first of very many. */
  verbose?: boolean | undefined;
  /** Only what fails, and how many there are. */
  quiet?: boolean | undefined;
}

/** So many combinations of one scenario are told. */
const MOST_TOLD = 12;
const GAP = '  ';

/** The scenarios in their order, those that fail with a table of the combinations in which they do; then how many fail. */
export function sweepText(
  written: PlayedSweep,
  { style = PLAIN, width = PIPE_WIDTH, verbose = false, quiet = false }: SweepTextOptions = {},
): string {
  const sweep = inertSweep(written);
  const lines: string[] = [];
  for (const of of byScenario(sweep)) {
    const { name, all, failed } = of;
    const counted = numbered(all.length, 'combination');
    if (failed.length === 0) {
      if (!quiet) lines.push(`${style.green('✓')} ${name}${GAP}${style.dim(counted)}`);
      continue;
    }
    lines.push(`${style.red('✗')} ${name}${GAP}${style.dim(`${counted}, ${failed.length} failed`)}`);
    const told = verbose ? failed : failed.slice(0, MOST_TOLD);
    append(
      lines,
      table(told, width - 4).map((line) => `    ${line}`),
    );
    if (told.length < failed.length)
      lines.push(`    and ${failed.length - told.length} more (--verbose lists them)`);
    append(
      lines,
      wrap(firstText(firstFailure(of)!, sweep.shard !== undefined), width - 4).map((line) => `    ${line}`),
    );
  }
  const failures = failedCombinations(sweep);
  lines.push((failures === 0 ? style.green : style.red)(endText(sweep)));
  return `${lines.join('\n')}\n`;
}

function inertSweep(sweep: PlayedSweep): PlayedSweep {
  const combinations = sweep.combinations.map((one) => inertData(one));
  return { ...sweep, combinations };
}

/** `24 combinations, 4 failed`. */
export function endText(sweep: PlayedSweep): string {
  const { combinations, shard } = sweep;
  const failures = failedCombinations(sweep);
  const of = shard ? ` of ${numbered(shard.of, 'combination')} (shard ${shard.index}/${shard.count})` : '';
  const counted = shard ? `${combinations.length}${of}` : numbered(combinations.length, 'combination');
  return failures === 0 ? `${counted} passed` : `${counted}, ${failures} failed`;
}

/** A row for each combination: what was chosen, and what was seen. */
function table(combinations: readonly PlayedCombination[], width: number): string[] {
  const names = combinations[0]!.choices.map(({ of }) => of);
  const cells = combinations.map(({ choices }) => choices.map(({ value }) => value));
  const widths = names.map((name, axis) =>
    largest([name, ...cells.map((row) => row[axis] ?? '')].map(displayWidth)),
  );
  const row = (texts: readonly string[]): string =>
    texts.map((text, axis) => `${padEnd(text, widths[axis]!)}${GAP}`).join('');
  const before = displayWidth(row(names));
  const rows = combinations.flatMap((one, at) => {
    const [first = '', ...rest] = wrap(seenText(one), Math.max(30, width - before));
    return [row(cells[at]!) + first, ...rest.map((line) => ' '.repeat(before) + line)];
  });
  return names.length === 0 ? rows : [row(names).trimEnd(), ...rows];
}

/** What was expected, and what was seen instead. */
export function seenText({ played: { outcome } }: PlayedCombination): string {
  const { failure, duration } = outcome;
  if (!failure) return `passed, ${elapsedText(duration)} of the cluster's time`;
  return `${expectedText(failure)}: at ${elapsedText(failure.at)} ${failure.seen}`;
}

/** Where it begins: the first combination that fails, with its place, and what would make it pass. */
function firstText({ combination, passesWith }: FirstFailure, isPart: boolean): string {
  const { choices, played } = combination;
  const place = placeText(played.failedAt ?? played.location);
  if (choices.length === 0) return place;
  const first = `first with ${choicesText(choices)} (${place})`;
  if (passesWith.length > 0) {
    return `${first}; it passes with ${passesWith.map(({ of, value }) => `${of} ${value}`).join(', or with ')}`;
  }
  return isPart ? first : `${first}; no other value of one of these makes it pass`;
}
