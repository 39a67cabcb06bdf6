import type { Fix, Location, ServerSays, Severity } from '../api/finding.js';
import type { JsonObject, Path } from '../api/json.js';
import type { PodSpec } from '../api/objects.js';
import type { KubernetesVersion } from '../api/version.js';
import type { PositionOf } from '../manifest/document.js';
import type { SchemaError, SchemaErrorCode } from '../schema/error.js';
import type { LintObject } from './object.js';
import type { LintOptions } from './options.js';

/** What a rule says of one place of an object. */
export interface Problem {
  /** Where in the object. */
  path: Path;
  /** Whether the value at `path` is meant (the default) or the key that leads to it. */
  of?: PositionOf;
  message: string;
  /** What to do, in a few words, shown beside the caret: `did you mean web?`. */
  hint?: string;
  /** Other than the rule's own. */
  severity?: Severity;
  related?: { message: string; location: Location }[];
  server?: ServerSays;
  /** Where the API server itself speaks of the same thing, if that is not `path`: its words are joined to the finding. */
  serverPath?: Path;
  fix?: Fix;
}

type Report = (problem: Problem) => void;

interface RuleData {
  /** `group/name`, as the file is called. */
  name: string;
  /** How bad what it finds is, unless it says otherwise. */
  severity: Severity;
  /** What is wrong when it speaks, in one sentence, for lists of rules. */
  summary: string;
}

/** Speaks of what the schema found wrong with an object. */
export interface SchemaRule extends RuleData {
  visit: 'SchemaError';
  /** The errors that are its business. */
  codes: readonly SchemaErrorCode[];
  check(error: SchemaError, context: ObjectContext): void;
}

/** Looks at every object whose kind is known. */
export interface ObjectRule extends RuleData {
  visit: 'Object';
  check(object: LintObject, context: ObjectContext): void;
}

/** Looks at every pod: of a Pod, or of the template of a workload. */
export interface PodRule extends RuleData {
  visit: 'Pod';
  check(pod: PodAt, context: ObjectContext): void;
}

/** Looks at all objects of all files together. */
export interface FilesRule extends RuleData {
  visit: 'Files';
  check(objects: readonly LintObject[], context: FilesContext): void;
}

export type Rule = SchemaRule | ObjectRule | PodRule | FilesRule;

/** A pod as a manifest describes it; fields can be missing or of a wrong type: the schema has said so already. */
export interface PodAt {
  object: LintObject;
  /** The way to the template: `['spec', 'template']`, `[]` for a Pod. */
  path: Path;
  metadata: JsonObject;
  spec: PodSpec;
  /** The way to `spec`. */
  specPath: Path;
}

export interface ObjectContext {
  version: KubernetesVersion;
  object: LintObject;
  report: Report;
  /** The text that stands at `path`, for building fixes. */
  textAt(path: Path, of?: PositionOf): { text: string; location: Location };
  /** What the schema says of another value in the object's place: a fix must not break it. */
  validate(value: JsonObject): SchemaError[];
}

export interface FilesContext {
  version: KubernetesVersion;
  options: LintOptions;
  report(object: LintObject, problem: Problem): void;
}

/** Declares a rule: data first, then one function. */
export function rule<R extends Rule>(definition: R): R {
  return definition;
}
