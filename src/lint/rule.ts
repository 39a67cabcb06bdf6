/** What a rule is: its data, what it visits, and what it says of it. */
import type { Fix, RuleData, ServerSays, Severity } from '../api/finding.js';
import type { JsonObject } from '../api/json.js';
import type { KubernetesVersion } from '../api/version.js';
import type { PositionOf } from '../manifest/document.js';
import type { SchemaError, SchemaErrorCode } from '../schema/error.js';
import type { KnownWorld } from './known-world.js';
import type { LintObject, Place } from './object.js';
import type { Objects } from './objects.js';
import type { LintOptions } from './options.js';
import type { ContainerAt, PodAt } from './pods.js';
import type { NameReferenceAt, PartReferenceAt, SelectorReferenceAt } from './references.js';

/** What a rule says of one place of an object. */
export interface Problem {
  at: Place;
  /** Whether the value that stands there is meant (the default) or the key that leads to it. */
  of?: PositionOf;
  message: string;
  /** What to do, in a few words, shown beside the caret: `did you mean web?`. */
  hint?: string;
  /** Other than the rule's own. */
  severity?: Severity;
  /** Other places that matter, of this object or others, each with a word on why. */
  related?: readonly { message: string; at: Place; of?: PositionOf }[];
  server?: ServerSays;
  /** Where the API server itself speaks of the same thing, if that is not `at`: its words are joined to the finding. */
  serverAt?: Place;
  fix?: Fix;
  /** What problems of one rule have in common that are one thing to mend: they are one finding, without a fix, at the first. */
  cause?: string;
}

/** What a rule knows beside that which it visits, and whom it tells. */
export interface Context {
  version: KubernetesVersion;
  options: LintOptions;
  /** The objects of all files. */
  objects: Objects;
  /** What is known of what they refer to. */
  world: KnownWorld;
  report(problem: Problem): void;
  /** What the schema says of a value in the place of an object: a fix must not break it. */
  validate(value: JsonObject): SchemaError[];
}

/** Speaks of what the schema found wrong with an object. */
interface SchemaErrorRule extends RuleData {
  visit: 'SchemaError';
  /** The errors that are its business. */
  codes: readonly SchemaErrorCode[];
  check(error: SchemaErrorAt, context: Context): void;
}

/** Looks at every object whose kind is known. */
interface ObjectRule extends RuleData {
  visit: 'Object';
  check(object: LintObject, context: Context): void;
}

/** Looks at every pod: of a Pod, or of the template of a workload. */
interface PodRule extends RuleData {
  visit: 'Pod';
  check(pod: PodAt, context: Context): void;
}

/** Looks at every container of every pod, those that only begin it or are added to it too. */
interface ContainerRule extends RuleData {
  visit: 'Container';
  check(container: ContainerAt, context: Context): void;
}

/** Looks at every reference to another object by its name (src/references). */
interface NameReferenceRule extends RuleData {
  visit: 'Reference';
  by: 'name';
  /** The kinds that it is about, as the cluster files them; all unless it says. */
  to?: readonly string[];
  check(reference: NameReferenceAt, context: Context): void;
}

/** Looks at every selector of other objects. */
interface SelectorReferenceRule extends RuleData {
  visit: 'Reference';
  by: 'selector';
  /** The kinds that are selected. */
  to?: readonly string[];
  check(reference: SelectorReferenceAt, context: Context): void;
}

/** Looks at every name of a part of the same object: of a volume, a port, a container. */
interface PartReferenceRule extends RuleData {
  visit: 'Reference';
  by: 'part';
  /** What is named. */
  to?: readonly PartReferenceAt['part'][];
  check(reference: PartReferenceAt, context: Context): void;
}

export type ReferenceRule = NameReferenceRule | SelectorReferenceRule | PartReferenceRule;

/** Looks at all objects of all files together. */
interface FilesRule extends RuleData {
  visit: 'Files';
  check(objects: Objects, context: Context): void;
}

export type Rule = SchemaErrorRule | ObjectRule | PodRule | ContainerRule | ReferenceRule | FilesRule;

/** What the schema found wrong, with its place. */
export interface SchemaErrorAt extends SchemaError {
  at: Place;
}

/** Declares a rule: data first, then one function. */
export function rule<R extends Rule>(definition: R): R {
  return definition;
}
