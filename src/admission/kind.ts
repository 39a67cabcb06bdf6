/** What admission knows of a kind. */

import type { Decider } from '../api/field-error.js';
import type { Release } from '../api/gates.js';
import type { Path } from '../api/json.js';
import type { Words } from '../api/wording.js';
import type { FieldErrors } from './field-errors.js';
import type { Obj } from './fields.js';

/** What every stage is told beside the object. */
export interface Context extends Release {
  operation: 'create' | 'update' | 'delete';
  /** The kind asked about, as the manifest names it. */
  apiVersion: string;
  kind: string;
  /** Milliseconds since 1970, for the few defaults that are a time. 0 where the caller has none. */
  now: number;
  /** What plugins that looked at the world let the kind's own mutations know. */
  hints: Hints;
  /** Who asks, for the few objects that record it. */
  user?: UserInfo;
  /** The request stores nothing. */
  dryRun?: boolean;
  /** The labels of the object's namespace, where they are known. */
  namespaceLabels?: Readonly<Record<string, string>>;
}

/** A user as authentication makes them out. */
export interface UserInfo {
  username: string;
  uid?: string;
  groups?: readonly string[];
}

export interface Hints {
  /** False: the pod's service account says that no token is mounted. */
  mountToken?: boolean;
  /** The pod's priority was looked up. */
  prioritySet?: boolean;
}

/** The rule of an object's name: what is wrong with the text. */
export type NameRule = (name: string, release?: Release) => readonly Words[];

/** Fills in what the manifest leaves out; writes into the (decoded, own) object. */
type Defaults<O extends Obj = Obj> = (object: O, context: Context) => void;

/** A kind as data; every function works on the decoded object, `Struct<'apps.v1.Deployment'>` where it says so. */
export interface KindRules<O extends Obj = Obj> {
  kind: string;
  /** The groups of the kind: `apps`; the empty string for core. */
  group: string;
  name: NameRule;
  /** Of kinds that no server serves unless it is told to, of which the table of resources says nothing: they are in namespaces. */
  namespaced?: true;
  /** The kind is validated through core's wrapper, which wants finalizers qualified. */
  coreMetadata?: boolean;
  /** Metadata is looked at by the generic rules only. */
  ownMetadata?: boolean;
  /** Why a request cannot be answered at all (400). */
  misfit?(object: O): string | undefined;
  defaults?: Defaults<O>;
  /** What the server changes before it validates: status, fields of features that are off. `old` on update. */
  prepare?(object: O, old: O | undefined, context: Context): void;
  /** What mutating admission does without a look at the world. */
  mutate?(object: O, old: O | undefined, context: Context): void;
  validate?(object: O, errors: FieldErrors, context: Context): void;
  validateUpdate?(object: O, old: O, errors: FieldErrors, context: Context): void;
  /** Field errors of validating plugins: looked for when nothing else was wrong. */
  lateErrors?(object: O, old: O | undefined, errors: FieldErrors, context: Context): void;
  /** Warnings that are given whether or not the object is accepted; before `prepare`. */
  earlyWarnings?(object: O, old: O | undefined, context: Context): string[];
  warnings?(object: O, old: O | undefined, context: Context): string[];
  /** What is stored, where it differs from what was validated. */
  finish?(object: O, context: Context): void;
  /** A refusal of a mutating plugin, before validation (403), in the words after `is forbidden: `. */
  refuse?(object: O, old: O | undefined, context: Context): string | undefined;
  /** A refusal after validation (403), in the words after `is forbidden: `. */
  forbid?(object: O, old: O | undefined, context: Context): string | undefined;
}

/** The rules of a kind, and what the table of resources says of it. */
export interface ResourceRules extends Omit<KindRules, 'namespaced'> {
  /** `deployments`, for messages. */
  resource: string;
  namespaced: boolean;
}

/** A refusal that is not a list of field errors. */
export interface Refusal {
  code: number;
  reason: string;
  message: string;
  /** What the Status says in detail, where it is not field errors. */
  causes?: { field: string; reason: string; message: string }[];
  /** The object that is not there: elsewhere, or later, it may be. */
  missing?: { kind: string; name: string };
  /** What of the object is at fault, where that can be told: fields that are there, or that would have to be. */
  places?: readonly Path[];
  /** The object of the world that decided so. */
  by?: Decider;
}
