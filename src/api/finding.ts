import type { FieldErrorType } from './field-error.js';
import type { Path } from './json.js';
import type { KubernetesVersion } from './version.js';

/** A place in a file; line and column count from 1, columns in UTF-16 code units, offsets from 0. */
export interface Position {
  line: number;
  column: number;
  offset: number;
}

/** A range of a file. `end` is exclusive. `file` is the path as the user gave it, `-` for standard input. */
export interface Location {
  file: string;
  start: Position;
  end: Position;
}

export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** An edit that mends a finding: the text of `location` is replaced by `text`. */
export interface TextEdit {
  location: Location;
  text: string;
}

export interface Fix {
  /** What the fix does, as an order: `write imagePullPolicy`. */
  title: string;
  edits: TextEdit[];
}

/** What the API server itself would say of the same thing, word for word. */
export interface ServerSays {
  /** `spec.template.metadata.labels`; empty for a refusal without a field. */
  field: string;
  type?: FieldErrorType;
  /** The server's text: of a cause without its field, or the whole refusal. */
  message: string;
}

/** The object that a finding is about. */
export interface ObjectRef {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
}

/**
 * How much is asked of manifests; each set has the rules of those before it. `default`: what is wrong, or can only be meant
 * otherwise. `recommended`: what practice advises, and what is dangerous to ask for. `strict`: hardening.
 */
export const RULE_SETS = ['default', 'recommended', 'strict'] as const;
export type RuleSet = (typeof RULE_SETS)[number];

/** What a rule can be told in a configuration. */
export interface ParameterData {
  type: 'texts' | 'number';
  /** What it is for, in a few words, with an example. */
  summary: string;
}

/** What is told under one name, wherever it is found out. */
export interface RuleData {
  /** `group/name`: `schema/unknown-field`, `api/removed`, `yaml/syntax`. */
  name: string;
  /** How bad what it finds is, unless the finding says otherwise. */
  severity: Severity;
  /** What is wrong when it speaks, in one sentence, for lists of rules. */
  summary: string;
  /** The least set that it is of: `default` unless it says. */
  set?: RuleSet;
  /** What it can be told, by name. */
  parameters?: Readonly<Record<string, ParameterData>>;
  /** The page of docs/rules that tells of it among others; a rule without one has its own, `GROUP/NAME.md`. */
  page?: string;
}

/** One thing that is wrong or doubtful. A finding without a location is a defect of kubeplan. */
export interface Finding {
  /** The name of its rule, one of the catalogue (src/lint/rules/catalogue.ts). */
  rule: string;
  severity: Severity;
  /** One plain sentence without a full stop at the end. */
  message: string;
  location: Location;
  object?: ObjectRef;
  /** Where in the object: the path that `location` was looked up with. */
  path?: Path;
  /** Other places that matter, each with a word on why. */
  related?: { message: string; location: Location }[];
  /** A short hint to be shown below the code frame: `did you mean web?`. */
  hint?: string;
  server?: ServerSays;
  fix?: Fix;
  /** What findings of one rule have in common that are one thing to mend. */
  cause?: string;
  /** The Kubernetes versions that it holds for, where it does not hold for all that were asked about. */
  versions?: readonly KubernetesVersion[];
  /** What it is recognised by when the text around it changes: its rule, object and field, without file and line. */
  key?: string;
  /** Why it is not to be told. */
  ignored?: Ignored;
}

/** What keeps a finding from being told: a comment or an annotation of the manifest, or a baseline of what was there before. */
interface Ignored {
  by: 'manifest' | 'baseline' | 'revision';
  /** What the manifest says of it; empty where it says nothing. */
  reason?: string;
  /** Where it says so. */
  location?: Location;
}

/** `web.yaml:3:5`, as compilers and editors write places. */
export function placeText({ file, start }: Location): string {
  return `${file}:${start.line}:${start.column}`;
}
