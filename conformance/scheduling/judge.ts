import { keyOf } from '../../src/api/object-key.js';
import type { Decision } from '../../src/scheduler/decision.js';
import { measured } from '../measured.js';
import type { Outcome } from '../recording.js';
import { sorted } from '../texts.js';
import type { Attempt } from './line.js';

/** Holds a decision against what kube-scheduler decided. */
export function judgeAttempt(expected: Attempt, actual: Decision): Outcome[] {
  const outcomes = [outcome('outcome', expected.outcome, actual.outcome)];
  if (expected.message !== undefined || actual.message !== undefined) {
    outcomes.push(outcome('message', withReason(expected), withReason(actual)));
  }
  if (expected.feasible) {
    outcomes.push(outcome('feasible', sorted(expected.feasible), sorted(actual.feasible ?? [])));
  }
  outcomes.push(...scoresOutcomes(expected, actual));
  if (expected.outcome === 'bound' && expected.node) outcomes.push(nodeOutcome(expected.node, actual));
  if (expected.victims || actual.victims) outcomes.push(victimsOutcome(expected, actual));
  return outcomes;
}

/** One for each node that kube-scheduler scored. */
function scoresOutcomes(expected: Attempt, actual: Decision): Outcome[] {
  const rows = new Map(
    (actual.scores ?? []).map(({ node, total, plugins }) => [node, { ...plugins, total }]),
  );
  return Object.entries(expected.scores ?? {}).map(([node, row]) => outcome('scores', row, rows.get(node)));
}

/** Any of the equally good nodes will do: kube-scheduler draws one of them. */
function nodeOutcome(expected: string, { bySpec, node, equals = [] }: Decision): Outcome {
  const best = bySpec ? [node] : equals;
  return { measure: 'node', agree: best.includes(expected), expected, actual: best };
}

/** Who has to leave, and where; on an equally good node the victims are others. */
function victimsOutcome(expected: Attempt, actual: Decision): Outcome {
  const equals = actual.nominatedEquals ?? [];
  const wanted = { node: expected.nominatedNode, victims: sorted(expected.victims ?? []) };
  const chosen = { node: actual.nominatedNode, victims: sorted((actual.victims ?? []).map(keyOf)) };
  const { agree } = measured(wanted, chosen);
  const isEqual = wanted.node !== chosen.node && equals.includes(wanted.node ?? '');
  return { measure: 'victims', agree: agree || isEqual, expected: wanted, actual: { ...chosen, equals } };
}

function outcome(measure: string, expected: unknown, actual: unknown): Outcome {
  return { measure, ...measured(expected, actual) };
}

function withReason({ reason, message }: { reason?: string; message?: string }): string {
  return `${reason ?? 'no reason'}: ${message ?? 'no message'}`;
}
