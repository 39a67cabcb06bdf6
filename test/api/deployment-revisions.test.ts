import { describe, expect, it } from 'vitest';
import {
  byAge,
  findNew,
  maxRevision,
  newSetAnnotations,
  revisionOf,
  sameTemplate,
  toInt,
} from '../../src/api/deployment-revisions.js';
import type { Deployment, PodTemplateSpec, ReplicaSet } from '../../src/api/objects.js';
import { at, made } from '../controllers/look.js';

const D = 'deployment.kubernetes.io';
const template = (image: string, labels: Record<string, string> = { app: 'web' }): PodTemplateSpec => ({
  metadata: { labels },
  spec: { containers: [{ name: 'app', image }] },
});
const set = (
  name: string,
  seconds: number,
  of: PodTemplateSpec = template('app:1'),
  annotations: object = {},
) =>
  made('ReplicaSet', name, {
    metadata: { creationTimestamp: at(seconds), annotations },
    spec: { template: of },
  }) as unknown as ReplicaSet;
const deployment = (annotations: object = {}) =>
  made('Deployment', 'web', {
    metadata: { annotations },
    spec: { template: template('app:1') },
  }) as unknown as Deployment;

describe('the ReplicaSet of a Deployment’s template', () => {
  it('is the oldest that has it, whatever its hash', () => {
    const hashed = template('app:1', { app: 'web', 'pod-template-hash': 'x' });
    const sets = [set('c', 1, template('app:2')), set('b', 9, hashed), set('a', 5, hashed)];
    expect(findNew(deployment(), sets)?.metadata.name).toBe('a');
    expect(findNew(deployment(), [set('b', 5), set('a', 5)])?.metadata.name).toBe('a');
    expect(findNew(deployment(), [set('c', 1, template('app:2'))])).toBeUndefined();
    expect(sameTemplate(template('app:1'), hashed)).toBe(true);
    expect(sameTemplate(template('app:1'), template('app:1', { app: 'db' }))).toBe(false);
    expect(sets.map(({ metadata }) => metadata.name)).toEqual(['c', 'b', 'a']);
  });

  it('comes in the order of age, then of name', () => {
    const sets = [set('b', 5), set('c', 4), set('a', 5)].sort(byAge);
    expect(sets.map(({ metadata }) => metadata.name)).toEqual(['c', 'a', 'b']);
  });
});

describe('revisions', () => {
  it.each([
    ['7', 7],
    ['+7', 7],
    ['-7', -7],
    ['7x', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is %j', (text, number) => {
    expect(toInt(text)).toBe(number);
    expect(revisionOf(set('a', 0, undefined, text === undefined ? {} : { [`${D}/revision`]: text }))).toBe(
      number ?? 0,
    );
  });

  it('of several the highest', () => {
    expect(maxRevision([])).toBe(0);
    expect(
      maxRevision(
        ['2', '5', '3'].map((revision) => set(revision, 0, undefined, { [`${D}/revision`]: revision })),
      ),
    ).toBe(5);
  });

  const HISTORY = `${D}/revision-history`;
  const REVISION = `${D}/revision`;
  const long = Array.from({ length: 400 }, (_, i) => 1000 + i).join(',');
  it.each<[string, Record<string, string>, Record<string, string>, number, Record<string, string>]>([
    ['the first', {}, {}, 1, { [REVISION]: '1' }],
    [
      'of a Deployment’s annotations all but its own',
      {
        a: 'b',
        'kubectl.kubernetes.io/last-applied-configuration': 'x',
        [REVISION]: '9',
        [HISTORY]: '8',
        [`${D}/desired-replicas`]: '7',
        [`${D}/max-replicas`]: '6',
        'deprecated.deployment.rollback.to': '5',
      },
      {},
      1,
      { a: 'b', [REVISION]: '1' },
    ],
    ['what was copied stays', {}, { c: 'd', [REVISION]: '2' }, 2, { c: 'd', [REVISION]: '2' }],
    ['the new value counts', { c: 'e' }, { c: 'd', [REVISION]: '2' }, 2, { c: 'e', [REVISION]: '2' }],
    [
      'used again: the number that it had is remembered',
      {},
      { [REVISION]: '2' },
      5,
      { [REVISION]: '5', [HISTORY]: '2' },
    ],
    [
      '… with those before',
      {},
      { [REVISION]: '4', [HISTORY]: '1,2' },
      5,
      { [REVISION]: '5', [HISTORY]: '1,2,4' },
    ],
    ['a higher one stays', {}, { [REVISION]: '6' }, 5, { [REVISION]: '6' }],
    ['one that is no number counts as none', {}, { [REVISION]: 'x' }, 1, { [REVISION]: '1', [HISTORY]: 'x' }],
    [
      'the history is cut to 2000 characters, oldest first',
      {},
      { [REVISION]: '1', [HISTORY]: long },
      9999,
      { [REVISION]: '9999', [HISTORY]: `${long.slice(5)},1` },
    ],
    [
      '… exactly',
      {},
      { [REVISION]: '1234', [HISTORY]: `${long.slice(5)}` },
      9999,
      { [REVISION]: '9999', [HISTORY]: `${long.slice(5)},1234` },
    ],
    [
      '… but for one that is longer by itself',
      {},
      { [REVISION]: 'y'.repeat(2001), [HISTORY]: '1' },
      5,
      { [REVISION]: '5', [HISTORY]: 'y'.repeat(2001) },
    ],
  ])('in annotations: %s', (_name, own, before, revision, expected) => {
    const object = set('a', 0, undefined, before);
    expect(newSetAnnotations(deployment(own), object, revision)).toEqual(expected);
    expect(object.metadata.annotations).toEqual(before);
  });
});
