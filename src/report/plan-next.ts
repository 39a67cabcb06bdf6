/** What to do after a plan, and what it rests on. */
import type { Finding, ObjectRef } from '../api/finding.js';
import { pushTo } from '../api/lists.js';
import { kindOf } from '../api/object-key.js';
import { quote } from '../api/shell.js';
import { listed } from '../api/text.js';
import { idOfRef } from '../cluster/object-id.js';
import { isConflictText } from '../patch/server-side.js';
import type { Plan, StuckPod } from '../simulation/plan.js';
import { rootManager } from '../simulation/root-manager.js';
import { PLAN_RULES } from '../simulation/rules.js';
import { errorCount } from './plan-answer.js';
import { lacksText, madeUpTexts } from './plan-beforehand.js';
import { cronJobRuns } from './plan-cronjobs.js';
import { nameInView, type PlanTextOptions, type View } from './plan-view.js';
import { truncate, wrap } from './width.js';

/** What the answer rests on, and what it says nothing about. */
export function beside(plan: Plan, view: View & Pick<PlanTextOptions, 'summary'>): string[] {
  const { notKnown } = plan;
  const isTold = plan.lacks.some(({ kinds }) => kinds.includes('Namespace'));
  const assumed = isTold ? [] : plan.assumed;
  const { style, width } = view;
  const lacks = lacksText(plan.lacks);
  const texts = [
    ...madeUpTexts(plan, view),
    ...(assumed.length > 0 ? [`taken to be there: ${listed(assumed)}`] : []),
    ...notKnown.map((text) => `not known: ${text}`),
    ...(view.summary ? [] : supposed(plan)),
  ];
  return [
    ...(lacks === undefined ? [] : wrap(lacks, width).map(style.yellow)),
    ...texts.flatMap((text) => wrap(text, width).map(style.dim)),
  ];
}

/** `assumed: images are pulled in 2 s, none crashes (--image says otherwise)`: by the option that does. */
function supposed({ suppositions }: Plan): string[] {
  const byOption = new Map<string, string[]>();
  for (const { what, option } of suppositions) pushTo(byOption, option, what);
  const parts = [...byOption].map(([option, whats]) => `${whats.join(', ')} (${option} says otherwise)`);
  return parts.length > 0 ? [`assumed: ${parts.join('; ')}`] : [];
}

/** What to plan with where nothing else is wrong: with which findings, the option, what it does. */
const WAYS_OUT: readonly (readonly [helps: (finding: Finding) => boolean, option: string, does: string])[] = [
  [({ rule }) => rule === PLAN_RULES.order.name, '--order install', 'applies what others need first.'],
  [({ rule }) => rule === PLAN_RULES.serverSide.name, '--server-side', 'applies it without the annotation.'],
  [isConflict, '--force-conflicts', 'takes the fields over from those that own them.'],
];

function isConflict({ server }: Finding): boolean {
  return server !== undefined && isConflictText(server.message);
}

/** The command to go on with; none where all is said. */
export function next(plan: Plan, view: View & PlanTextOptions): string[] {
  const { planWords, forTime, maxSteps } = view;
  const again = forTime === undefined ? planWords : `${planWords} --for ${forTime}`;
  const refused = plan.workloads.some(({ state }) => state === 'refused') || errorCount(plan) > 0;
  const pending = plan.stuck.find(({ reason }) => reason === 'Pending');
  const errors = plan.findings.filter(({ severity }) => severity === 'error');
  const way = errors.length > 0 ? WAYS_OUT.find(([helps]) => errors.every(helps)) : undefined;
  if (refused && way) return [`kubeplan plan ${again} ${way[1]}   ${way[2]}`];
  // diff compares manifests: of what others own it knows nothing.
  const changes = plan.findings.filter((one) => one.object && !isConflict(one) && isThere(plan, one.object));
  if (refused && view.diffWords && changes.length > 0) {
    return [`kubeplan diff ${view.diffWords}   says what would have to be made anew, and what that costs.`];
  }
  if (refused && errors.length > 0 && errors.every(({ rule }) => rule === PLAN_RULES.create.name)) return [];
  if (refused) return [`kubeplan lint ${view.lintWords}   says what is wrong in the files, and where.`];
  if (pending)
    return [
      `kubeplan explain ${quote(explainTarget(plan, pending))} ${view.explainWords}   says what would free it.`,
    ];
  if (!plan.settled && plan.steps.length === maxSteps)
    return [`kubeplan plan ${again}   goes on to the end.`];
  const broken = plan.stuck[0];
  if (broken && !view.verbose)
    return [`kubeplan plan ${again} --verbose   shows every step up to ${broken.reason}.`];
  const waiting = cronJobRuns(plan).find(({ runs, suspended }) => runs === 0 && !suspended);
  if (waiting && plan.workloads.length === 0)
    return [
      `kubeplan plan ${planWords} --for 1d   lets a day pass, for ${nameInView(waiting.object, view)}.`,
    ];
  if (plan.workloads.length === 0 && cronJobRuns(plan).length === 0) return [];
  if (view.verbose) {
    return [`kubeplan plan ${again} --why ${plan.steps.length}   says what led to a step, by its number.`];
  }
  return [`kubeplan plan ${again} --verbose   shows every step, pod by pod.`];
}

function isThere({ before }: Plan, { apiVersion, kind, namespace, name }: ObjectRef): boolean {
  return before.get(kindOf({ apiVersion, kind }), namespace ? `${namespace}/${name}` : name) !== undefined;
}

/** The workload that a pending pod belongs to: its pods exist in the plan only. */
function explainTarget({ managers }: Plan, { object }: StuckPod): string {
  const id = rootManager(managers, idOfRef(object));
  const space = id.indexOf(' ');
  const key = id.slice(space + 1);
  const name = key.slice(key.indexOf('/') + 1);
  return `${id.slice(0, space).toLowerCase()}/${truncate(name, 253)}`;
}
