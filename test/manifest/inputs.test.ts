import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import type { Finding } from '../../src/api/finding.js';
import { DEFAULT_MAX_BYTES, eachInput, type InputOptions, readInputs } from '../../src/manifest/files.js';

let folder = '';
const MIB = 1024 * 1024;
const FILES: Record<string, string | Buffer> = {
  'B.yaml': 'kind: upper\n',
  'a.json': '{"kind": "json"}',
  'a.toml': 'kind: toml\n',
  'a/b.yaml': 'kind: below\n',
  'a-b.yml': 'kind: dash\n',
  '.hidden/c.yaml': 'kind: hidden\n',
  'node_modules/d.yaml': 'kind: module\n',
  'a/.git/e.yaml': 'kind: git\n',
  'other/only.txt': 'kind: text\n',
  'f.YAML': 'kind: shouting\n',
  yaml: 'kind: bare\n',
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubeplan-inputs-'));
  for (const [file, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  symlinkSync('gone.yaml', join(folder, 'broken.yaml'));
  symlinkSync('other', join(folder, 'linked'));
  symlinkSync('B.yaml', join(folder, 'again.yaml'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (file: string): string => join(folder, file);

/** The kinds that were read, in order, and what was said. */
function read(paths: string[], options?: InputOptions): { kinds: unknown[]; findings: Finding[] } {
  const { documents, findings } = readInputs(paths, options);
  return { kinds: documents.map(({ value }) => (value as { kind: unknown }).kind), findings };
}

/** A finding of a whole file. */
function said(rule: string, file: string, message: string, hint?: string): Finding {
  const start = { line: 1, column: 1, offset: 0 };
  return {
    rule,
    severity: 'error',
    message,
    location: { file, start, end: start },
    ...(hint !== undefined && { hint }),
  };
}

const stdin = (content: string | Buffer): InputOptions => ({ stdin: () => Buffer.from(content) });

describe('files', () => {
  test('of a folder are read in the order of their paths, whatever else is there', () => {
    expect(read([folder])).toEqual({ kinds: ['hidden', 'upper', 'dash', 'json', 'below'], findings: [] });
  });

  test('of a folder that is left out below others are read where it is asked for', () => {
    expect(read([at('node_modules'), at('a/.git')])).toEqual({ kinds: ['module', 'git'], findings: [] });
  });

  test('that are named may have any name, and are read in the order given', () => {
    expect(read([at('yaml'), at('f.YAML'), at('a.toml'), at('a.json')])).toEqual({
      kinds: ['bare', 'shouting', 'toml', 'json'],
      findings: [],
    });
  });

  test('are read once, whatever they are called by', () => {
    expect(read([at('again.yaml'), at('B.yaml'), folder, at('a/../a/b.yaml')])).toEqual({
      kinds: ['upper', 'hidden', 'dash', 'json', 'below'],
      findings: [],
    });
  });

  test('of patterns, from where we are and from the root', () => {
    const before = process.cwd();
    process.chdir(folder);
    try {
      const { sources } = readInputs(['./*.y*ml', 'a/*', '.hidden/*.yaml', 'a.{toml,json}']);
      expect(sources.map(({ file }) => file)).toEqual([
        'B.yaml',
        'a-b.yml',
        'a/b.yaml',
        '.hidden/c.yaml',
        'a.json',
        'a.toml',
      ]);
      expect(readInputs(['.']).sources.map(({ file }) => file)).toEqual([
        '.hidden/c.yaml',
        'B.yaml',
        'a-b.yml',
        'a.json',
        'a/b.yaml',
      ]);
      expect(readInputs(['./a', './yaml']).sources.map(({ file }) => file)).toEqual(['a/b.yaml', './yaml']);
    } finally {
      process.chdir(before);
    }
    expect(read([at('*.y*ml')])).toEqual({ kinds: ['upper', 'dash'], findings: [] });
  });

  test('are read when they are asked for', () => {
    writeFileSync(at('a/later.yaml'), 'kind: later\n');
    const inputs = eachInput([at('a')]);
    const first = inputs.next().value;
    rmSync(at('a/later.yaml'));
    expect(first).toMatchObject({
      file: at('a/b.yaml'),
      source: { file: at('a/b.yaml'), text: 'kind: below\n' },
      findings: [],
    });
    expect(inputs.next().value).toEqual({
      file: at('a/later.yaml'),
      documents: [],
      findings: [
        said('input/not-found', at('a/later.yaml'), `the path "${at('a/later.yaml')}" does not exist`),
      ],
    });
    expect(inputs.next()).toEqual({ value: undefined, done: true });
  });

  test('with something to say of them are sources like others', () => {
    const { sources, documents, findings } = readInputs(['-'], stdin('a: [\n'));
    expect([sources, documents, findings.map(({ rule }) => rule)]).toEqual([
      [{ file: '-', text: 'a: [\n' }],
      [],
      ['yaml/syntax'],
    ]);
  });
});

describe('what cannot be read is said', () => {
  test('of a pattern in a folder that is not there', () => {
    const pattern = at('gone/*.yaml');
    expect(read([pattern]).findings).toEqual([
      said('input/not-found', pattern, `the pattern ${pattern} matches no file`),
    ]);
  });

  test('of a path, a pattern and a folder', () => {
    const paths = [at('gone.yaml'), at('*.xml'), at('other'), at('broken.yaml')];
    expect(read(paths)).toEqual({
      kinds: [],
      findings: [
        said('input/not-found', paths[0]!, `the path "${paths[0]}" does not exist`),
        said('input/not-found', paths[1]!, `the pattern ${paths[1]} matches no file`),
        said(
          'input/empty',
          paths[2]!,
          `there is no manifest in the folder ${paths[2]}`,
          'files are read that end in .yaml, .yml, .json',
        ),
        said('input/not-found', paths[3]!, `the path "${paths[3]}" does not exist`),
      ],
    });
  });

  it.each([
    ['EACCES', '- cannot be read: permission denied'],
    ['EPERM', '- cannot be read: permission denied'],
    ['EIO', '- cannot be read: EIO'],
    [undefined, '- cannot be read: unknown reason'],
  ])('of a file that fails with %s', (code, message) => {
    const throwing: InputOptions = {
      stdin: () => {
        throw Object.assign(new Error('no'), { code });
      },
    };
    expect(read(['-'], throwing)).toEqual({ kinds: [], findings: [said('input/unreadable', '-', message)] });
  });

  it('of a folder that cannot be looked into', () => {
    const long = 'x'.repeat(300);
    expect(read([`${long}/*.yaml`])).toEqual({
      kinds: [],
      findings: [said('input/unreadable', long, `${long} cannot be read: ENAMETOOLONG`)],
    });
  });

  it('of none where the folder of a pattern is not there', () => {
    expect(read(['gone/*.yaml']).findings.map(({ rule }) => rule)).toEqual(['input/not-found']);
  });

  it('under a name that begins no line with a command to a CI system', () => {
    const home = process.cwd();
    const here = mkdtempSync(join(tmpdir(), 'kubeplan-named-'));
    process.chdir(here);
    try {
      writeFileSync('::error::a.yaml', 'a: 1\n');
      expect(readInputs(['.']).sources.map(({ file }) => file)).toEqual(['./::error::a.yaml']);
    } finally {
      process.chdir(home);
      rmSync(here, { recursive: true });
    }
  });

  const HINT = 'no manifest is that large: the API server takes 3 MiB';
  test('of standard input that is too large', () => {
    const large = (size: number, maxBytes?: number): Finding[] =>
      readInputs(['-'], { stdin: () => Buffer.alloc(size), ...(maxBytes !== undefined && { maxBytes }) })
        .findings;
    expect(DEFAULT_MAX_BYTES).toBe(64 * MIB);
    expect(large(DEFAULT_MAX_BYTES + 1)).toEqual([
      said('input/too-large', '-', '- is larger than 64.0 MiB', HINT),
    ]);
    expect(large(DEFAULT_MAX_BYTES + MIB / 2)).toEqual([
      said('input/too-large', '-', '- is larger than 64.0 MiB (64.5 MiB)', HINT),
    ]);
    expect(large(3 * MIB, MIB)).toEqual([
      said('input/too-large', '-', '- is larger than 1.0 MiB (3.0 MiB)', HINT),
    ]);
    expect(read(['-'], { ...stdin('kind: In'), maxBytes: 8 })).toEqual({ kinds: ['In'], findings: [] });
  });

  test('of a file that is too large', () => {
    const file = at('B.yaml');
    const size = FILES['B.yaml']!.length;
    expect(read([file], { maxBytes: size })).toEqual({ kinds: ['upper'], findings: [] });
    expect(read([file], { maxBytes: size - 1 })).toEqual({
      kinds: [],
      findings: [said('input/too-large', file, `${file} is larger than 0.0 MiB`, HINT)],
    });
  });

  test('of a device that never ends', () => {
    const device = '/dev/zero';
    expect(read([device], { maxBytes: 200_000 })).toEqual({
      kinds: [],
      findings: [said('input/too-large', device, '/dev/zero is larger than 0.2 MiB', HINT)],
    });
  });

  test('of a device with nothing in it', () => {
    expect(read(['/dev/null'])).toEqual({
      kinds: [],
      findings: [said('input/empty', '/dev/null', 'the file is empty')],
    });
  });
});

test('a pipe is read to its end, however much comes through it', () => {
  const text = `kind: Piped\ndata: ${'x'.repeat(300_000)}\n`;
  const [pipe, whole] = [at('pipe'), at('whole')];
  writeFileSync(whole, text);
  spawnSync('mkfifo', [pipe]);
  spawn('sh', ['-c', 'cat "$0" > "$1"', whole, pipe], { stdio: 'ignore' });
  expect(readInputs([pipe]).sources).toEqual([{ file: pipe, text }]);
});

test.each<[about: string, bytes: number[], text: string]>([
  ['UTF-16, little end first', [0xff, 0xfe, 0x61, 0x00, 0xe4, 0x00], '\ufeffaä'],
  ['UTF-16, big end first', [0xfe, 0xff, 0x00, 0x61, 0x00, 0xe4], '\ufeffaä'],
  ['UTF-16, big end first, with half a character', [0xfe, 0xff, 0x00, 0x61, 0x00], '\ufeffa'],
  ['UTF-8 with a mark', [0xef, 0xbb, 0xbf, 0x61, 0xc3, 0xa4], '\ufeffaä'],
  ['UTF-8', [0x61, 0xc3, 0xa4], 'aä'],
  ['bytes that are none', [0x61, 0xff, 0x62, 0xfe], 'a\ufffdb\ufffd'],
  ['half of a mark', [0xff, 0x61], '\ufffda'],
  ['the other half of a mark', [0xfe, 0x61], '\ufffda'],
  ['the second half of a mark', [0x61, 0xfe], 'a\ufffd'],
  ['a mark that is turned around within', [0x61, 0xff, 0xfe], 'a\ufffd\ufffd'],
])('%s', (_, bytes, text) => {
  expect(readInputs(['-'], stdin(Buffer.from(bytes))).sources).toEqual([{ file: '-', text }]);
});

test('standard input is read once, among files', () => {
  let times = 0;
  const options = {
    stdin: () => {
      times++;
      return Buffer.from('kind: In\n');
    },
  };
  expect(read([at('B.yaml'), '-', at('yaml'), '-'], options)).toEqual({
    kinds: ['upper', 'In', 'bare'],
    findings: [],
  });
  expect(times).toBe(1);
});
