import { type Diff, type DiffOptions, diff, type FieldChange } from '../../src/diff/diff.js';

/** All that a diff of two texts says, a line for each fact. Places are `line:column`. */
export function told(old: string, now: string, options: DiffOptions = {}): string[] {
  const { objects, counts, repeated, findings } = diff(
    [{ file: 'old', text: old }],
    [{ file: 'new', text: now }],
    options,
  );
  return [
    ...objects.flatMap(objectLines),
    ...repeated.map(
      ({ object, location }) => `repeated ${JSON.stringify(object)} ${location.file} ${place(location)}`,
    ),
    ...findings.map(({ rule, location }) => `finding ${rule} ${location.file} ${place(location)}`),
    Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([verdict, count]) => `${count} ${verdict}`)
      .join(', ') || 'nothing',
  ];
}

type Place = { start: { line: number; column: number } };

function place(location: Place | undefined): string {
  return location ? `${location.start.line}:${location.start.column}` : '-';
}

function objectLines(object: Diff['objects'][number]): string[] {
  const { verdict, oldLocation, newLocation, changes, consequences, refusals, recreation, ...rest } = object;
  const { apiVersion, kind, namespace, name } = rest.object;
  const flags = [...(rest.asBefore ? ['as before'] : []), ...(rest.rewritten ? ['rewritten'] : [])];
  const where = `${place(oldLocation)} ${place(newLocation)}`;
  return [
    [verdict, apiVersion, kind, `${namespace ?? ''}/${name}`, where, ...flags].join(' '),
    ...changes.map((change) => `  ${changeLine(change)}`),
    ...consequences.map(({ type, text, facts }) => `  = ${type}: ${text}${facts ? ` ${json(facts)}` : ''}`),
    ...refusals.map(
      ({ field, message, location }) => `  ! ${field}: ${message.replaceAll('\n', '⏎')} ${place(location)}`,
    ),
    ...(recreation === undefined ? [] : [`  ! ${recreation}`]),
  ];
}

function changeLine(change: FieldChange): string {
  const { op, path, hidden, lines, oldLocation, newLocation, oldIsDefault, newIsDefault } = change;
  const side = (value: unknown, isDefault: boolean | undefined, at: Place | undefined) =>
    [
      ...(value === undefined ? [] : [json(value)]),
      ...(isDefault ? ['(default)'] : []),
      ...(at ? [place(at)] : []),
    ].join(' ');
  const sides = `${side(change.old, oldIsDefault, oldLocation)} → ${side(change.new, newIsDefault, newLocation)}`;
  return `${op} ${path}: ${hidden ? 'hidden ' : ''}${sides}${lines ? ` ${json(lines)}` : ''}`;
}

function json(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));
}
