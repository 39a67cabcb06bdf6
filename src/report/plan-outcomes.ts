import type { Finding } from '../api/finding.js';
import type { AlreadyStuck, Plan, PlanAction, WorkloadOutcome } from '../simulation/plan.js';
import { inertData } from './inert.js';
import { failedFirst, type OutcomeRow, type Outcomes } from './outcomes.js';
import { failureOf } from './plan-actions.js';
import { answer } from './plan-answer.js';
import { stuckBefore } from './plan-beforehand.js';
import { planText } from './plan-text.js';
import { elapsedText, nameInView, type PlanTextOptions, type View } from './plan-view.js';
import { PLAIN } from './style.js';

/** Wider than any sentence: Markdown and XML break lines themselves. */
const UNBROKEN = 100_000;

/** How each workload ends, those that do not complete first, then what was wrong with what was given. */
export function planOutcomes(written: Plan, options: PlanTextOptions): Outcomes {
  const plan = inertData(written);
  const view = { ...options, style: PLAIN, width: UNBROKEN };
  const workloads = plan.workloads.map((one) => workloadRow(one, view));
  const refused = new Set(workloads.filter(({ failed }) => failed).map(({ object }) => object));
  const problems = plan.findings
    .filter(({ severity }) => severity === 'error')
    .map((finding) => problemRow(finding, view))
    .filter(({ object }) => !refused.has(object));
  const told = new Set(workloads.map(({ object }) => object));
  const before = plan.beforehand.stuck
    .map((one) => stuckRow(one, view))
    .filter(({ object }) => !told.has(object));
  const commands = plan.actions.flatMap((action) => commandRow(action, view));
  return {
    command: 'plan',
    answer: [...stuckBefore(plan, view), ...answer(plan, view)].join(' '),
    rows: failedFirst([...problems, ...commands, ...before, ...workloads]),
    text: planText(written, { ...options, style: PLAIN }),
  };
}

function problemRow({ message, server, location, object }: Finding, view: View): OutcomeRow {
  const { file, start } = location;
  return {
    sign: '✗',
    object: object ? nameInView(object, view) : `${file}:${start.line}`,
    says: server ? `${message}: ${server.message}` : message,
    failed: true,
    file,
  };
}

/** A command that does not come about. */
function commandRow(action: PlanAction, view: View): OutcomeRow[] {
  const says = failureOf(action, view);
  return says === undefined ? [] : [{ sign: '✗', object: action.command, says, failed: true }];
}

/** A workload that was stuck before the plan, and that nothing in it touches. */
function stuckRow(one: AlreadyStuck, view: View): OutcomeRow {
  const { object, desired, ready, reason, message } = one;
  const why = `${reason}${message === '' ? '' : `: ${message}`}`;
  return {
    sign: '✗',
    object: nameInView(object, view),
    says: `${ready}/${desired} ready, stuck before anything: ${why}`,
    failed: true,
  };
}

function workloadRow(one: WorkloadOutcome, view: View): OutcomeRow {
  const { object, state, desired, ready, at, reason, location } = one;
  const count = `${ready}/${desired} ${object.kind === 'Job' ? 'succeeded' : 'ready'}`;
  const fate = {
    complete: reason ?? `complete after ${elapsedText(at)}`,
    stuck: `stuck since ${elapsedText(at)}`,
    unknown: 'not complete when it was stopped',
    refused: 'refused',
  }[state];
  const failed = state !== 'complete';
  const why = failed && reason !== undefined ? `: ${reason}` : '';
  return {
    sign: failed ? '✗' : '✓',
    object: nameInView(object, view),
    says: `${count}, ${fate}${why}`,
    failed,
    ...(location && { file: location.file }),
  };
}
