import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldPath } from '../../src/api/json.js';
import { parseManifests } from '../../src/manifest/parse.js';
import { referencesOf, referencesOfRows } from '../../src/references/references-of.js';
import { REFERRING_KINDS, rowsOf } from '../../src/references/table.js';
import { stepsOf } from '../../src/references/walk.js';
import { expectGolden } from '../fixtures/golden.js';
import { anyJson, objectLike } from './arbitrary.js';
import { told } from './told.js';

const FOLDER = new URL('../../fixtures/references/', import.meta.url);
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));

function objectsIn(file: string): Record<string, unknown>[] {
  const text = readFileSync(new URL(file, FOLDER), 'utf8');
  return parseManifests({ file, text }).documents.map(({ value }) => value as Record<string, unknown>);
}

/** Each manifest with all that it refers to beside it. */
describe('what objects refer to', () => {
  it.each(FILES)('%s', (file) => {
    const lines = objectsIn(file).flatMap((object) => [
      `${object['kind']} ${(object['metadata'] as { name?: string } | undefined)?.name}`,
      ...referencesOf(object).map((reference) => `  ${told(reference)}`),
    ]);
    expectGolden(new URL(file.replace(/\.yaml$/, '.txt'), FOLDER), `${lines.join('\n')}\n`);
  });

  it('leaves no row out of these manifests', () => {
    const seen = new Set(
      FILES.flatMap(objectsIn).flatMap((object) =>
        referencesOf(object).map(({ path }) => `${object['kind']} ${JSON.stringify(general(path))}`),
      ),
    );
    const unseen = ['Pod', ...REFERRING_KINDS].flatMap((kind) =>
      rowsOf(kind)
        .map((row) => [row.at, 'part' in row ? '' : 'selector' in row ? row.selector : (row.name ?? '')])
        .filter(([at]) => kind === 'Pod' || !at?.includes('template.') || at.startsWith('spec.volumeClaim'))
        .map((ways) => `${kind} ${JSON.stringify(ways.flatMap(stepsOf))}`)
        .filter((key) => !seen.has(key)),
    );
    expect(unseen.filter((key) => !OF_SOME_CONTAINERS.test(key) && !OF_ALL_KINDS.test(key))).toEqual([]);
  });

  it('is not told apart by what an object inherits', () => {
    const heir = Object.create({ apiVersion: 'v1', kind: 'Pod', spec: { nodeName: 'n' } });
    expect(referencesOf(heir)).toEqual([]);
    const spec = Object.create({ nodeName: 'n' });
    expect(referencesOf({ apiVersion: 'v1', kind: 'Pod', spec })).toEqual([]);
  });

  it('is in the namespace that an object without one goes to', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: {}, spec: { serviceAccountName: 'a' } };
    expect(referencesOf(pod, 'shop').map(told)).toEqual([
      'spec.serviceAccountName → ServiceAccount shop/a: refused',
    ]);
  });

  it('is found by some rows of the table alone, and nothing else is looked at', () => {
    const ofVolumes = referencesOfRows((row) => 'part' in row && row.part === 'volume');
    for (const object of FILES.flatMap(objectsIn)) {
      const all = referencesOf(object, 'shop');
      const wanted = all.filter((reference) => reference.by === 'part' && reference.part === 'volume');
      expect(ofVolumes(object, 'shop').map(told).sort()).toEqual(wanted.map(told).sort());
    }
    const unseen = {
      get rules() {
        throw new Error('looked at');
      },
    };
    expect(ofVolumes({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', spec: unseen })).toEqual([]);
  });

  it('never throws, and names fields that are there', () => {
    fc.assert(
      fc.property(fc.oneof(anyJson, objectLike), (object) => {
        for (const reference of referencesOf(object)) {
          let at: unknown = object;
          for (const step of reference.path) {
            expect(Object.hasOwn(at as object, step), fieldPath(reference.path)).toBe(true);
            at = (at as Record<string | number, unknown>)[step];
          }
          if (reference.by !== 'selector') expect(String(at)).toBe(reference.name);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

/** Rows that are written for each list of containers and each of their handlers, and seen for some of them. */
const OF_SOME_CONTAINERS =
  /"(ephemeralContainers|initContainers|containers)","\*","(env|envFrom|volume|resources|.*Probe|lifecycle)/;
const OF_ALL_KINDS = /"metadata","(namespace|ownerReferences)"/;

function general(path: readonly (string | number)[]): string[] {
  return path.map((step) => (typeof step === 'number' ? '*' : step));
}
