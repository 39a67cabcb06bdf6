import { describe, expect, it } from 'vitest';
import type { Finding, Location } from '../../src/api/finding.js';
import type { Diff, FieldChange, ObjectDiff, Verdict } from '../../src/diff/diff.js';
import { diffJson } from '../../src/report/diff-json.js';
import { type DiffTextOptions, diffText } from '../../src/report/diff-text.js';

const at = (file: string, line: number, column = 1): Location => ({
  file,
  start: { line, column, offset: 0 },
  end: { line, column, offset: 0 },
});

function object(verdict: Verdict, rest: Partial<ObjectDiff> = {}): ObjectDiff {
  return {
    verdict,
    object: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default', name: 'a' },
    changes: [],
    consequences: [],
    refusals: [],
    ...rest,
  };
}

function diff(...objects: ObjectDiff[]): Diff {
  const counts: Diff['counts'] = { changed: 0, added: 0, removed: 0, refused: 0, same: 0 };
  for (const { verdict } of objects) counts[verdict]++;
  return { version: '1.36', counts, objects, repeated: [] };
}

const named = (kind: string, name: string, namespace?: string) => ({
  apiVersion: 'v1',
  kind,
  ...(namespace && { namespace }),
  name,
});
const show = (given: Diff, options: DiffTextOptions = {}) =>
  diffText(given, options).split('\n').slice(0, -1);

/** The rows of one changed object. */
const rows = (changes: Partial<FieldChange>[], options: DiffTextOptions = {}) =>
  show(diff(object('changed', { changes: changes as FieldChange[] })), options).slice(3);

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

describe('a change', () => {
  it.each<[string, Partial<FieldChange>, string]>([
    ['an addition', { op: 'add', new: { a: 1 } }, 'spec.a  + {a: 1}'],
    ['a removal', { op: 'remove', old: [1, 'b'] }, 'spec.a  - [1, b]'],
    ['a replacement', { op: 'replace', old: 'a', new: 2 }, 'spec.a  a → 2'],
    ['of a default', { op: 'replace', old: 'a', oldIsDefault: true, new: 2 }, 'spec.a  a (default) → 2'],
    ['to a default', { op: 'replace', old: 'a', new: 2, newIsDefault: true }, 'spec.a  a → 2 (default)'],
    ['from nothing', { op: 'replace', new: 2 }, 'spec.a  unset → 2'],
    ['another order', { op: 'reorder', old: ['a', 'b'], new: ['b', 'a'] }, 'spec.a  order: a, b → b, a'],
    ['another order of what is no list', { op: 'reorder', old: 'a' }, 'spec.a  order: a → null'],
    ['something hidden that came', { op: 'add', hidden: true }, 'spec.a  added (value hidden)'],
    ['something hidden that went', { op: 'remove', hidden: true }, 'spec.a  removed (value hidden)'],
    ['something hidden that changed', { op: 'replace', hidden: true }, 'spec.a  changed (value hidden)'],
    ['short lists', { op: 'replace', old: [1], new: [2] }, 'spec.a  [1] → [2]'],
  ])('is told: %s', (_what, change, line) => {
    expect(rows([{ path: 'spec.a', ...change }])).toEqual([`    ${line}`]);
  });

  it('of a long list is told item by item', () => {
    const list = (...more: string[]) => ['a-word-of-twenty-chars', 'another-word-of-twenty', ...more];
    const change = (old: string[], now: string[]) => rows([{ path: 'p', op: 'replace', old, new: now }]);
    expect(change(list('xxxxxxxxxx'), ['b'])).toEqual(
      ['p  [a-word-of-twenty-chars, another-word-of-twenty, xxxxxxxxxx] → [b]'].map((line) => `    ${line}`),
    );
    expect(change(list('xxxxxxxxxxx'), list())).toEqual([
      '    p  list replaced: 1 out',
      '       a-word-of-twenty-chars',
      '       another-word-of-twenty',
      '      -xxxxxxxxxxx',
    ]);
    expect(change(list(), list('a-third-one', 'a-fourth'))[0]).toBe('    p  list replaced: 2 in');
    expect(change(list('a-third-one'), list('a-fourth-one'))[0]).toBe('    p  list replaced: 1 out, 1 in');
    expect(change(list('a-third-one'), list('a-third-one'))).toEqual(['    p  list replaced: another order']);
  });

  it.each([
    [1, 1, '1 line changed'],
    [2, 2, '2 lines changed'],
    [3, 1, '1 line changed, 2 added'],
    [1, 3, '1 line changed, 2 removed'],
    [2, 0, '2 added'],
    [0, 1, '1 removed'],
    [0, 0, 'line end changed'],
  ])('of lines, %i added and %i removed: %s', (added, removed, text) => {
    expect(rows([{ path: 'p', op: 'replace', lines: { added, removed, hunks: [] } }])).toEqual([
      `    p  ${text}`,
    ]);
  });

  it('of many lines is folded behind the twelfth, unless one only would be hidden', () => {
    const shown = (count: number, verbose = false) => {
      const hunk = { oldStart: 1, newStart: 1, lines: Array.from({ length: count }, (_, i) => `+${i}\t`) };
      return rows([{ path: 'p', op: 'replace', lines: { added: count, removed: 0, hunks: [hunk] } }], {
        verbose,
      });
    };
    expect(shown(12)).toHaveLength(13);
    expect(shown(13)).toHaveLength(14);
    expect(shown(14)).toHaveLength(14);
    expect(shown(14).slice(-2)).toEqual(['      +11  ', '      … 2 more lines, --verbose shows them']);
    expect(shown(14, true)).toHaveLength(15);
  });

  it('stands in columns where they fit, else in lines', () => {
    const changes: Partial<FieldChange>[] = [
      {
        path: 'spec.a',
        op: 'replace',
        old: 'one',
        new: 'two',
        oldLocation: at('old', 1),
        newLocation: at('new', 2),
      },
      { path: 'spec.longer', op: 'add', new: 'b', newLocation: at('new', 3) },
      { path: 'spec.c', op: 'remove', old: 'c' },
    ];
    expect(rows(changes, { width: 44 })).toEqual([
      '    spec.a       one → two  old:1:1  new:2:1',
      '    spec.longer  + b        new:3:1',
      '    spec.c       - c',
    ]);
    expect(rows(changes, { width: 43 })).toEqual([
      `    spec.a${' '.repeat(17)}old:1:1  new:2:1`,
      '      one → two',
      `    spec.longer${' '.repeat(21)}new:3:1`,
      '      + b',
      '    spec.c',
      '      - c',
    ]);
    expect(rows(changes, { width: 28 }).slice(0, 2)).toEqual([
      '    spec.a  old:1:1  new:2:1',
      '      one → two',
    ]);
    expect(rows(changes, { width: 27 })).toEqual([
      '    spec.a',
      '      old:1:1  new:2:1',
      '      one → two',
      '    spec.longer     new:3:1',
      '      + b',
      '    spec.c',
      '      - c',
    ]);
    const long = { path: 'p', op: 'add', new: 'one two three four five six seven' } as const;
    expect(rows([long], { width: 20 })).toEqual([
      '    p',
      '      + "one two three four five six',
      '      seven"',
    ]);
  });
});

describe('the last lines', () => {
  const last = (given: Diff, options: DiffTextOptions = { next: 'new.yaml' }) => {
    const lines = show(given, options);
    return lines.slice(lines.lastIndexOf('') + 1);
  };
  const gone = (name: string, namespace = 'default') =>
    object('removed', { object: named('ConfigMap', name, namespace) });

  it('remove what is gone, one command for each namespace, where a line can hold it', () => {
    expect(last(diff(gone('a'), gone('b', 'shop'), gone('c'), gone('')))).toEqual([
      'kubectl delete configmap/a configmap/c   removes what is gone.',
      'kubectl delete configmap/b -n shop   removes what is gone.',
    ]);
    const many = (count: number) => Array.from({ length: count }, (_, i) => gone(`m${i}`));
    expect(last(diff(...many(8)))).toHaveLength(1);
    expect(show(diff(...many(9), gone('b', 'shop'))).at(-1)).toBe(
      'kubectl delete configmap/b -n shop   removes what is gone.',
    );
    expect(show(diff(...many(9))).at(-1)).toBe('- configmap/m8');
    expect(last(diff(object('removed', { object: named('Namespace', 'n') })))).toEqual([
      'kubectl delete namespace/n   removes what is gone.',
    ]);
  });

  const recreated = (kind: string, more: Partial<ObjectDiff> = {}) =>
    object('refused', { object: named(kind, 'x', 'default'), recreation: 'It goes', ...more });

  it.each(['Deployment', 'ReplicaSet', 'DaemonSet', 'Job', 'Service', 'ConfigMap', 'Secret'])(
    'recreate a %s',
    (kind) => {
      const ref = `${kind.toLowerCase()}/x`;
      expect(last(diff(recreated(kind)))).toEqual([
        `kubectl delete ${ref} && kubectl apply -f new.yaml   recreates ${ref}.`,
      ]);
    },
  );

  it('recreate a StatefulSet and leave its pods, in its namespace', () => {
    const one = recreated('StatefulSet', { object: named('StatefulSet', 'x', 'shop') });
    expect(last(diff(one), { next: 'new.yaml', namespaceWords: ['-n', 'shop'], namespace: 'shop' })).toEqual([
      'kubectl delete --cascade=orphan statefulset/x -n shop && kubectl apply -f new.yaml -n shop   recreates statefulset/x.',
    ]);
    expect(last(diff(one), { next: 'new.yaml', namespaceWords: ['-n', 'b'], namespace: 'b' })).toEqual([
      'kubectl delete --cascade=orphan statefulset/x -n shop && kubectl apply -f new.yaml   recreates statefulset/x.',
    ]);
  });

  it.each<[string, ObjectDiff[], string | undefined]>([
    ['what may hold data', [recreated('PersistentVolumeClaim')], undefined],
    ['several', [recreated('Job'), recreated('Job')], undefined],
    [
      'several beside a change',
      [recreated('Job'), recreated('Job'), object('changed')],
      'kubeplan plan new.yaml   says how it goes, step by step.',
    ],
    [
      'one that recreating does not help',
      [object('refused'), recreated('Job')],
      'kubeplan lint new.yaml   says where the refusals come from.',
    ],
    [
      'an addition',
      [object('added'), object('same')],
      'kubeplan plan new.yaml   says how it goes, step by step.',
    ],
    ['a change', [object('changed')], 'kubeplan plan new.yaml   says how it goes, step by step.'],
    ['nothing new', [object('same')], undefined],
    ['nothing', [], undefined],
  ])('propose for %s', (_what, objects, line) => {
    const lines = show(diff(...objects), { next: 'new.yaml' });
    expect(lines.filter((one) => one.startsWith('kube'))).toEqual(line === undefined ? [] : [line]);
    expect(show(diff(...objects)).filter((one) => one.startsWith('kube'))).toEqual([]);
  });

  it('quote what a shell would break', () => {
    expect(last(diff(object('changed')), { next: "it's" })).toEqual([
      "kubeplan plan 'it'\\''s'   says how it goes, step by step.",
    ]);
    expect(last(diff(object('changed')), { next: 'a/b.c_d:e@f%g+h=i,j-k' })).toEqual([
      'kubeplan plan a/b.c_d:e@f%g+h=i,j-k   says how it goes, step by step.',
    ]);
    const words = { namespaceWords: ['-n', 'a b'], versionWords: ['--k8s', '1.30'] };
    expect(last(diff(object('changed')), { next: '', ...words })).toEqual([
      "kubeplan plan '' -n 'a b' --k8s 1.30   says how it goes, step by step.",
    ]);
    expect(last(diff(object('refused')), { next: 'x', ...words })).toEqual([
      'kubeplan lint x --k8s 1.30   says where the refusals come from.',
    ]);
  });
});

it('as data, numbers too large for JSON are texts', () => {
  const changes = [
    { op: 'add', path: 'p', hidden: false, new: 12345678901234567890n },
  ] as unknown as FieldChange[];
  const given = {
    ...diff(object('changed', { changes })),
    repeated: [{ object: named('Pod', 'a'), location: at('f', 1) }],
  };
  expect(JSON.parse(diffJson(given))).toEqual({
    format: 'kubeplan.diff/1',
    kubernetes: '1.36',
    counts: { changed: 1, added: 0, removed: 0, refused: 0, same: 0 },
    unreadable: [],
    repeated: [{ apiVersion: 'v1', kind: 'Pod', name: 'a', at: { file: 'f', line: 1, column: 1 } }],
    objects: [
      {
        verdict: 'changed',
        apiVersion: 'v1',
        kind: 'ConfigMap',
        namespace: 'default',
        name: 'a',
        changes: [{ op: 'add', path: 'p', new: '12345678901234567890' }],
        consequences: [],
        refusals: [],
      },
    ],
  });
});
