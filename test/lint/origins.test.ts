import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/api/finding.js';
import type { Path } from '../../src/api/json.js';
import type { Linted } from '../../src/lint/lint-documents.js';
import { ofWorlds, oneOfEachPlace } from '../../src/lint/of-worlds.js';
import { placedInOrigins } from '../../src/lint/origins.js';
import type { Source } from '../../src/manifest/document.js';
import { parseSources } from '../../src/manifest/parse.js';

const MADE = 'base/web.yaml (rendered for prod)';
const web = (name: string, more = '') =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\nspec:\n  ports:\n    - name: http\n      port: 80\n${more}`;

/** Where a finding about a path of what was rendered comes to stand, `file:line:column`; a key where `of` says so. */
function placeOf(
  path: Path,
  made: string,
  files: Record<string, string>,
  { of, changes = {} }: { of?: 'key'; changes?: Record<string, string> } = {},
): string {
  const rendered = [{ file: MADE, text: made }];
  const sources = sourcesOf(files);
  const [document] = parseSources(rendered).documents;
  const location = document!.locate(path, of);
  const finding: Finding = {
    rule: 'a/b',
    severity: 'error',
    message: 'm',
    location,
    path,
    fix: { title: 'f', edits: [] },
  };
  const [found] = placedInOrigins(
    [finding],
    { sources: rendered, documents: parseSources(rendered).documents },
    { sources, documents: parseSources(sources).documents, changes: new Map([['prod', sourcesOf(changes)]]) },
  );
  const { file, start } = found!.location;
  expect(found!.fix === undefined).toBe(file !== MADE);
  if (file !== MADE) expect(found!.related).toEqual([{ message: 'as rendered', location }]);
  return `${file}:${start.line}:${start.column}`;
}

const sourcesOf = (files: Record<string, string>): Source[] =>
  Object.entries(files).map(([file, text]) => ({ file, text }));

describe('a finding in what was rendered', () => {
  const file = 'base/web.yaml';
  it.each<[string, Path, string, string, string]>([
    ['where it says the same', ['spec', 'ports', 0, 'port'], web('web'), web('web'), `${file}:8:13`],
    ['under another name', ['spec', 'ports', 0, 'port'], web('prod-web-1'), web('web'), `${file}:8:13`],
    ['what holds more', ['spec', 'ports'], web('web'), web('web', '      protocol: TCP\n'), `${file}:7:5`],
    ['what is missing', ['spec', 'ports', 0, 'x'], web('web'), web('web'), `${file}:7:7`],
    [
      'not where it says something else',
      ['spec', 'ports', 0, 'port'],
      web('web'),
      web('web').replace('80', '81'),
      `${MADE}:8:13`,
    ],
    [
      'not in an item of another name',
      ['spec', 'ports', 0, 'port'],
      web('web').replace('80', '7').replace('http', 'a'),
      web('web').replace('80', '7'),
      `${MADE}:8:13`,
    ],
    [
      'not in another object',
      ['spec', 'ports', 0, 'port'],
      web('web').replace('80', '7'),
      web('db').replace('80', '7'),
      `${MADE}:8:13`,
    ],
  ])('stands %s', (_what, path, made, origin, place) => {
    // The other object keeps a line from being the only one of its kind.
    const twice = origin === web('web') ? origin : `${origin}---\n${web('other').replace('80', '7')}`;
    expect(placeOf(path, made, { [file]: twice })).toBe(place);
  });

  it('stands at the key where the key is wrong', () => {
    expect(placeOf(['spec', 'ports'], web('web'), { [file]: web('web') }, { of: 'key' })).toBe(`${file}:6:3`);
  });

  it('stands on the line of a template, or of a patch, that says it', () => {
    const template = '{{ if .Values.a }}\nspec:\n  ports:\n      port: 80\n{{ end }}\n';
    expect(placeOf(['spec', 'ports', 0, 'port'], web('web'), { [file]: template })).toBe(`${file}:4:13`);
    const changed = web('web').replace('80', '90');
    const patch = { 'prod/patch.yaml': 'spec:\n  ports:\n  - name: http\n    port: 90\n' };
    expect(placeOf(['spec', 'ports', 0, 'port'], changed, { [file]: web('web') }, { changes: patch })).toBe(
      'prod/patch.yaml:4:11',
    );
    const twice = `${template}      port: 80\n`;
    expect(placeOf(['spec', 'ports', 0, 'port'], web('web'), { [file]: twice })).toBe(`${MADE}:8:13`);
  });

  it('stands where a patch has its value, if that says enough', () => {
    const inline = (value: string) => ({
      'prod/kustomization.yaml': `patches:\n  - patch: '[{value: ${value}}]'\n`,
    });
    const at = (value: string) =>
      placeOf(
        ['spec', 'ports', 0, 'port'],
        web('web').replace('80', value),
        { [file]: web('web') },
        { changes: inline(value) },
      );
    expect(at('8080')).toBe('prod/kustomization.yaml:2:22');
    expect(at('81')).toBe(`${MADE}:8:13`);
  });

  it('of what stands in a file stays', () => {
    const location = {
      file: 'a.yaml',
      start: { line: 1, column: 1, offset: 0 },
      end: { line: 1, column: 2, offset: 1 },
    };
    const finding: Finding = { rule: 'a/b', severity: 'error', message: 'm', location };
    const nothing = { sources: [], documents: [] };
    expect(placedInOrigins([finding], nothing, { ...nothing, changes: new Map() })).toEqual([finding]);
  });
});

describe('several worlds', () => {
  const at = (file: string) => ({
    file,
    start: { line: 1, column: 1, offset: 0 },
    end: { line: 1, column: 2, offset: 1 },
  });
  const finding = (message: string, made?: string): Finding => ({
    rule: 'a/b',
    severity: 'error',
    message,
    location: at('a.yaml'),
    ...(made !== undefined && { related: [{ message: 'as rendered', location: at(made) }] }),
  });

  it('tell one place once, with where else it shows', () => {
    const told = oneOfEachPlace([
      finding('in default'),
      finding('in prod', 'x'),
      { ...finding('other'), rule: 'a/a' },
    ]);
    expect(told.map(({ message, related }) => [message, related?.length ?? 0])).toEqual([
      ['other', 0],
      ['in default', 1],
    ]);
  });

  it('come to one answer', () => {
    const linted = (file: string, kinds: number): Linted => ({
      version: '1.36',
      found: [],
      looked: [{ file, object: { apiVersion: 'v1', kind: 'Pod', name: 'a' } }],
      files: 1,
      objects: 2,
      notKnown: kinds === 0 ? [] : [{ what: 'kind', count: kinds }],
      leftOut: [],
      failures: [],
    });
    const shown = { findings: [finding('a')], hidden: [at('a.yaml')] };
    const all = ofWorlds([
      { linted: linted('a', 2), shown },
      { linted: linted('b', 1), shown },
      { linted: linted('c', 0), shown },
    ]);
    expect(all.linted).toMatchObject({ files: 3, objects: 6, notKnown: [{ what: 'kind', count: 2 }] });
    expect(all.linted.looked.map(({ file }) => file)).toEqual(['a', 'b', 'c']);
    expect([all.shown.findings.length, all.shown.hidden.length]).toEqual([3, 3]);
  });
});
