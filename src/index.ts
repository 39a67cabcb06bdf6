/**
 * What `import … from 'kubeplan'` gives. Everything here is pure: texts and values in, answers out; no files, no network,
 * no clock.
 */

export type {
  Finding,
  Fix,
  Location,
  ObjectRef,
  Position,
  RuleSet,
  ServerSays,
  Severity,
  TextEdit,
} from './api/finding.js';
export type { FeatureGates } from './api/gates.js';
export { KUBERNETES_VERSIONS, type KubernetesVersion, NEWEST_VERSION, parseVersion } from './api/version.js';
export {
  type Diff,
  type DiffOptions,
  diff,
  type FieldChange,
  type ObjectDiff,
  type TextDiff,
} from './diff/diff.js';
export type { Chain, ChainLink } from './explain/chains/chain.js';
export type { Explanation } from './explain/explanation.js';
export { explain, follow, type PlanOptions, plan, type WorldOptions } from './library.js';
export { applyFixes, type Fixed } from './lint/fix.js';
export { type LintResult, lint } from './lint/lint.js';
export type { LintOptions } from './lint/options.js';
export type { RuleChoice, RuleLevel } from './lint/rule-choice.js';
export type { Source } from './manifest/document.js';
export { type CrdSchemas, crdSchemas } from './schema/crds.js';
export type { SchemaError, SchemaErrorCode } from './schema/error.js';
export { type Resource, type Resources, resources } from './schema/resources.js';
export { validateObject } from './schema/validate.js';
export type { Action } from './simulation/actions/action.js';
export type { Plan, Step, StuckPod, WorkloadOutcome } from './simulation/plan.js';
