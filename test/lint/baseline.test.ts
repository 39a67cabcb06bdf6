import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/api/json.js';
import {
  againstBaseline,
  type Baseline,
  baselineOf,
  baselineText,
  readBaseline,
} from '../../src/lint/baseline.js';
import { findingKey } from '../../src/lint/finding-key.js';
import { finding } from '../report/findings.js';

const object = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' };
const keyed = (key: string) => finding({ key, object });
const same = (file: string) => file;

describe('a baseline', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ key: fc.string(), file: fc.string(), count: fc.integer({ min: 1, max: 1e9 }) })),
        (all) => {
          expect(readBaseline(JSON.parse(baselineText(all)))).toEqual(all);
        },
      ),
    );
  });

  it('has all that was found, and leaves nothing of it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c')),
        fc.array(fc.constantFrom('a', 'b', 'c')),
        (before, now) => {
          const baseline = baselineOf(before.map(keyed), same);
          const { findings, gone } = againstBaseline(now.map(keyed), baseline, same, () => true);
          const count = (keys: string[], key: string) => keys.filter((one) => one === key).length;
          for (const key of ['a', 'b', 'c']) {
            const told = findings.filter((one) => one.key === key && !one.ignored).length;
            expect(told).toBe(Math.max(0, count(now, key) - count(before, key)));
            const left = gone.find((entry) => entry.key === key)?.count ?? 0;
            expect(left).toBe(Math.max(0, count(before, key) - count(now, key)));
          }
        },
      ),
    );
  });

  it('takes what is about no object by its file', () => {
    const broken = (file: string) =>
      finding({ key: 'yaml/syntax', location: { ...finding().location, file } });
    const baseline = baselineOf([broken('a.yaml')], same);
    const { findings } = againstBaseline([broken('a.yaml'), broken('b.yaml')], baseline, same, () => true);
    expect(findings.map(({ ignored }) => ignored?.by)).toEqual(['baseline', undefined]);
  });

  it('leaves out what the manifests ignore themselves, and keeps what it has', () => {
    const ignored = { ...keyed('a'), ignored: { by: 'manifest' as const } };
    const known = { ...keyed('b'), ignored: { by: 'baseline' as const } };
    expect(baselineOf([ignored, known, keyed('c')], same).map(({ key }) => key)).toEqual(['b', 'c']);
    const { findings } = againstBaseline(
      [ignored],
      [{ key: 'a', file: 'a.yaml', count: 1 }],
      same,
      () => true,
    );
    expect(findings[0]?.ignored?.by).toBe('manifest');
  });

  it('misses nothing of files that were not looked at', () => {
    const baseline: Baseline = [
      { key: 'a', file: 'a.yaml', count: 2 },
      { key: 'b', file: 'b.yaml', count: 1 },
    ];
    expect(againstBaseline([], baseline, same, (file) => file === 'a.yaml').gone).toEqual([baseline[0]]);
  });

  it.each([
    ['text', 'it is no baseline'],
    [{ format: 'kubeplan.baseline/2', findings: [] }, 'it is no baseline'],
    [{ format: 'kubeplan.baseline/1', findings: [{ key: 'a' }] }, 'not all { key, file, count }'],
    [{ format: 'kubeplan.baseline/1', findings: ['a'] }, 'not all { key, file, count }'],
    ...[0, -1, 1.5, 1e10, Number.POSITIVE_INFINITY, '1'].map((count): [JsonValue, string] => [
      { format: 'kubeplan.baseline/1', findings: [{ key: 'a', file: 'b', count }] },
      'not all { key, file, count }',
    ]),
    [{ format: 'kubeplan.baseline/1' }, 'not all { key, file, count }'],
  ])('%j is none', (value, message) => {
    expect(readBaseline(value)).toContain(message);
  });
});

describe('findingKey', () => {
  const value = { spec: { containers: [{ name: 'a' }, { image: 'b' }, 'c'] } };
  const path = (...steps: (string | number)[]) => findingKey(finding({ object, path: steps }), value);

  it('has the rule, the object and the field, with names for the items of lists', () => {
    expect(path('spec', 'containers', 0, 'image')).toBe(
      'x/y apps/Deployment shop/web spec.containers[a].image',
    );
    expect(path('spec', 'containers', 1, 'image')).toBe(
      'x/y apps/Deployment shop/web spec.containers[1].image',
    );
    expect(path('spec', 'containers', 2)).toBe('x/y apps/Deployment shop/web spec.containers[2]');
    expect(path()).toBe('x/y apps/Deployment shop/web');
  });

  it('knows objects of the core group, and findings about none', () => {
    expect(
      findingKey(finding({ object: { apiVersion: 'v1', kind: 'Service', name: 'a' }, path: ['spec', 0] })),
    ).toBe('x/y Service /a spec[0]');
    expect(findingKey(finding())).toBe('x/y');
  });
});
