/** `kubeplan drain` for people: can it be drained, where does each pod go, what keeps it. */

import { largest } from '../api/lists.js';
import { numbered } from '../api/text.js';
import type { DrainAnswer, MovedPod } from '../explain/drain-answer.js';
import { errorText, liftLines } from './plan-actions.js';
import { elapsedText, nameInView, type View } from './plan-view.js';
import { padEnd, wrap } from './width.js';

/** The answer for nodes that are drained together. */
export function drainText(answer: DrainAnswer, view: View): string {
  const { style, width } = view;
  const colour = answer.verdict === 'yes' ? style.bold : style.red;
  const rows = answer.pods.map((moved): [string, string] => [nameInView(moved.pod, view), goesTo(moved)]);
  const left = largest(
    rows.map(([name]) => name.length),
    3,
  );
  const table = rows.flatMap(([name, text]) => {
    const [first = '', ...more] = wrap(text, Math.max(30, width - left - 4));
    return [
      `  ${padEnd(name, left)}  ${first}`,
      ...more.map((line) => `  ${' '.repeat(left)}  ${style.dim(line)}`),
    ];
  });
  const head = rows.length === 0 ? [] : ['', style.dim(`  ${padEnd('pod', left)}  goes to`), ...table];
  const lifts = answer.lifts.flatMap((lift) => liftLines(lift, view, '  '));
  const blocks = [[...wrap(drainSentence(answer, view), width).map(colour), ...head], lifts];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** Every node in a line: whether it can go. */
export function drainTable(answers: readonly DrainAnswer[], view: View): string {
  const good = answers.filter(({ verdict }) => verdict === 'yes').length;
  const left = largest(
    answers.map(({ nodes }) => nodes.join(' ').length),
    4,
  );
  const words = { yes: 'yes', pending: 'no ', no: 'no ' };
  const rows = answers.flatMap((answer) => {
    const room = view.width - left - 9;
    const [first = '', ...more] = wrap(reasonOf(answer, view), Math.max(30, room));
    const word =
      answer.verdict === 'yes' ? view.style.green(words.yes) : view.style.red(words[answer.verdict]);
    return [
      `  ${padEnd(answer.nodes.join(' '), left)}  ${word}  ${first}`,
      ...more.map((line) => `${' '.repeat(left + 9)}${line}`),
    ];
  });
  return `${[`${good} of ${numbered(answers.length, 'node')} can be drained, each by itself.`, '', ...rows].join('\n')}\n`;
}

/** What is answered first. */
function drainSentence(answer: DrainAnswer, view: View): string {
  const names = answer.nodes.join(', ');
  if (answer.verdict === 'yes') return `${names} can be drained: ${reasonOf(answer, view)}.`;
  if (answer.verdict === 'pending') return `${names} can be drained, but ${reasonOf(answer, view)}.`;
  return `${names} cannot be drained: ${reasonOf(answer, view)}.`;
}

function reasonOf({ pods, verdict, action, duration }: DrainAnswer, view: View): string {
  if (verdict === 'yes') return `${movedText(pods)}, at rest after ${elapsedText(duration)}`;
  const [lost, ...more] = pods.filter(({ pending, kept }) => (pending ?? kept) !== undefined);
  const others = more.length > 0 ? ` and ${numbered(more.length, 'other')}` : '';
  const name = lost ? `${nameInView(lost.pod, view)}${others}` : '';
  if (verdict === 'pending') return `${name} ${more.length > 0 ? 'find' : 'finds'} no other node`;
  if (lost) return `${name} may not be evicted: ${lost.kept ?? lost.pending ?? ''}`.replace(/\.$/, '');
  return (action.waitsFor ?? errorText(action) ?? '').replace(/\.$/, '');
}

/** `2 pods moved, 1 pod gone for good`. */
function movedText(pods: readonly MovedPod[]): string {
  const gone = pods.filter((pod) => isGone(pod)).length;
  const moved = pods.length - gone;
  const parts = [
    ...(moved > 0 || gone === 0 ? [`${numbered(moved, 'pod')} moved`] : []),
    ...(gone > 0 ? [`${numbered(gone, 'pod')} gone for good`] : []),
  ];
  return parts.join(', ');
}

function isGone({ to, pending, kept }: MovedPod): boolean {
  return (to ?? pending ?? kept) === undefined;
}

function goesTo({ to, pending, kept }: MovedPod): string {
  if (to !== undefined) return to;
  if (kept !== undefined) return `stays: ${kept}`;
  return pending === undefined ? 'gone: nobody makes it anew' : `Pending: ${pending}`;
}
