import type { JsonObject } from '../api/json.js';
import type { KubernetesVersion } from '../api/version.js';
import type { CrdSchemas } from '../schema/crds.js';
import { validateObject } from '../schema/validate.js';
import type { Collector } from './collector.js';
import type { LintObject } from './object.js';
import type { LintOptions } from './options.js';
import { podOf } from './pods.js';
import type { ObjectContext, ObjectRule, PodRule, Rule, SchemaRule } from './rule.js';
import { RULES } from './rules/index.js';

/** What an object is checked with. */
export interface Surroundings {
  version: KubernetesVersion;
  crds: CrdSchemas | undefined;
  options: LintOptions;
  collector: Collector;
  /** The texts by the names of their files. */
  texts: ReadonlyMap<string, string>;
}

const SCHEMA_RULES = new Map(
  RULES.filter((rule): rule is SchemaRule => rule.visit === 'SchemaError').flatMap((rule) =>
    rule.codes.map((code) => [code, rule] as const),
  ),
);
const OBJECT_RULES = RULES.filter(
  (rule): rule is ObjectRule | PodRule => rule.visit === 'Object' || rule.visit === 'Pod',
);

/** Puts one object to the schema and to every rule that looks at single objects. */
export function checkObject(object: LintObject, around: Surroundings): void {
  const { version, crds, collector, options } = around;
  const errors = validateObject(version, object.value, crds);
  const context = (rule: Rule): ObjectContext => ({
    version,
    object,
    report: (problem) => collector.report(rule, object, problem),
    validate: (value: JsonObject) => validateObject(version, value, crds),
    textAt(path, of) {
      const location = object.document.locate(path, of);
      const text = around.texts.get(location.file)?.slice(location.start.offset, location.end.offset) ?? '';
      return { text, location };
    },
  });
  for (const error of errors) {
    if (error.code === 'no-schema') object.hasSchema = false;
    const misspelt = error.suggestion !== undefined;
    if (options.ignoreUnknownKinds && !misspelt && UNKNOWN.has(error.code)) continue;
    const rule = SCHEMA_RULES.get(error.code);
    rule?.check(error, context(rule));
  }
  const pod = podOf(object);
  for (const rule of OBJECT_RULES) {
    if (rule.visit === 'Object') rule.check(object, context(rule));
    else if (pod) rule.check(pod, context(rule));
  }
}

const UNKNOWN: ReadonlySet<string> = new Set(['unknown-kind', 'unknown-version', 'no-schema']);
