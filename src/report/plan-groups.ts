import { numbered } from '../api/text.js';
import type { Step } from '../simulation/plan.js';

/** One step or more. */
type Steps = [Step, ...Step[]];

/** Steps of one kind at one moment: told in one line. */
export interface StepGroup {
  steps: Steps;
  /** `created`, `→ node-1, node-2 ×2`. */
  message: string;
}

/** More names than this are counted instead of listed. */
const MOST_NAMES = 4;

/** What a generated name begins with: `web-7d4b8c6f5-` of `web-7d4b8c6f5-x2x4z`, `web-` of `web-0`. */
export function stemOf(name: string): string {
  return name.slice(0, name.lastIndexOf('-') + 1);
}

/**
 * Like with like: steps of the same moment, actor and verb about objects of one family, said in the same words (where a
 * pod goes may differ); pods that wait for the same reason whatever their family. In the order of each group's first
 * step. `apart`: every step stays by itself.
 */
export function groupSteps(steps: readonly Step[], apart = false): StepGroup[] {
  const groups = new Map<string, Steps>();
  for (const step of steps) {
    const { at, actor, verb, object, message, id } = step;
    const family = object.kind === 'Pod' ? stemOf(object.name) || object.name : object.name;
    const said = verb === 'bind' ? '' : message;
    const key = apart
      ? String(id)
      : verb === 'pending'
        ? [at, actor, verb, object.kind, said].join('\0')
        : [at, actor, verb, object.kind, object.namespace ?? '', family, said].join('\0');
    const group = groups.get(key);
    if (group) group.push(step);
    else groups.set(key, [step]);
  }
  return [...groups.values()].map((group) => ({ steps: group, message: messageOf(group) }));
}

/** The objects of some steps by family, in the order of their first: what a single name can stand for. */
export function familiesOf(steps: readonly Step[]): Steps[] {
  const families = new Map<string, Steps>();
  for (const step of steps) {
    const { kind, namespace = '', name } = step.object;
    const id = `${kind} ${namespace}/${stemOf(name) || name}`;
    const family = families.get(id);
    if (family) family.push(step);
    else families.set(id, [step]);
  }
  return [...families.values()];
}

function messageOf(steps: Readonly<Steps>): string {
  const [first] = steps;
  if (first.verb === 'bind' && first.object.kind === 'Pod') return targets(steps);
  return first.message;
}

/** `→ node-1, node-2 ×2`: where each of the group's pods goes. */
function targets(steps: readonly Step[]): string {
  const counts = new Map<string, number>();
  for (const { message } of steps) {
    const node = message.replace(/^→ /, '');
    counts.set(node, (counts.get(node) ?? 0) + 1);
  }
  const texts = [...counts].map(([node, n]) => (n === 1 ? node : `${node} ×${n}`));
  const shown = texts.slice(0, MOST_NAMES);
  const more = texts.length - shown.length;
  return `→ ${shown.join(', ')}${more > 0 ? ` and ${numbered(more, 'more node')}` : ''}`;
}

/** `web-7d4b8c6f5-{a,b,c}` of the names of one family; `web-7d4b8c6f5-* ` where there are many. */
export function namesText(names: readonly string[]): string {
  const unique = [...new Set(names)];
  const [first = ''] = unique;
  if (unique.length === 1) return first;
  const stem = stemOf(first);
  if (unique.length > MOST_NAMES) return `${stem}*`;
  return `${stem}{${unique.map((name) => name.slice(stem.length)).join(',')}}`;
}
