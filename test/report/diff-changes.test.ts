import { describe, expect, it } from 'vitest';
import type { Diff, FieldChange, ObjectDiff } from '../../src/diff/diff.js';
import type { DiffTextOptions } from '../../src/report/diff-text.js';
import { at, diff, named, object, rows, show } from './diffs.js';

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

  it('of very many is counted behind the fortieth, unless one only would be hidden', () => {
    const shown = (count: number, verbose = false) =>
      rows(
        Array.from({ length: count }, (_, nth) => ({ path: `p${nth}`, op: 'add' as const, new: nth })),
        { verbose },
      );
    expect(shown(41)).toHaveLength(41);
    expect(shown(42)).toHaveLength(41);
    expect(shown(42).at(-1)).toBe('    … 2 more changes, --verbose shows them');
    expect(shown(42, true)).toHaveLength(42);
  });

  it('of a very long value is cut', () => {
    const long = { path: 'p', op: 'add' as const, new: 'x'.repeat(300) };
    expect(rows([long]).join('').replace(/[^x…]/g, '')).toBe(`${'x'.repeat(240)}…`);
    expect(rows([long], { verbose: true }).join('').replace(/[^x…]/g, '')).toBe('x'.repeat(300));
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

  it('recreate several in one block, beside whatever changes', () => {
    const orphaned = recreated('Deployment', {
      object: named('Deployment', 'x', 'shop'),
      recreate: {
        remove: ['--cascade=orphan', 'deployment/x', '-n', 'shop'],
        after: ['kubectl rollout status deployment/x -n shop', 'kubectl delete replicaset/x-1 -n shop'],
      },
    });
    const lines = show(
      diff(recreated('Job'), recreated('PersistentVolumeClaim'), orphaned, object('changed')),
      {
        next: 'new.yaml',
      },
    );
    expect(lines.slice(-7)).toEqual([
      'To recreate job/x and deployment/x; the old pods of deployment/x run until the new ones are ready:',
      '',
      'kubectl delete job/x &&',
      'kubectl delete --cascade=orphan deployment/x -n shop &&',
      'kubectl apply -f new.yaml &&',
      'kubectl rollout status deployment/x -n shop &&',
      'kubectl delete replicaset/x-1 -n shop',
    ]);
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

describe('places', () => {
  it('stand one below the other where a line is too short for both', () => {
    const change = (file: string) => ({
      path: 'spec.a',
      op: 'replace' as const,
      old: 'x'.repeat(30),
      new: 'y'.repeat(30),
      oldLocation: at(`old/${file}`, 1),
      newLocation: at(`new/${file}`, 1),
    });
    const value = `      ${'x'.repeat(30)} → ${'y'.repeat(30)}`;
    expect(rows([change('a.yaml')], { width: 80 })).toEqual([
      `    spec.a${' '.repeat(42)}old/a.yaml:1:1  new/a.yaml:1:1`.replace(/ {42}/, ' '.repeat(80 - 10 - 30)),
      value,
    ]);
    const long = `${'a'.repeat(40)}.yaml`;
    expect(rows([change(long)], { width: 80 })).toEqual([
      '    spec.a',
      `      old/${long}:1:1`,
      `      new/${long}:1:1`,
      value,
    ]);
  });
});
