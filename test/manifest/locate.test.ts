import { describe, expect, test } from 'vitest';
import type { Path } from '../../src/api/json.js';
import type { Document, PositionOf } from '../../src/manifest/document.js';
import { parseManifests } from '../../src/manifest/parse.js';

const documents = (text: string): Document[] => parseManifests({ file: 'x.yaml', text }).documents;

/** The text at a path, and its `line:column`. */
function at(text: string, document: Document, path: Path, of?: PositionOf): string {
  const { start, end, file } = document.locate(path, of);
  expect(file).toBe('x.yaml');
  return `${start.line}:${start.column} ${text.slice(start.offset, end.offset)}`;
}

describe('the place of a path', () => {
  const text = [
    '# a comment',
    'kind: Pod',
    'metadata: # here',
    '  name: "web"   ',
    '  labels: {app: web, tier: front}',
    'spec:',
    '  containers:',
    '  - name: a',
    '    image: nginx',
    '    args: [one, two]',
    '  - name: b',
    '    command:',
    '      - |',
    '        sleep 1',
    '        exit',
    '    empty:',
    '',
  ].join('\n');

  test.each<[path: Path, of: PositionOf, expected: string]>([
    [['kind'], 'value', '2:7 Pod'],
    [['kind'], 'key', '2:1 kind'],
    [['metadata', 'name'], 'value', '4:9 "web"'],
    [['metadata', 'labels'], 'value', '5:11 {app: web, tier: front}'],
    [['metadata', 'labels', 'tier'], 'key', '5:22 tier'],
    [['spec', 'containers', 0, 'image'], 'value', '9:12 nginx'],
    [['spec', 'containers', 0, 'args', 1], 'value', '10:17 two'],
    [['spec', 'containers', 1, 'name'], 'key', '11:5 name'],
    [['spec', 'containers', 1, 'command', 0], 'value', '13:9 |\n        sleep 1\n        exit'],
    [['spec', 'containers', 1, 'empty'], 'value', '16:11 '],
    [['metadata'], 'value', '4:3 name: "web"   \n  labels: {app: web, tier: front}'],
    // What is not there is placed at what it should be in.
    [['metadata', 'labels', 'missing'], 'value', '5:11 {app: web, tier: front}'],
    [['metadata', 'name', 'deeper', 0], 'value', '4:9 "web"'],
    [['spec', 'containers', 9], 'key', '7:3 containers'],
  ])('%j, the %s', (path, of, expected) => {
    expect(at(text, documents(text)[0]!, path, of)).toBe(expected);
  });

  test('in files of other line ends and with a byte order mark', () => {
    const windows = `\ufeff${text.replaceAll('\n', '\r\n')}`;
    const [document] = documents(windows);
    expect(at(windows, document!, ['kind'], 'key')).toBe('2:1 kind');
    expect(at(windows, document!, ['spec', 'containers', 1, 'name'])).toBe('11:11 b');
    const first = '\ufeffkind: Pod\r\n';
    expect(at(first, documents(first)[0]!, ['kind'], 'key')).toBe('1:1 kind');
    expect(at(first, documents(first)[0]!, ['kind'])).toBe('1:7 Pod');
    const mac = 'a: 1\rb: 2\r';
    expect(at(mac, documents(mac)[0]!, ['b'])).toBe('2:4 2');
  });

  test('behind aliases and merges it is where the text wrote the value', () => {
    const text = [
      'base: &base {cpu: 1, memory: 2}',
      'more: &more {cpu: 3, disk: 4}',
      'a: *base',
      'b: {<<: *base, cpu: 5}',
      'c: {cpu: 6, <<: *base}',
      'd: {<<: [*base, *more]}',
      '? e',
      ': [*base]',
    ].join('\n');
    const [document] = documents(text);
    expect(document!.value).toMatchObject({ b: { cpu: 5 }, c: { cpu: 1 }, d: { cpu: 1, disk: 4 } });
    expect(at(text, document!, ['a', 'cpu'])).toBe('1:19 1');
    expect(at(text, document!, ['a', 'cpu'], 'key')).toBe('1:14 cpu');
    expect(at(text, document!, ['b', 'cpu'])).toBe('4:21 5');
    expect(at(text, document!, ['b', 'memory'])).toBe('1:30 2');
    expect(at(text, document!, ['c', 'cpu'])).toBe('1:19 1');
    expect(at(text, document!, ['d', 'cpu'])).toBe('1:19 1');
    expect(at(text, document!, ['d', 'disk'])).toBe('2:28 4');
    expect(at(text, document!, ['e', 0, 'memory'])).toBe('1:30 2');
  });

  test('of a key given twice it is the one that counts', () => {
    const twice = 'a: 1\nb: 2\n"a": 3\n';
    expect(at(twice, documents(twice)[0]!, ['a'])).toBe('3:6 3');
    const number = '0x10: a\n';
    expect(at(number, documents(number)[0]!, ['16'], 'key')).toBe('1:1 0x10');
  });

  test('in JSON', () => {
    const json = '{\n  "kind": "Pod",\n  "spec": {"list": [1, {"a\\n": null}]}\n}';
    const [document] = documents(json);
    expect(at(json, document!, ['kind'])).toBe('2:11 "Pod"');
    expect(at(json, document!, ['spec', 'list', 1, 'a\n'], 'key')).toBe('3:25 "a\\n"');
    expect(at(json, document!, ['spec', 'list', 1, 'a\n'])).toBe('3:32 null');
  });
});

describe('lists of objects', () => {
  const text = [
    'apiVersion: v1',
    'kind: List',
    'items:',
    '- kind: A',
    '- kind: Inner',
    '  items:',
    '  - {kind: B}',
    '- kind: C',
    '---',
    'apiVersion: apps/v1',
    'kind: DeploymentList',
    'items:',
    '- metadata: {name: web}',
    '- {apiVersion: v1, metadata: {name: own}}',
    '',
  ].join('\n');

  test('are flattened, inner lists behind their siblings', () => {
    expect(documents(text).map(({ index, root, value }) => [index, root, value])).toEqual([
      [0, ['items', 0], { kind: 'A' }],
      [0, ['items', 2], { kind: 'C' }],
      [0, ['items', 1, 'items', 0], { kind: 'B' }],
      [1, ['items', 0], { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' } }],
      [1, ['items', 1], { apiVersion: 'v1', metadata: { name: 'own' } }],
    ]);
  });

  test('their objects know their places', () => {
    const found = documents(text);
    expect(at(text, found[2]!, ['kind'])).toBe('7:12 B');
    expect(at(text, found[1]!, [])).toBe('8:3 kind: C');
    expect(at(text, found[3]!, ['metadata', 'name'])).toBe('13:20 web');
    // The kind came from the list: the item itself is the nearest that was written.
    expect(at(text, found[3]!, ['kind'])).toBe('13:3 metadata: {name: web}');
  });
});
