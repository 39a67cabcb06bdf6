import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOf, type FuzzInput } from '../../fuzz/input.js';
import { judge } from '../../fuzz/judge.js';
import type { Execute, Ran } from '../../fuzz/streams.js';

const folder = mkdtempSync(join(tmpdir(), 'kubeplan-judge-'));
const home = process.cwd();
// The judge makes the folder that of the process.
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

const INPUT: FuzzInput = {
  files: { 'new/a.yaml': 'kind: Pod\nspec:\n  replicas: "3"\n', 'old/a.yaml': 'kind: Pod\n' },
  commands: [['plan', 'new']],
};

/** What is found wrong with a command that says this, and does that. */
async function found(ran: Partial<Ran>, does: () => void = () => {}, input = INPUT): Promise<string[]> {
  const execute: Execute = async () => {
    does();
    return { status: 0, out: '', err: '', ...ran };
  };
  return (await judge(input, folder, execute)).map(({ signature, what }) => `${signature} | ${what}`);
}

describe('the judge', () => {
  it('finds nothing wrong with what is well', async () => {
    expect(await found({ status: 1, out: 'new/a.yaml\n  1:1  error  no\n', err: 'kubeplan: no\n' })).toEqual(
      [],
    );
    expect(await found({ status: 2 })).toEqual([]);
  });

  it.each<[string, Partial<Ran>, string]>([
    ['a credential', { out: 'it is CANARYzq1\n' }, 'leak plan out it is CANARYzq. | out: it is CANARYzq1'],
    [
      'one as data',
      { err: 'it is Q0FOQVJZenE=\n' },
      'leak plan err it is Q.FOQVJZenE. | err: it is Q0FOQVJZenE=',
    ],
    ['a control character', { out: 'a\x07b\n' }, 'active plan out U+0007 | out: a\x07b'],
    ['a mark of direction', { err: 'a\u202eb' }, 'active plan err U+202e | err: a\u202eb'],
    ['a colour that is not its own', { out: '\x1b[45mb' }, 'active plan out U+001b | out: \x1b[45mb'],
    ['a line of somebody else', { out: 'a\nFORGEDLINE\n' }, 'forged plan out FORGEDLINE | out: FORGEDLINE'],
    [
      'a command that runs more',
      { out: '  kubectl delete pod/x; touch PASTED #\n' },
      'forged plan out   kubectl delete pod.x. touch PASTED . | out:   kubectl delete pod/x; touch PASTED #',
    ],
    ['a missing value', { out: 'undefined pods\n' }, 'nonsense plan out undefined | out: undefined pods'],
    [
      'a stack',
      { err: 'x\n    at f (/a/b.ts:1:2)\n' },
      'crash plan err     at f .a.b.ts. | err:     at f (/a/b.ts:1:2)',
    ],
    [
      'a failure',
      { status: 3, err: 'kubeplan failed: x\n' },
      'crash kubeplan failed. x | 3: kubeplan failed: x\n',
    ],
  ])('sees %s', async (_what, ran, told) => {
    expect(await found(ran)).toEqual([told]);
  });

  it('lets colours of its own and quoted names pass', async () => {
    const out = "\x1b[31mno\x1b[39m\n  kubectl delete 'pod/x; touch PASTED #'   removes it\n";
    expect(await found({ out })).toEqual([]);
  });

  it('lets the server speak of what is undefined, wherever a line of it ends', async () => {
    const out = "expression: undefined\n    field 'x'; it is expected to be\n    undefined to\n  be\n";
    expect(await found({ out })).toEqual([]);
    expect(await found({ out: 'undefined\n  pods\n' })).toEqual([
      'nonsense plan out undefined | out: undefined',
    ]);
  });

  it('lets a rule say what it calculates', async () => {
    const rule = 'rules: [{messageExpression: string(0.0 / 0.0)}]\n';
    const given = { ...INPUT, files: { 'new/a.yaml': rule } };
    expect(await found({ out: 'spec: NaN\n' }, undefined, given)).toEqual([]);
    expect(await found({ out: 'spec: NaN\n' })).toEqual(['nonsense plan out NaN | out: spec: NaN']);
    expect(await found({ out: 'undefined pods\n' }, undefined, given)).toHaveLength(1);
  });

  it('sees what is written into a file', async () => {
    const writes = () => writeFileSync('out/json', '{"a": "CANARYzq"\n');
    expect(await found({}, writes)).toEqual([
      'leak plan json . . | json: {"a": "CANARYzq"',
      'nonsense plan | json: it is no JSON',
    ]);
  });

  it('sees that an input was changed', async () => {
    expect(await found({}, () => writeFileSync('old/a.yaml', ''))).toEqual(['changed plan | old/a.yaml']);
  });

  it('sees another answer to the same question', async () => {
    let times = 0;
    const input = { ...INPUT, commands: ['lint', 'plan', 'explain', 'capacity', 'diff'].map((one) => [one]) };
    const execute: Execute = async () => ({ status: 0, out: `${times++}`, err: '' });
    expect((await judge(input, folder, execute)).map(({ kind, what }) => `${kind} ${what}`)).toEqual([
      'unsteady out',
    ]);
  });
});

describe('what is inherited', () => {
  // The tests' own guard lets nobody write to what all objects inherit; lists have none.
  it('is watched, and mended', async () => {
    const pollute = () => Object.assign(Array.prototype, { polluted: 1 });
    expect(await found({}, pollute)).toEqual(['pollution plan | polluted']);
    expect('polluted' in []).toBe(false);
  });
});

describe('--fix', () => {
  const FIX: FuzzInput = { ...INPUT, commands: [['lint', '--fix', 'new']] };
  const LINE = { file: 'new/a.yaml', line: 3, endLine: 3 };
  const told = (fixable: number) =>
    JSON.stringify({
      summary: { fixable },
      findings: fixable === 0 ? [] : [{ location: LINE, fix: { edits: [{ location: LINE }] } }],
    });

  /** What is found wrong with a `--fix` that makes this of the file, having announced a fix of its third line. */
  async function harm(made: readonly string[]): Promise<string[]> {
    let round = 0;
    const execute: Execute = async (argv) => {
      if (!argv.includes('--fix'))
        return { status: 1, out: told(made[round] === undefined ? 0 : 1), err: '' };
      const text = made[round++];
      if (text !== undefined) writeFileSync('new/a.yaml', text);
      return { status: 0, out: '', err: '' };
    };
    return (await judge(FIX, folder, execute)).map(({ what }) => what);
  }

  it.each([
    ['what it is for', ['kind: Pod\nspec:\n  replicas: 3\n'], []],
    [
      'another line',
      ['kind: pod\nspec:\n  replicas: 3\n'],
      ['new/a.yaml: another line is lost or changed: 1'],
    ],
    ['no YAML', ['kind: Pod\nspec:\n  replicas: [\n'], ['new/a.yaml: cannot be read any more']],
    [
      'something else each time',
      Array.from({ length: 19 }, (_, i) => `kind: Pod\nspec:\n  replicas: ${i}\n`),
      ['it never comes to an end'],
    ],
    [
      'what was there before',
      [3, 4, 3].map((replicas) => `kind: Pod\nspec:\n  replicas: ${replicas}\n`),
      ['it never comes to an end'],
    ],
    [
      'something more, many a time',
      [3, 4, 5, 6, 7, 8, 9].map((i) => `kind: Pod\nspec:\n  replicas: ${i}\n`),
      [],
    ],
  ])('makes %s', async (_what, made, wrong) => {
    expect(await harm(made)).toEqual(wrong);
  });

  it('may give a value to the key that stands before, whatever stands between', async () => {
    const before = 'kind: Pod\nspec:\n\n  # one\ncpu: 1\n';
    const place = { ...LINE, line: 5, endLine: 5 };
    const execute: Execute = async (argv) => {
      const isThere = readFileSync('new/a.yaml', 'utf8') === before;
      const findings = isThere ? [{ location: place, fix: { edits: [{ location: place }] } }] : [];
      const out = JSON.stringify({ summary: { fixable: findings.length }, findings });
      if (argv.includes('--fix')) writeFileSync('new/a.yaml', before.replace('cpu', '  cpu'));
      return { status: 0, out, err: '' };
    };
    expect(await judge({ ...FIX, files: { 'new/a.yaml': before } }, folder, execute)).toEqual([]);
  });

  it('may rename a key and give its old name to another value', async () => {
    const before = 'a:\n  b:\n    c: 1\n  d: 2\n';
    const after = 'a:\n  z:\n    c: 1\n  b: 2\n';
    const at = (line: number) => ({ file: 'new/a.yaml', line, column: 3, endLine: line });
    const judged = async (lines: readonly number[]) => {
      const execute: Execute = async (argv) => {
        const isThere = readFileSync('new/a.yaml', 'utf8') === before;
        const edits = lines.map((line) => ({ location: at(line) }));
        const findings = isThere ? [{ location: at(4), fix: { edits } }] : [];
        if (argv.includes('--fix')) writeFileSync('new/a.yaml', after);
        return {
          status: 0,
          out: JSON.stringify({ summary: { fixable: findings.length }, findings }),
          err: '',
        };
      };
      return (await judge({ ...FIX, files: { 'new/a.yaml': before } }, folder, execute)).map(
        ({ what }) => what,
      );
    };
    expect(await judged([2, 4])).toEqual([]);
    expect(await judged([4])).toEqual(['new/a.yaml: another line is lost or changed: 2']);
  });
});

describe('the bytes of a file', () => {
  beforeAll(() => process.chdir(home));

  it('may be no text', () => {
    expect([...bytesOf('a\udc80é')]).toEqual([0x61, 0x80, 0xc3, 0xa9]);
    expect([...bytesOf('\ud83d\ude42')]).toEqual([0xf0, 0x9f, 0x99, 0x82]);
  });
});
