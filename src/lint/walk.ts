/** Brings what is in objects to the rules that visit it. */
import { referencesOfRows } from '../references/references-of.js';
import type { ReferenceRow } from '../references/row.js';
import type { SchemaError } from '../schema/error.js';
import type { LintObject, Place } from './object.js';
import { containersOf, podOf } from './pods.js';
import { type ReferenceAt, referenceAt } from './references.js';
import type { Context, ReferenceRule, Rule } from './rule.js';

type Visit<Node> = (node: Node) => void;

/** The way of all rules through the objects. What no rule visits is not looked for. */
export interface Walk {
  /** Brings what the schema found wrong with an object to the rules that speak of it. */
  schemaError(error: SchemaError, object: LintObject): void;
  /** Brings an object, its pod, its containers and what it refers to, each to the rules that visit such. */
  object(object: LintObject): void;
  /** Brings all objects together to the rules that compare them. */
  files(): void;
}

/** Told of a rule that threw, with the object that it looked at. */
type Failed = (object: LintObject, cause: unknown, rule: string) => void;

/**
 * `contextOf`: what a rule is given beside that which it visits; asked for once. A rule that throws is told to `failed`, and all
 * others go on.
 */
export function walkFor(rules: readonly Rule[], contextOf: (rule: Rule) => Context, failed: Failed): Walk {
  const visiting = <Kind extends Rule['visit']>(kind: Kind) =>
    rules.filter((rule): rule is Extract<Rule, { visit: Kind }> => rule.visit === kind);
  const visitOf = <Node extends { at: Place }>(
    rule: Rule & { check(node: Node, context: Context): void },
  ): Visit<Node> => {
    const context = contextOf(rule);
    return guarded((node: Node) => rule.check(node, context), rule, failed);
  };
  const ofSchemaError = visiting('SchemaError').map((rule) => ({ codes: rule.codes, visit: visitOf(rule) }));
  const ofObject = visiting('Object').map(visitOf);
  const ofPod = visiting('Pod').map(visitOf);
  const ofContainer = visiting('Container').map(visitOf);
  const ofReferences = referencesVisit(visiting('Reference'), contextOf, failed);
  return {
    schemaError(error, object) {
      const told = { ...error, at: object.at.child(...error.path) };
      for (const { codes, visit } of ofSchemaError) if (codes.includes(error.code)) visit(told);
    },
    object(object) {
      for (const visit of ofObject) visit(object);
      const pod = ofPod.length + ofContainer.length > 0 ? podOf(object) : undefined;
      if (pod) for (const visit of ofPod) visit(pod);
      const containers = pod && ofContainer.length > 0 ? containersOf(pod) : [];
      for (const container of containers) for (const visit of ofContainer) visit(container);
      ofReferences?.(object);
    },
    files() {
      for (const rule of visiting('Files')) {
        const context = contextOf(rule);
        try {
          rule.check(context.objects, context);
        } catch (error) {
          const [first] = context.objects.all;
          if (first) failed(first, error, rule.name);
        }
      }
    },
  };
}

/** The same visit, of which nothing is thrown. */
function guarded<Node extends { at: Place }>(
  visit: Visit<Node>,
  { name }: Rule,
  failed: Failed,
): Visit<Node> {
  return (node) => {
    try {
      visit(node);
    } catch (error) {
      failed(node.at.object, error, name);
    }
  };
}

/** Looks for those references of an object that the rules are about, once for all of them. */
function referencesVisit(
  rules: readonly ReferenceRule[],
  contextOf: (rule: Rule) => Context,
  failed: Failed,
): Visit<LintObject> | undefined {
  if (rules.length === 0) return undefined;
  const referencesOf = referencesOfRows((row) => rules.some((rule) => canBeOf(row, rule)));
  const visits = rules.map((rule) => guarded(referenceVisit(rule, contextOf(rule)), rule, failed));
  return (object) => {
    for (const reference of referencesOf(object.value)) {
      const placed = referenceAt(reference, object);
      for (const visit of visits) visit(placed);
    }
  };
}

/** Whether what a row of the table finds can be what a rule is about; of some rows only the object says which kind it is. */
function canBeOf(row: ReferenceRow, { by, to }: ReferenceRule): boolean {
  if ('part' in row) return by === 'part' && isAmong(row.part, to);
  if ('selector' in row) return by === 'selector' && isAmong(row.to, to);
  return by === 'name' && (typeof row.to !== 'string' || isAmong(row.to, to));
}

function referenceVisit(rule: ReferenceRule, context: Context): Visit<ReferenceAt> {
  switch (rule.by) {
    case 'name':
      return (reference) => {
        if (reference.by === 'name' && isAmong(reference.to, rule.to)) rule.check(reference, context);
      };
    case 'selector':
      return (reference) => {
        if (reference.by === 'selector' && isAmong(reference.to, rule.to)) rule.check(reference, context);
      };
    case 'part':
      return (reference) => {
        if (reference.by === 'part' && isAmong(reference.part, rule.to)) rule.check(reference, context);
      };
  }
}

/** Rules that do not say what they are about are about all. */
function isAmong(one: string, wanted: readonly string[] | undefined): boolean {
  return wanted?.includes(one) ?? true;
}
