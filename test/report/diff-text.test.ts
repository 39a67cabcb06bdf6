import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/api/finding.js';
import type { FieldChange, ObjectDiff } from '../../src/diff/diff.js';
import type { DiffTextOptions } from '../../src/report/diff-text.js';
import { at, diff, named, object, show } from './diffs.js';

describe('the first line of a diff', () => {
  it.each<[ObjectDiff[], number, string]>([
    [[], 0, 'No objects to compare.'],
    [[], 2, '2 unreadable. No objects to compare.'],
    [[object('same')], 0, 'Nothing changes: 1 object is the same.'],
    [[object('same'), object('same')], 0, 'Nothing changes: 2 objects are the same.'],
    [
      [object('same'), object('same', { rewritten: true })],
      1,
      '1 unreadable. Nothing changes: 2 objects are the same, 1 of them written differently.',
    ],
    [
      (['changed', 'added', 'removed', 'refused', 'same'] as const).map((verdict) => object(verdict)),
      0,
      '1 changed, 1 added, 1 gone, 1 refused, 1 the same.',
    ],
    [[object('same'), object('added'), object('added')], 3, '3 unreadable. 2 added, 1 the same.'],
  ])('%#', (objects, problems, line) => {
    const finding: Finding = { rule: 'x/y', severity: 'error', message: 'm', location: at('f', 1) };
    expect(show(diff(...objects), { problems: Array.from({ length: problems }, () => finding) })[0]).toBe(
      line,
    );
  });
});

describe('what was wrong with the files', () => {
  it('is told with its place and without control characters', () => {
    const finding: Finding = {
      rule: 'x/y',
      severity: 'error',
      message: 'a\x1b[31m',
      location: at('f\x07', 2, 3),
    };
    expect(show(diff(), { problems: [finding] })).toEqual([
      '1 unreadable. No objects to compare.',
      '',
      'unreadable  a␛[31m  f␇:2:3',
    ]);
  });

  it('is what stands twice, by name, up to three of them', () => {
    const twice = (count: number) => ({
      ...diff(),
      repeated: ['a', 'b', 'c', 'd', 'e']
        .slice(0, count)
        .map((name) => ({ object: named('Pod', name), location: at('f', 1) })),
    });
    const WORDS = 'given more than once, the last one counts:';
    expect(show(twice(1))[2]).toBe(`${WORDS} pod/a  f:1:1`);
    expect(show(twice(2))[2]).toBe(`${WORDS} pod/a, pod/b`);
    expect(show(twice(3))[2]).toBe(`${WORDS} pod/a, pod/b, pod/c`);
    expect(show(twice(4))[2]).toBe(`${WORDS} pod/a, pod/b, pod/c and 1 more (--verbose says where)`);
    expect(show(twice(1), { verbose: true }).slice(2)).toEqual([`${WORDS} pod/a`, '    pod/a  f:1:1']);
    expect(show(twice(4), { verbose: true })[2]).toBe(`${WORDS} pod/a, pod/b, pod/c and 1 more`);
    const same = { ...diff(), repeated: [twice(1).repeated[0]!, twice(1).repeated[0]!] };
    expect(show(same)[2]).toBe(`${WORDS} pod/a`);
  });
});

describe('an object', () => {
  it('has a mark, and what follows from its change', () => {
    const consequences = [
      { type: 'in-place' as const, text: 'first \x1b' },
      { type: 'in-place' as const, text: 'second, which goes on for longer than the line does' },
    ];
    const all = [
      object('changed', { consequences, object: named('Pod', 'changed') }),
      object('refused', { object: named('Pod', 'refused') }),
      object('added', { object: named('Pod', 'added'), newLocation: at('new', 1) }),
      object('removed', {
        object: named('Pod', 'gone'),
        oldLocation: at('old', 2),
        consequences: [consequences[0]!],
      }),
      object('same', { object: named('Pod', 'same') }),
    ];
    expect(show(diff(...all), { width: 50, verbose: true }).slice(2)).toEqual([
      '~ pod/changed  first ␛',
      '               second, which goes on for longer',
      '               than the line does',
      '! pod/refused  refused',
      '+ pod/added    new:1:1',
      '- pod/gone     first ␛  old:2:1',
      '  pod/same     the same',
      '',
      'kubectl delete pod/gone   removes what is gone.',
    ]);
    expect(show(diff(...all)).join('\n')).not.toContain('the same\n');
  });

  it.each([
    ['default', undefined, 'pod/a'],
    ['shop', undefined, 'pod/a -n shop'],
    ['shop', 'shop', 'pod/a'],
    ['default', 'shop', 'pod/a -n default'],
    [undefined, 'shop', 'pod/a'],
  ])('in namespace %s is named, where %s is usual: %s', (namespace, usual, name) => {
    const one = object('added', { object: named('Pod', 'a', namespace) });
    expect(show(diff(one), usual === undefined ? {} : { namespace: usual })[2]).toBe(`+ ${name}`);
  });

  it('whose name is long has what follows on lines of its own', () => {
    const text = (name: string) =>
      show(
        diff(
          object('changed', { object: named('Pod', name), consequences: [{ type: 'in-place', text: 'x' }] }),
          object('changed', { object: named('Pod', 'b'), consequences: [{ type: 'in-place', text: 'y' }] }),
        ),
      ).slice(2);
    const forty = 'n'.repeat(36);
    expect(text(forty)).toEqual([`~ pod/${forty}  x`, `~ pod/b${' '.repeat(35)}  y`]);
    expect(text(`${forty}n`)).toEqual([`~ pod/${forty}n`, '         x', '~ pod/b  y']);
  });

  it('has its place behind it, or below where that does not fit', () => {
    const one = object('removed', {
      oldLocation: at('a-file.yaml', 12),
      consequences: [{ type: 'in-place', text: 'a text of thirty-two characters.' }],
    });
    const lines = (width: number) => show(diff(one), { width }).slice(2, -2);
    expect(lines(65)).toEqual(['- configmap/a  a text of thirty-two characters.  a-file.yaml:12:1']);
    expect(lines(64)).toEqual(['- configmap/a  a text of thirty-two characters.', '    a-file.yaml:12:1']);
  });
});

describe('a refusal', () => {
  const refused = (rest: Partial<ObjectDiff>, options: DiffTextOptions = { width: 300 }) =>
    show(diff(object('refused', rest)), options).slice(2);
  const long = 'x'.repeat(160);

  it('is told with its field, and where that is written', () => {
    const refusals = [
      { field: 'spec.a', message: 'no', location: at('new', 3, 4) },
      { field: '', message: 'never\nat all', location: at('new', 5, 6) },
      { field: 'spec.b', message: 'no' },
    ];
    expect(refused({ refusals, asBefore: true, recreation: 'It goes' })).toEqual([
      '! configmap/a  refused, as before: spec.a: no',
      '    new:3:4',
      '    never at all  new:5:6',
      '    spec.b: no',
      '    It goes.',
    ]);
    const changes = [
      { op: 'add', path: 'spec.a', hidden: false, new: 1, newLocation: at('new', 3, 4) },
    ] as FieldChange[];
    expect(refused({ refusals: refusals.slice(0, 1), changes })).toEqual([
      '! configmap/a  refused: spec.a: no',
      '    spec.a  + 1  new:3:4',
    ]);
  });

  it.each<[string, string, string]>([
    ['spec.a', 'y'.repeat(152), `spec.a: ${'y'.repeat(152)}`],
    ['spec.a', `${'y'.repeat(153)}\nmore`, `spec.a: ${'y'.repeat(153)}`],
    ['spec.a', `Invalid value: "${long}": is too long`, 'spec.a: Invalid value: …: is too long'],
    [
      'spec.\x1ba',
      `Invalid value: {"a":"${long}"}: field is immutable`,
      'spec.␛a: Invalid value: …: field is immutable',
    ],
    ['', `Invalid value: "${long}\n": no`, 'Invalid value: …: no'],
    // What makes it long is not the value.
    [
      'metadata.name',
      `Invalid value: "B_bad": ${'y'.repeat(200)}`,
      `metadata.name: Invalid value: "B_bad": ${'y'.repeat(200)}`,
    ],
    [
      'a',
      `Invalid value: "${'x'.repeat(78)}": ${'y'.repeat(80)}`,
      `a: Invalid value: "${'x'.repeat(78)}": ${'y'.repeat(80)}`,
    ],
    ['a', `Invalid value: "${'x'.repeat(79)}": ${'y'.repeat(80)}`, `a: Invalid value: …: ${'y'.repeat(80)}`],
  ])('of %j is shortened where it is long', (field, message, text) => {
    expect(refused({ refusals: [{ field, message }] })).toEqual([`! configmap/a  refused: ${text}`]);
    const whole = `${field ? `${field}: ` : ''}${message}`.replaceAll('\n', ' ').replaceAll('\x1b', '␛');
    expect(refused({ refusals: [{ field, message }] }, { width: 300, verbose: true }).join(' ')).toContain(
      whole.slice(-40),
    );
  });

  it('is broken where the line ends, in at least thirty columns', () => {
    const refusals = [
      { field: '', message: 'one two three four five six seven' },
      { field: '', message: 'one two three four five six seven', location: at('f', 1) },
    ];
    expect(refused({ refusals, recreation: 'It goes, and it comes, and it stays' }, { width: 20 })).toEqual([
      '! configmap/a  refused: one two three four',
      '               five six seven',
      '    one two three four five six',
      '    seven  f:1:1',
      '    It goes, and it comes, and it',
      '    stays.',
    ]);
  });
});
