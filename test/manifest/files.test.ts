import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eachInput, readInputs } from '../../src/manifest/files.js';
import { globMatcher } from '../../src/manifest/glob.js';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubeplan-files-'));
  const write = (file: string, content: string | Buffer): void => {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), content);
  };
  write('b.yaml', 'kind: B\n');
  write('a.yml', 'kind: A\n');
  write('deep/er/c.json', '{"kind": "C"}');
  write('deep/notes.txt', 'kind: Notes\n');
  write('node_modules/x/d.yaml', 'kind: D\n');
  write('.git/e.yaml', 'kind: E\n');
  write('none/readme.md', 'nothing\n');
  write('odd/utf16le.yaml', Buffer.from('\ufeffkind: Ä\n', 'utf16le'));
  write('odd/utf16be.yaml', Buffer.from('\ufeffkind: Ä\n', 'utf16le').swap16());
  write('odd/utf8.yaml', '\ufeffkind: Ä\n');
  write('odd/latin1.yaml', Buffer.from('kind: Ä\n', 'latin1'));
  symlinkSync('..', join(folder, 'deep/loop'));
  symlinkSync('b.yaml', join(folder, 'z.yaml'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (file: string): string => join(folder, file);
function read(...paths: string[]): { kinds: unknown[]; files: string[]; said: string[] } {
  const { documents, findings, sources } = readInputs(paths);
  return {
    kinds: documents.map(({ value }) => (value as { kind: unknown }).kind),
    files: sources.map(({ file }) => file.slice(folder.length + 1)),
    said: findings.map(({ rule, message, location }) => {
      expect(location.start).toEqual({ line: 1, column: 1, offset: 0 });
      return `${rule} ${message.replaceAll(folder, '')} (${location.file.replace(folder, '')})`;
    }),
  };
}

describe('paths', () => {
  test('a folder: its manifests in order, links once, node_modules and .git left out', () => {
    const { files } = read(folder);
    expect(files).toEqual([
      'a.yml',
      'b.yaml',
      'deep/er/c.json',
      'odd/latin1.yaml',
      'odd/utf16be.yaml',
      'odd/utf16le.yaml',
      'odd/utf8.yaml',
    ]);
  });

  test('files in the order given, of any name, each once', () => {
    expect(read(at('deep/notes.txt'), at('b.yaml'), at('a.yml'), at('./b.yaml'), at('z.yaml'))).toEqual({
      kinds: ['Notes', 'B', 'A'],
      files: ['deep/notes.txt', 'b.yaml', 'a.yml'],
      said: [],
    });
  });

  test('patterns', () => {
    expect(read(at('*.y{a,}ml')).kinds).toEqual(['A', 'B']);
    expect(read(at('**/*.json')).kinds).toEqual(['C']);
    expect(read(at('[b-z].yaml')).kinds).toEqual(['B']);
    expect(read(at('*.toml')).said).toEqual([
      'input/not-found the pattern /*.toml matches no file (/*.toml)',
    ]);
  });

  test('what cannot be read is said, and the others are read', () => {
    expect(read(at('gone.yaml'), at('none'), at('a.yml'))).toEqual({
      kinds: ['A'],
      files: ['a.yml'],
      said: [
        'input/not-found the path "/gone.yaml" does not exist (/gone.yaml)',
        'input/empty there is no manifest in the folder /none (/none)',
      ],
    });
  });

  test('a file beyond the limit is refused', () => {
    const { findings, sources } = readInputs([at('b.yaml')], { maxBytes: 4 });
    expect(sources).toEqual([]);
    expect(findings[0]).toMatchObject({ rule: 'input/too-large', severity: 'error' });
  });

  test('standard input', () => {
    const stdin = (): Buffer => Buffer.from('kind: In\n');
    const { documents } = readInputs(['-', '-'], { stdin });
    expect(documents.map(({ file, value }) => [file, value])).toEqual([['-', { kind: 'In' }]]);
  });

  test('one file at a time', () => {
    const inputs = eachInput([at('a.yml'), at('gone.yaml')]);
    expect(inputs.next().value?.documents).toHaveLength(1);
    expect(inputs.next().value?.findings[0]?.rule).toBe('input/not-found');
    expect(inputs.next().done).toBe(true);
  });
});

test('byte order marks decide the encoding, other bytes are UTF-8', () => {
  expect(read(at('odd')).kinds).toEqual(['\ufffd', 'Ä', 'Ä', 'Ä']);
});

test.each([
  ['*.yaml', ['a.yaml', 'b.yaml'], ['a/b.yaml', '.a.yaml', 'a.yml']],
  ['**/*.yaml', ['a.yaml', 'a/b.yaml', 'a/b/c.yaml'], ['a/.git/b.yaml']],
  ['a/**', ['a/b', 'a/b/c'], ['b/a']],
  ['a?c', ['abc'], ['a/c', 'ac']],
  ['{a,b/c}.yaml', ['a.yaml', 'b/c.yaml'], ['c.yaml']],
  ['[!a]x', ['bx'], ['ax']],
  ['a+(b).yaml', ['a+(b).yaml'], ['aab.yaml']],
  ['[z-a]', [], ['z']],
])('pattern %s', (pattern, matching, others) => {
  const matches = globMatcher(pattern);
  expect(matching.filter((path) => !matches(path))).toEqual([]);
  expect(others.filter(matches)).toEqual([]);
});

test('a pipe among the files of a folder is named, not waited for', () => {
  const pipes = mkdtempSync(join(tmpdir(), 'kubeplan-pipes-'));
  execFileSync('mkfifo', [join(pipes, 'pipe.yaml')]);
  writeFileSync(join(pipes, 'web.yaml'), 'kind: Web\n');
  const { documents, findings } = readInputs([pipes]);
  expect(documents.map(({ value }) => value)).toEqual([{ kind: 'Web' }]);
  expect(findings.map(({ rule, severity, message }) => ({ rule, severity, message }))).toEqual([
    {
      rule: 'input/special',
      severity: 'info',
      message: `${join(pipes, 'pipe.yaml')} is a pipe: it is not read`,
    },
  ]);
  rmSync(pipes, { recursive: true });
});
