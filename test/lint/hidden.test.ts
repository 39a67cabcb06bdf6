import { describe, expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.js';
import { hiddenOf } from './told.js';

describe('what is hidden of a text in which something is wrong', () => {
  it.each<[string, string, string[]]>([
    [
      'a Secret that can be read',
      'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {a: Yg==, c: 5}\nstringData:\n  d: |\n    line one\n    line two\nextra: x\n',
      ['Yg==', '5', '|\n    line one\n    line two', 'x'],
    ],
    [
      'nothing wrong, nothing hidden',
      'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {a: Yg==}\n',
      [],
    ],
    [
      'a Pod that can be read',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: c, env: [{name: TOKEN, value: abc}, {name: USER, value: def}]}], nope: 1}\n',
      ['abc'],
    ],
    [
      'a line of a text in a ConfigMap',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\nextra: x\ndata:\n  app.conf: |\n    user: web\n    password: hunter22\n    level: debug\n',
      ['hunter22'],
    ],
    [
      'a broken Secret',
      'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ntype: Opaque\nimmutable: true\ndata:\n  a: Yg==\n  name: c\n  metadata: d\nstringData:\n  e: f\nbroken: [\n',
      ['Yg==', 'c', 'd', 'f', '['],
    ],
    [
      'a broken Secret with long values',
      'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  a: |\n    one\n    two\n\n    # three\n  b: "x"\nbroken: [\n',
      ['|', 'one', 'two', '"x"', '['],
    ],
    [
      'a broken Secret whose metadata comes last',
      'kind: Secret\ndata:\n  a: b\nmetadata:\n  name: c\n  namespace: d\n  labels: {e: f}\nother: g\nbroken: [\n',
      ['b', '{e: f}', 'g', '['],
    ],
    [
      'a broken Secret with metadata among its data',
      'kind: Secret\ndata:\n  metadata: x\n  kind: y\n  apiVersion: z\nbroken: [\n',
      ['x', 'y', 'z', '['],
    ],
    [
      'a broken Secret in JSON',
      '{"kind": "Secret", "metadata": {"name": "a"}, "data": {"b": "c"}, "stringData": {"d": "e"}\n',
      ['"c"}, "stringData": {"d": "e"}'],
    ],
    [
      'a broken Secret in JSON, line by line',
      '{\n  "kind": "Secret",\n  "data": {\n    "name": "c",\n    "d" "e"\n  }\n',
      ['{', '"c",', '"d" "e"', '}'],
    ],
    ['a broken Secret in quotes', "'kind' : 'Secret'\n'data' :\n  'a' : 'b'\nbroken: [\n", ["'b'", '[']],
    ['a broken Secret in a list', '- kind: Secret\n  data:\n    a: b\n- x: y\nbroken: [\n', ['b', 'y', '[']],
    [
      'lists in a broken Secret',
      'kind: Secret\ndata:\n  - a\n  - b: c\n  - - d\nbroken: [\n',
      ['- a', 'c', '- - d', '['],
    ],
    [
      'a broken Secret without colons',
      'kind: Secret\ndata\n  a b\n= c\nbroken: [\n',
      ['data', 'a b', '= c', '['],
    ],
    [
      'a broken Secret beside others',
      'a: b\n---\nkind: Secret\nx: y\n...\n---\npassword: z\n--- # kind: Secret\nq: r\nbroken: [\n',
      ['y', 'z', 'r', '['],
    ],
    ['a Secret by another name', 'kind: SecretStore\npassword: a\nuser: b\nbroken: [\n', ['a']],
    ['CRLF', 'kind: Secret\r\ndata:\r\n  a: b\r\n  c: d\r\nbroken: [\n', ['b', 'd', '[']],
    ['CR', 'kind: Secret\rdata:\r  a: b\rbroken: [\n', ['b', '[']],
    [
      'broken credentials',
      'user: a\npassword: b\napi-token:   c d \nempty_secret:\nsecretName: e\n"DB_PASSWORD": f\n\'token\': g # h\nurl: x\nbroken: [\n',
      ['b', 'c d ', 'f', 'g # h'],
    ],
    [
      'broken variables',
      'env:\n  - name: TOKEN\n    value: a\n  - name: USER\n    value: b\n  - {name: "DB_PWD", value: c}\n  - name: \'API_KEY\'\n    value: |\n      d\n  - value: e\n    name: TOKEN\nbroken: [\n',
      ['a', 'd', 'e'],
    ],
    ['a value on the line below', 'password:\n  below\nbroken: [\n', ['below']],
    [
      'a key in a value',
      'text: a password: b\ntext: a,password: b\ntext: {password: b}\ntext: [token: c]\nx:password: d\nbroken: [\n',
      ['b', 'b', 'b}', 'c]', 'd'],
    ],
    ['keys with odd characters', 'a.password/x: b\n-password: c\n#password: d\nbroken: [\n', ['b', 'c', 'd']],
    ['tabs', 'kind: Secret\n\tdata:\n\t\ta: b\nbroken: [\n', ['b', '[']],
    [
      'a comment and blank lines in data',
      'kind: Secret\ndata:\n  # c\n\n  a: b\n   \nbroken: [\n',
      ['b', '['],
    ],
    ['a brace alone', 'kind: Secret\ndata: {\n  a: b,\n}\nbroken: [\n', ['b,', '}', '[']],
    [
      'dash and brace before keys',
      'kind: Secret\ndata:\n  - {a: b}\n  - [ c: d ]\n  {e: f}\nbroken: [\n',
      ['b}', 'd ]', 'f}', '['],
    ],
    ['a folded credential', 'password: >-\n  a\n  b: c\n\n  d\nuser: e\nbroken: [\n', ['a', 'b: c', 'd']],
    ['a credential with text below it', 'password:\n  a\n  b: c\nuser: e\nbroken: [\n', ['a']],
    ['a volume of a Secret', 'secret:\n  secretName: a\n  b\nuser: c\nbroken: [\n', ['b']],
    [
      'a variable with text below it',
      'env:\n  - name: TOKEN\n    value: |\n      d\n    x: y\n  - name: z\nbroken: [\n',
      ['d', 'y'],
    ],
    ['a credential with blank lines below it', 'password: |\n     \n  b\nc\nbroken: [\n', ['b']],
  ])('%s', (_what, text, hidden) => {
    const result = lint([{ file: 'x.yaml', text }]);
    expect(hiddenOf(result, text)).toEqual(hidden);
    for (const { file, start, end } of result.hidden) {
      const before = text.slice(0, start.offset).split(/\r\n|\r|\n/);
      expect([file, start.line, start.column]).toEqual(['x.yaml', before.length, before.at(-1)!.length + 1]);
      expect(end.offset - start.offset).toBeGreaterThan(0);
      if (end.line === start.line) expect(end.column - start.column).toBe(end.offset - start.offset);
    }
  });

  it('is told of keys however long the line', () => {
    const hidden = (before: number) => {
      const text = `${'x'.repeat(before)} password: abc\nbroken: [\n`;
      return hiddenOf(lint([{ file: 'x.yaml', text }]), text);
    };
    expect(hidden(9990)).toEqual(['abc']);
    expect(hidden(100_000)).toEqual(['abc']);
  });
});
