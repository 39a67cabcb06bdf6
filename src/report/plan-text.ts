/** `kubeplan plan` for people: will it work, what happens, how each workload ends, what to do next. */
import type { Plan, Step } from '../simulation/plan.js';
import { inertData } from './inert.js';
import { answer } from './plan-answer.js';
import { movesBefore, stuckBefore } from './plan-beforehand.js';
import { counts } from './plan-counts.js';
import { ends } from './plan-ends.js';
import { missingLines } from './plan-missing.js';
import { beside, next } from './plan-next.js';
import { problems } from './plan-problems.js';
import { happenings, lineOf, table } from './plan-steps.js';
import type { PlanTextOptions, PlanViewOptions } from './plan-view.js';
import { PLAIN } from './style.js';
import { PIPE_WIDTH } from './width.js';

/** The whole plan as text. */
export function planText(written: Plan, options: PlanTextOptions): string {
  const plan = inertData(written);
  const { style = PLAIN, width = PIPE_WIDTH } = options;
  const view = { ...options, style, width };
  const blocks = [
    stuckBefore(plan, view),
    [...answer(plan, view), ...counts(plan, view)],
    problems(plan, view),
    movesBefore(plan, view),
    options.summary ? [] : happenings(plan, view),
    ends(plan, view),
    missingLines(plan, view),
    beside(plan, view),
    next(plan, view),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** Why a step was taken: the way up its causes, the last of which is what the user asked for. */
export function whyText(written: Plan, id: number, options: PlanViewOptions): string {
  const plan = inertData(written);
  const { style = PLAIN, width = PIPE_WIDTH } = options;
  const view = { ...options, style, width };
  const chain: Step[] = [];
  for (
    let step = plan.steps[id - 1];
    step;
    step = step.cause === undefined ? undefined : plan.steps[step.cause - 1]
  ) {
    chain.push(step);
  }
  const lines = chain.map((step) => {
    const line = lineOf({ steps: [step], message: step.message }, view);
    const place = step.location ? `  ${step.location.file}:${step.location.start.line}` : '';
    return { ...line, text: `${line.text}${place}` };
  });
  return `${table(lines, view).join('\n')}\n`;
}
