/** What may let a workload go on: changes of manifests and of the cluster, before and after they were tried. */
import type { KubeObject } from '../api/objects.js';
import type { FieldEdit } from './moves/edit.js';

/** A change as its user would make it. */
export interface Remedy {
  title: string;
  /** What it changes; one that changes more than another that works is none. */
  kinds: readonly string[];
  /** The lower, the smaller the step for its user. */
  cost: number;
  /** Of the workload itself; paths in the object. */
  edits: readonly FieldEdit[];
  /** Of other objects. */
  others?: readonly ObjectEdit[];
  /** What is typed once the manifests are applied. */
  commands: readonly string[];
  /** What happens to the cluster that is no command of kubectl's, as `plan --then` has it. */
  befalls?: readonly string[];
  /** What is deleted before the manifests are applied. */
  removes?: readonly KubeObject[];
  /** What is there besides: nodes from the beginning, all else applied with the manifests. */
  creates: readonly KubeObject[];
  /** Where the pod that was looked at goes then, if placing it was tried. */
  node?: string;
  /** Done after this. */
  and?: Remedy;
}

/** Changes of an object beside the workload. */
interface ObjectEdit {
  object: KubeObject;
  edits: readonly FieldEdit[];
}

/** A remedy that is a matter of other things than fields of the workload. */
export const UNEDITED = { edits: [], commands: [], creates: [] } as const;

/** A remedy and what is done after it, in order. */
export function remedySteps(remedy: Remedy): Remedy[] {
  return remedy.and ? [remedy, ...remedySteps(remedy.and)] : [remedy];
}

/** In the order in which they are told and done: what has to happen to the cluster comes before what is typed. */
export function befallingFirst(steps: readonly Remedy[]): Remedy[] {
  const befalls = ({ befalls: lines = [] }: Remedy) => lines.length > 0;
  return [...steps.filter(befalls), ...steps.filter((step) => !befalls(step))];
}

/** One remedy after another. */
export function followedBy(first: Remedy, second: Remedy): Remedy {
  const and = first.and ? followedBy(first.and, second) : second;
  return { ...first, and };
}

/** The steps without those whose every change a later one makes anew. */
function lastingSteps(remedy: Remedy): Remedy[] {
  const steps = remedySteps(remedy);
  return steps.filter(({ edits, others = [], commands, creates, befalls = [] }, i) => {
    const isOnly =
      commands.length + creates.length + befalls.length + others.length === 0 && edits.length > 0;
    return !isOnly || !edits.every((edit) => isMadeAnew(edit, steps.slice(i + 1)));
  });
}

/** Whether later steps set the same field. */
export function isMadeAnew(edit: FieldEdit, later: readonly Remedy[]): boolean {
  const key = (one: FieldEdit) => JSON.stringify(one.path);
  const same = later.flatMap(({ edits }) => edits).filter((one) => key(one) === key(edit));
  return edit.action !== 'add' && same.some(({ action }) => action !== 'add');
}

/** All of its steps in one sentence, and what they cost: two small changes are more than one larger one. */
export function wholeOf(remedy: Remedy): Pick<Remedy, 'title' | 'kinds' | 'cost'> {
  const steps = befallingFirst(lastingSteps(remedy));
  return {
    title: [...new Set(steps.map(({ title }) => title))].join(', and '),
    kinds: steps.flatMap(({ kinds }) => kinds),
    cost: steps.reduce((sum, { cost }) => sum + cost, 0) + (steps.length - 1) * 0.5,
  };
}
