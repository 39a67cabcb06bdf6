/** `kubeplan diff --format json`: the format `kubeplan.diff/1` of docs/diff.md. */

import type { Finding, Location } from '../api/finding.js';
import type { Diff, ObjectDiff } from '../diff/diff.js';
import { jsonText } from './inert.js';

const DIFF_FORMAT = 'kubeplan.diff/1';

interface Place {
  file: string;
  line: number;
  column: number;
}

function place(location: Location | undefined): Place | undefined {
  return location && { file: location.file, line: location.start.line, column: location.start.column };
}

function told(problems: readonly Finding[]) {
  return problems.map(({ rule, message, location }) => ({ rule, message, at: place(location) }));
}

/** The whole report as one JSON document, ending with a line end. */
export function diffJson(diff: Diff, problems: readonly Finding[] = []): string {
  return jsonText(diffReport(diff, problems));
}

/** The same as data. */
export function diffReport(diff: Diff, problems: readonly Finding[] = []) {
  return {
    format: DIFF_FORMAT,
    kubernetes: diff.version,
    ...(diff.from !== undefined && { from: diff.from }),
    counts: diff.counts,
    unreadable: told(problems.filter(({ severity }) => severity === 'error')),
    leftOut: told(problems.filter(({ severity }) => severity !== 'error')),
    repeated: diff.repeated.map(({ object, location }) => ({ ...object, at: place(location) })),
    ...(diff.notes.length > 0 && { notes: diff.notes }),
    ...(diff.reach.length > 0 && { reach: diff.reach }),
    objects: diff.objects.map(objectJson),
    ...(diff.rollback && {
      rollback: { ...diff.rollback, objects: diff.rollback.objects.map(objectJson) },
    }),
  };
}

function objectJson(object: ObjectDiff) {
  return {
    verdict: object.verdict,
    ...object.object,
    old: place(object.oldLocation),
    new: place(object.newLocation),
    ...(object.rewritten && { rewritten: true }),
    ...(object.word !== undefined && { kubectl: object.word }),
    ...(object.warnings.length > 0 && { warnings: object.warnings }),
    ...(object.warned?.some((one) => one) && {
      warnedSince: object.warned.map((one) => one?.since ?? null),
    }),
    ...(object.since !== undefined && { since: object.since }),
    ...(object.asBefore && { asBefore: true }),
    changes: object.changes.map(({ op, path, hidden, lines, ...rest }) => ({
      op,
      path,
      ...(hidden && { hidden }),
      ...(rest.old !== undefined && { old: rest.old }),
      ...(rest.new !== undefined && { new: rest.new }),
      ...(rest.oldIsDefault && { oldIsDefault: true }),
      ...(rest.newIsDefault && { newIsDefault: true }),
      ...(rest.culprit !== undefined && { culprit: rest.culprit }),
      ...(rest.drift && { drift: rest.drift }),
      ...(rest.since !== undefined && { since: rest.since }),
      ...(lines && { lines }),
      oldAt: place(rest.oldLocation),
      newAt: place(rest.newLocation),
    })),
    consequences: object.consequences,
    ...(object.unexpected.length > 0 && {
      unexpected: object.unexpected.map(({ location, ...one }) => ({ ...one, at: place(location) })),
    }),
    refusals: object.refusals.map(({ field, message, location }) => ({
      field,
      message,
      at: place(location),
    })),
    ...(object.recreation && { recreation: object.recreation }),
    ...(object.recreate && { recreate: object.recreate }),
  };
}
