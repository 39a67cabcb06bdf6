import { describe, expect, it } from 'vitest';
import { credentialComments, credentialLines } from '../../src/api/credential-lines.js';
import { merged, replaceRanges } from '../../src/api/ranges.js';

const lines = (...text: string[]): string => text.join('\n');
const shown = (text: string): string => replaceRanges(text, merged(credentialLines(text)), '*');
const shownOfComments = (text: string): string => replaceRanges(text, merged(credentialComments(text)), '*');

describe('what is shown of a Secret that cannot be read', () => {
  it.each([
    [
      'nothing of its data, whatever the keys',
      lines('kind: Secret', 'data:', '  data: x', '  metadata: y', '  kind: z', 'metadata:', '  name: a'),
      lines('kind: Secret', 'data:', '  data: *', '  metadata: *', '  kind: *', 'metadata:', '  name: a'),
    ],
    [
      'nothing of a text that stands where the data should be',
      lines('kind: Secret', 'data: x', 'stringData: {', '  a: y }'),
      lines('kind: Secret', 'data: *', 'stringData: {', '  a: *'),
    ],
    [
      'what opens no value, of one in braces',
      lines('{', '  "kind": "Secret",', '  "data": { "data": "x" },', '  "type": "Opaque", "more": "y"', '}'),
      lines('*', '  "kind": "Secret",', '  "data": { "data": *', '  "type": *', '*'),
    ],
    [
      'data that come before the kind, and both lists of them',
      lines(
        'data: # of a',
        '  a: x',
        'stringData:',
        '  b: y',
        '  stringData: z',
        'immutable: true',
        'kind: Secret',
      ),
      lines(
        'data: # of a',
        '  a: *',
        'stringData:',
        '  b: *',
        '  stringData: *',
        'immutable: *',
        'kind: Secret',
      ),
    ],
    [
      'no line of a longer value, nor a value without a key',
      lines(
        'kind: Secret',
        'stringData:',
        '  a: |',
        '    x y: z',
        '    - x: y',
        '  b',
        '# c',
        '',
        '  - d: e',
      ),
      lines('kind: Secret', 'stringData:', '  a: *', '    *', '    - x: *', '  *', '# c', '', '  - d: *'),
    ],
    [
      'the other documents, whose values can be seen',
      lines('kind: Secret', 'data:', '  a: x', '--- # next', 'kind: ConfigMap', 'data:', '  a: x'),
      lines('kind: Secret', 'data:', '  a: *', '--- # next', 'kind: ConfigMap', 'data:', '  a: x'),
    ],
  ])('%s', (_what, text, said) => expect(shown(text)).toBe(said));
});

describe('what is shown of another text that cannot be read', () => {
  it.each([
    [
      'a key of a telling name',
      lines('user: a', 'password: x y', 'level: 1'),
      lines('user: a', 'password: *', 'level: 1'),
    ],
    [
      'what stands below it',
      lines('password:', '  x', '  level: 1', 'token: >', '  x: y', 'level: 1'),
      lines('password:', '  *', '  level: 1', 'token: >', '  *', 'level: 1'),
    ],
    [
      'a variable of a telling name',
      lines('env:', '- name: PASSWORD', '  value: x', '- name: LEVEL', '  value: y', 'value: z'),
      lines('env:', '- name: PASSWORD', '  value: *', '- name: LEVEL', '  value: y', 'value: z'),
    ],
    [
      'one whose value comes first',
      lines('env:', '- value: y', '  name: LEVEL', '- value: x', '  name: PASSWORD'),
      lines('env:', '- value: y', '  name: LEVEL', '- value: *', '  name: PASSWORD'),
    ],
    [
      'one whose value is misspelt, and none that is read from elsewhere',
      lines('env:', '- name: PASSWORD', '  vlaue: x', '- name: TOKEN', '  valueFrom: y', '  valeu: z'),
      lines('env:', '- name: PASSWORD', '  vlaue: *', '- name: TOKEN', '  valueFrom: y', '  valeu: *'),
    ],
    [
      'one outside of an env, whose other keys can be seen',
      lines('params:', '- name: PASSWORD', '  interval: 5', '  value: x'),
      lines('params:', '- name: PASSWORD', '  interval: 5', '  value: *'),
    ],
    [
      'one in braces',
      lines('env:', '- { name: "PASSWORD", value: x }', '- {name: LEVEL, value: y}'),
      lines('env:', '- { name: "PASSWORD", value: *', '- {name: LEVEL, value: y}'),
    ],
    [
      'what follows a flag on a line of its own',
      lines('args:', '- --password', '- x', '- --level', '- y', '- --token', '- --level'),
      lines('args:', '- --password', '- *', '- --level', '- y', '- --token', '- --level'),
    ],
    [
      'what follows a flag with a comment behind or below it',
      lines('args:', '- --password # y', '- a: x', '- --level', '- --token', '  # y', '', '- x', '- y'),
      lines('args:', '- --password * y', '- *', '- --level', '- --token', '  *', '', '- *', '- y'),
    ],
    [
      'what follows a flag in a list',
      lines('args: [--password, x, --level, y]', 'command: ["mysql", "-px"]'),
      lines('args: [--password, *, --level, y]', 'command: ["mysql", "-p*"]'),
    ],
  ])('%s', (_what, text, said) => expect(shown(text)).toBe(said));

  it('a key within the first ten thousand characters of a line', () => {
    const key = 'password:';
    const near = ' '.repeat(10_000 - key.length) + key;
    expect(shown(`${near} x`)).toBe(`${near} *`);
    expect(shown(` ${near} x`)).toBe(` ${near} x`);
  });

  it('the same whatever ends its lines', () => {
    const text = lines('user: a', 'password: |', '  x', '  y', 'level: 1', '');
    const said = lines('user: a', 'password: |', '  *', '  *', 'level: 1', '');
    for (const end of ['\n', '\r\n', '\r']) {
      expect(shown(text.replaceAll('\n', end))).toBe(said.replaceAll('\n', end));
    }
  });
});

describe('what is shown of what is commented out', () => {
  it.each([
    [
      'a block that belongs together',
      lines('# password:', '#   x', 'level: 1', '#   y'),
      lines('# password:', '#   *', 'level: 1', '#   y'),
    ],
    [
      'behind several marks, and deeper',
      lines('a:', '  ## - name: TOKEN', '  ##   value: x', '  b: c'),
      lines('a:', '  ## - name: TOKEN', '  ##   value: *', '  b: c'),
    ],
    [
      'lines that end as on Windows',
      '# password:\r\n#   x\r\n#   y\r\n',
      '# password:\r\n#   *\r\n#   *\r\n',
    ],
  ])('%s', (_what, text, said) => expect(shownOfComments(text)).toBe(said));
});
