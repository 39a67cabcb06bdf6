/** `kubeplan test` for people: a line each, and why those fail that do. */

import { placeText } from '../api/finding.js';
import { append } from '../api/lists.js';
import type { ScenarioFailure } from '../simulation/scenario/run-scenario.js';
import { codeFrame } from './code-frame.js';
import { inertData } from './inert.js';
import { lineOf, table } from './plan-steps.js';
import { elapsedText } from './plan-view.js';
import {
  expectedText,
  failedCount,
  type PlayedScenario,
  type ScenarioShard,
  scenarioCount,
} from './scenarios.js';
import { ShownLines } from './shown-lines.js';
import { PLAIN, type Style } from './style.js';
import { displayWidth, PIPE_WIDTH, padEnd, wrap } from './width.js';

export interface ScenariosTextOptions {
  style?: Style;
  width?: number;
  /** Only what fails, and how many there are. */
  quiet?: boolean;
  shard?: ScenarioShard | undefined;
}

const WIDEST_NAME = 60;

/** All scenarios in the order in which they were read, then how many there are and how many fail. */
export function scenariosText(
  written: readonly PlayedScenario[],
  { style = PLAIN, width = PIPE_WIDTH, quiet = false, shard }: ScenariosTextOptions = {},
): string {
  const played = written.map(({ source, ...one }) => ({ ...inertData(one), ...(source && { source }) }));
  let nameWidth = 0;
  for (const { name } of played) nameWidth = Math.max(nameWidth, Math.min(displayWidth(name), WIDEST_NAME));
  const lines: string[] = [];
  for (const one of played) {
    const { failure, duration } = one.outcome;
    if (failure) append(lines, failed(one, failure, { style, width, nameWidth }));
    else if (!quiet)
      lines.push(`${style.green('✓')} ${padEnd(one.name, nameWidth)}  ${style.dim(elapsedText(duration))}`);
  }
  const failures = failedCount(played);
  const end =
    failures === 0
      ? `${scenarioCount(played, shard)} passed`
      : `${scenarioCount(played, shard)}, ${failures} failed`;
  lines.push((failures === 0 ? style.green : style.red)(end));
  return `${lines.join('\n')}\n`;
}

interface Layout {
  style: Style;
  width: number;
  nameWidth: number;
}

function failed(
  one: PlayedScenario,
  failure: ScenarioFailure,
  { style, width, nameWidth }: Layout,
): string[] {
  const { location, failedAt = location, source, namespace } = one;
  const lines = [
    `${style.red('✗')} ${padEnd(one.name, nameWidth)}  ${style.dim(elapsedText(failure.at))}`,
    ...wrap(`${placeText(failedAt)}  ${expectedText(failure)}`, width - 4).map((line) => `    ${line}`),
  ];
  if (source) {
    const shown = new ShownLines(source.text);
    append(
      lines,
      codeFrame(shown, failedAt, { style, width: width - 6 }).map((line) => `      ${line}`),
    );
  }
  append(
    lines,
    wrap(`at ${elapsedText(failure.at)} ${failure.seen}`, width - 4).map((line) => `    ${style.red(line)}`),
  );
  if (failure.because.length > 0) {
    lines.push('    what led there:');
    const view = { style, width: width - 4, namespace, verbose: true };
    const steps = failure.because.map((step) => lineOf({ steps: [step], message: step.message }, view));
    append(
      lines,
      table(steps, view).map((line) => `    ${line}`),
    );
  }
  return lines;
}
