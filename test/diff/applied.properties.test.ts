import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diff, diffManifests } from '../../src/diff/diff.js';
import { parseManifests } from '../../src/manifest/parse.js';
import { diffJson } from '../../src/report/diff-json.js';
import { diffOutcomes } from '../../src/report/diff-outcomes.js';
import { diffText } from '../../src/report/diff-text.js';

const yaml = (value: unknown) => JSON.stringify(value);
const names = fc.subarray(['a', 'b', 'c'], { minLength: 1 });
const label = fc.constantFrom('x', 'y');

/** A small application: workloads with what they read, what reaches them, and who may do what. */
const application = fc
  .record({
    names,
    image: fc.constantFrom(
      'i:1',
      'i:2',
      'quay.io/i@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    ),
    replicas: fc.integer({ min: 0, max: 4 }),
    tier: label,
    headless: fc.boolean(),
    port: fc.constantFrom(80, 81),
    verbs: fc.subarray(['get', 'list', 'watch'], { minLength: 1 }),
    from: label,
    keys: fc.subarray(['k', 'l', 'm'], { minLength: 1 }),
  })
  .map(({ names: apps, image, replicas, tier, headless, port, verbs, from, keys }) =>
    [
      ...apps.map((name) => ({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name },
        spec: {
          replicas,
          selector: { matchLabels: { app: name } },
          template: {
            metadata: { labels: { app: name, tier } },
            spec: { containers: [{ name: 'c', image, envFrom: [{ configMapRef: { name: 'm' } }] }] },
          },
        },
      })),
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'm' },
        data: Object.fromEntries(keys.map((key) => [key, image])),
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 's' },
        spec: { ...(headless && { clusterIP: 'None' }), selector: { tier }, ports: [{ port }] },
      },
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'p' },
        spec: {
          podSelector: {},
          policyTypes: ['Ingress'],
          ingress: [{ from: [{ podSelector: { matchLabels: { tier: from } } }] }],
        },
      },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'Role',
        metadata: { name: 'r' },
        rules: [{ apiGroups: [''], resources: ['pods'], verbs }],
      },
    ]
      .map(yaml)
      .join('\n---\n'),
  );
const compare = (old: string, now: string) =>
  diff([{ file: 'old.yaml', text: old }], [{ file: 'new.yaml', text: now }], { rollback: true });

describe('properties of a move', () => {
  it('of a thing to itself is nothing, there and back', () => {
    fc.assert(
      fc.property(application, (text) => {
        const { objects, counts, reach, notes, rollback } = compare(text, text);
        expect(counts).toMatchObject({ changed: 0, added: 0, removed: 0, refused: 0 });
        expect(
          objects.flatMap(({ changes, consequences, unexpected }) => [
            ...changes,
            ...consequences,
            ...unexpected,
          ]),
        ).toEqual([]);
        expect({ reach, notes, lost: rollback?.lost }).toEqual({ reach: [], notes: [], lost: [] });
      }),
      { numRuns: 25 },
    );
  });

  it('is told of what one side says: every place is in one of them', () => {
    fc.assert(
      fc.property(application, application, (old, now) => {
        for (const { changes } of compare(old, now).objects) {
          for (const { op, oldLocation, newLocation, oldIsDefault, newIsDefault } of changes) {
            if (op !== 'add') expect(oldLocation !== undefined || oldIsDefault).toBe(true);
            if (op !== 'remove' && op !== 'reorder')
              expect(newLocation !== undefined || newIsDefault).toBe(true);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it('once made is made: the same applied to what it left changes nothing', () => {
    fc.assert(
      fc.property(application, application, (old, now) => {
        const back = compare(old, now).rollback;
        const there = compare(now, old).rollback;
        // Back and forth again ends where it began, but for what stays.
        expect(back?.objects.some(({ verdict }) => verdict === 'refused')).toBe(false);
        expect(there?.objects.some(({ verdict }) => verdict === 'refused')).toBe(false);
        const live = parseManifests({ file: 'live.yaml', text: now }).documents;
        const again = diffManifests(undefined, parseManifests({ file: 'new.yaml', text: now }).documents, {
          snapshot: live,
        });
        expect(again.counts).toMatchObject({ changed: 0, added: 0, refused: 0 });
      }),
      { numRuns: 15 },
    );
  });
});

describe('secrets', () => {
  const value = fc.string({ minLength: 8, maxLength: 20, unit: fc.constantFrom(...'abcdefgXYZ019#+/') });

  it('are in nothing that is said of a move, a way back, a cluster or what is unexpected', () => {
    const secret = (one: string, two: string | undefined) =>
      `{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {a: ${yaml(`s3cr3t${one}`)}${two === undefined ? '' : `, b: ${yaml(`s3cr3t${two}`)}`}}}\n`;
    fc.assert(
      fc.property(value, value, value, fc.boolean(), (one, two, three, asLive) => {
        const [old, now] = [secret(one, two), secret(three, undefined)];
        const documents = (file: string, text: string) => parseManifests({ file, text }).documents;
        const result = asLive
          ? diffManifests(undefined, documents('new', now), { snapshot: documents('old', old) })
          : diffManifests(documents('old', old), documents('new', now), { rollback: true });
        const said = [
          diffText(result),
          diffText(result, { verbose: true, width: 80 }),
          diffJson(result),
          JSON.stringify(diffOutcomes(result, {})),
          JSON.stringify(result),
        ].join('\n');
        expect(said).toContain('stays (value hidden)');
        for (const text of [one, two, three]) {
          expect(said).not.toContain(Buffer.from(`s3cr3t${text}`).toString('base64'));
        }
        expect(said).not.toContain('s3cr3t');
      }),
      { numRuns: 60 },
    );
  });
});
