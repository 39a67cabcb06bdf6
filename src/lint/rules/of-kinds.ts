/** Rules of the default set that are about few kinds: a file without such objects does not wait for them. */
import type { JsonValue } from '../../api/json.js';
import { isObject } from '../../api/json.js';
import type { LintOptions } from '../options.js';
import type { Rule } from '../rule.js';

type RuleModule = { default: Rule };

/** Kinds, and the rules that are loaded where an object of one is met. Adding one: its line here and in `all.ts`. */
const OF_KINDS: readonly (readonly [kinds: readonly string[], load: () => Promise<RuleModule>])[] = [
  [['CronJob'], () => import('./jobs/never-fires.js')],
  [['HorizontalPodAutoscaler'], () => import('./reliability/hpa-without-request.js')],
  [['PodDisruptionBudget'], () => import('./reliability/pdb-blocks-drain.js')],
  [['Ingress'], () => import('./networking/duplicate-path.js')],
  [['Ingress'], () => import('./networking/tls-host.js')],
  [['PodMonitor', 'ServiceMonitor'], () => import('./references/monitored.js')],
  [['Role', 'ClusterRole'], () => import('./rbac/not-served.js')],
  [['Role', 'ClusterRole'], () => import('./rbac/unknown-verb.js')],
  [['RoleBinding', 'ClusterRoleBinding'], () => import('./rbac/user-is-account.js')],
];

/** Those that an option asks for. */
const OF_OPTIONS: readonly (readonly [option: 'podSecurity', load: () => Promise<RuleModule>])[] = [
  ['podSecurity', () => import('./security/pod-security.js')],
];

/** The rules for what there is among the objects of files, whatever else stands in them, and for what is asked of them. */
export async function rulesFor(
  values: readonly JsonValue[],
  options: Pick<LintOptions, 'podSecurity'> = {},
): Promise<Rule[]> {
  const kinds = new Set(values.map((value) => (isObject(value) ? value['kind'] : undefined)));
  const wanted = [
    ...OF_KINDS.filter(([of]) => of.some((kind) => kinds.has(kind))),
    ...OF_OPTIONS.filter(([option]) => options[option] !== undefined),
  ];
  return (await Promise.all(wanted.map(([, load]) => load()))).map((module) => module.default);
}
