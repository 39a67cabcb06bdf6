import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { lint } from '../../src/lint/lint.js';
import { lintJson } from '../../src/report/findings-json.js';
import { lintText } from '../../src/report/findings-text.js';

const PASSWORD = 'hunter2';

function everythingSaid(text: string): string {
  const result = lint([{ file: 'x.yaml', text }]);
  return lintText(result, new Map([['x.yaml', text]]), { width: 100 }) + lintJson(result);
}

describe('nothing that is said of a damaged Secret shows what it keeps', () => {
  it.each([
    'apiVersion: v1\nkind: Secret\nmetadata:\n  name: x\nstringData:\n  token: hunter2: very hunter2\n',
    'apiVersion: v1\nkind: Secret\nmetadata:\n\nname: a\n\ndata:\n\nusername: hunter2\n\npassword: hunter2\n',
    'apiVersion: v1\nkind: Secret\nmetadata:\n\nname: a\n\ndata:\n\nusername: hunter2\n\nbad: x: hunter2\n',
    'apiVersion: v1 kind: Secret data: password: hunter2\n',
    '{"apiVersion":"v1","kind":"Secret","stringData":{"password":"hunter2"}\n',
    '{\n"kind": "Secret",\n"stringData": {\n"password": "hunter2",\n"x" "hunter2"\n}}\n',
    'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\nstringData:\n  k:\n    hunter2\n    x: y\n',
    'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\nstringData:\n-k: hunter2\n  -l: hunter2\n   x=hunter2\n',
    'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n  password: hunter2\n  data:\n    p: hunter2\n',
    'kind: Secret\nstringData:\n  hunter2 hunter2 hunter2\n  b: c\n',
    'apiVersion: v1\nkind: Secret\nstringData:\n  config: |\n---     url: hunter2\n    more: hunter2\n',
    'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n  metadata:\n    name: x\n  password: hunter2\n  datta:\n    x: hunter2\n',
    'apiVersion: v1\nkind: secret\nmetadata:\n  name: a\ndata: {a: hunter2}\n  x: : y\n',
    'apiVersion: v1\nkind: "Secrets"\ndata:\n  a: hunter2\n x: : y\n',
    'stringdata: {a: hunter2}\nkind: {\n',
    'kind: Pod\nspec:\n  containers:\n  - env:\n    - name: DB_PASSWORD\n      value: hunter2: hunter2\n',
    'kind: ConfigMap\ndata:\n  api-token: hunter2\n  other: x: y\n',
  ])('%j', (text) => {
    const said = everythingSaid(text);
    expect(said).not.toContain(PASSWORD);
    expect(said).toMatch(/error/);
  });
});

/** Damage that makes a part of a value a key is left out: keys are named. */
test('however it was damaged', () => {
  const lines = [
    'apiVersion: v1',
    'kind: Secret',
    'metadata:',
    '  name: db',
    'type: Opaque',
    'stringData:',
    `  user: ${PASSWORD}`,
    `  password: "${PASSWORD}"`,
    '  config: |',
    `    url: ${PASSWORD}`,
    `    more: ${PASSWORD}`,
    `  last: ${PASSWORD} ${PASSWORD}`,
  ];
  const change = fc.record({
    // The line that says what it is stays.
    at: fc.nat(lines.length - 1).filter((at) => at !== 1),
    how: fc.constantFrom<(line: string) => string>(
      (line) => line.trimStart(),
      (line) => ` ${line}`,
      (line) => line.replace(': ', ':'),
      (line) => line.replace(':', ''),
      (line) => line.replace(': ', '='),
      (line) => `-${line.trimStart()}`,
      (line) => `- ${line}`,
      (line) => `\n${line}`,
      (line) => line.replace('"', ''),
      (line) => `${line} {`,
    ),
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
      const text = [...lines];
      for (const { at, how } of changes) text[at] = how(text[at] ?? '');
      expect(everythingSaid(`${text.join('\n')}\n`)).not.toContain(PASSWORD);
    }),
    { numRuns: 400 },
  );
});
