import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../mutants/source.js';
import { ALL_KINDS } from '../src/admission/groups/all.js';
import { CONTROLLERS } from '../src/controllers/index.js';
import { PLUGINS } from '../src/scheduler/registry.js';

/** The sources of a folder, as paths below `src` without their ending. */
function sourcesOf(folder: string): string[] {
  return readdirSync(join(ROOT, 'src', folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file.slice(0, -'.ts'.length)))
    .sort();
}

function textOf(source: string): string {
  return readFileSync(join(ROOT, 'src', `${source}.ts`), 'utf8');
}

function hyphened(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
}

/** The sources of a room that a file of its imports. */
function importedBy(file: string, room: string): string[] {
  const found = textOf(file).matchAll(/from '\.\/([\w-]+)\.js'/g);
  return [...found].map(([, name]) => join(room, name!)).sort();
}

const withoutTest = (sources: readonly string[]) =>
  sources.filter((source) => !existsSync(join(ROOT, 'test', `${source}.test.ts`)));

const KIND_NAMES = new Set([...ALL_KINDS.values()].map(({ kind }) => kind.toLowerCase()));

/**
 * Everything that there are many of has a test of its name. Kinds have a table each (admission/groups/tables.test.ts), rules
 * a page that is tried (lint/docs.test.ts), obstacles a row (explain/obstacles/kinds.test.ts): those ask for them.
 */
describe('test/ mirrors src/', () => {
  it('a controller', () => {
    const controllers = CONTROLLERS.map(({ name }) => `controllers/${name}`);
    expect(controllers.filter((source) => !sourcesOf('controllers').includes(source))).toEqual([]);
    expect(withoutTest(controllers)).toEqual([]);
  });

  it('a scheduler plugin', () => {
    // Binding is the API server's (src/apiserver/bind.ts).
    const plugins = PLUGINS.map(({ name }) => `scheduler/plugins/${hyphened(name)}`).filter(
      (source) => source !== 'scheduler/plugins/default-binder',
    );
    expect(plugins.filter((source) => !sourcesOf('scheduler/plugins').includes(source))).toEqual([]);
    expect(withoutTest(plugins)).toEqual([]);
  });

  it('an admission plugin, or its table', () => {
    const plugins = importedBy('admission/plugins/index', 'admission/plugins');
    const tables = (source: string) => existsSync(join(ROOT, 'fixtures', `${source}.txt`));
    expect(withoutTest(plugins).filter((source) => !tables(source))).toEqual([]);
  });

  it('a verb of kubectl', () => {
    const verbs = sourcesOf('kubectl').filter((source) => textOf(source).startsWith('/** kubectl '));
    expect(verbs.length).toBeGreaterThan(10);
    expect(withoutTest([...verbs, 'kubectl/evict'])).toEqual([]);
  });

  it('a writer of reports', () => {
    const commands = ['capacity', 'diff', 'explain', 'lint', 'plan', 'rules'].map((name) =>
      textOf(`cli/${name}`),
    );
    const imports = commands.flatMap((text) => [...text.matchAll(/from '\.\.\/report\/([\w-]+)\.js'/g)]);
    expect(withoutTest(imports.map(([, name]) => `report/${name}`))).toEqual([]);
  });

  it('a consequence of a change, in its cases', () => {
    const kinds = importedBy('diff/consequences/index', 'diff/consequences')
      .map((source) => source.split('/').at(-1)!)
      .filter((name) => KIND_NAMES.has(name));
    expect(kinds.length).toBeGreaterThan(3);
    expect(kinds.filter((kind) => !existsSync(join(ROOT, 'fixtures/diff', `${kind}.cases`)))).toEqual([]);
  });
});
