/**
 * `lint`, `plan`, `diff` and `explain` are views of one server: the same manifest gets the same refusal in the same words, the
 * same stored object, the same warnings, whoever asks.
 */
import { describe, expect, it } from 'vitest';
import { readRecording } from '../conformance/recording.js';
import type { Finding } from '../src/api/finding.js';
import { isObject, type JsonObject, type JsonValue } from '../src/api/json.js';
import { NEWEST_VERSION } from '../src/api/version.js';
import { definitionsIn } from '../src/apiserver/definitions.js';
import { isNamespaced } from '../src/apiserver/served.js';
import { comparePairs } from '../src/diff/compare.js';
import { diff } from '../src/diff/diff.js';
import { byIdentity, pairs } from '../src/diff/identity.js';
import { plan } from '../src/library.js';
import { lint } from '../src/lint/lint.js';
import { parseManifests } from '../src/manifest/parse.js';
import { buildWorld } from '../src/simulation/world.js';

interface Case {
  id: string;
  object: JsonObject;
  crds: JsonObject[];
  /** What it stands for: cases of the same are enough at some point. */
  like: string;
}

interface Recorded {
  id: string;
  type: string;
  version?: string;
  object: JsonValue;
  accepted: boolean;
  reason: string;
  causes?: { type: string }[] | null;
}

interface Story {
  id: string;
  setup: JsonObject[];
  steps: { do: string; object: JsonValue; accepted: boolean; reason: string }[];
}

const RECORDED = new URL('../fixtures/recorded/', import.meta.url).pathname;
const MOST_ALIKE = 2;

function recordedCases(): Case[] {
  const lines = ['validation-1.jsonl.gz', 'validation-groups-1.jsonl.gz'].flatMap(
    (file) => readRecording(RECORDED + file) as unknown as Recorded[],
  );
  return lines.flatMap(({ id, type, version, object, accepted, reason, causes }) => {
    if (type !== 'create' || version !== undefined || !isObject(object)) return [];
    const why = accepted ? 'accepted' : `${reason} ${(causes ?? []).map((cause) => cause.type).join(' ')}`;
    return [{ id, object, crds: [], like: `${String(object['kind'])} ${why}` }];
  });
}

/** Objects of kinds that definitions add, out of stories in which those were set up first. */
function customCases(): Case[] {
  const stories = readRecording(`${RECORDED}admission-1.jsonl.gz`) as unknown as Story[];
  return stories.flatMap(({ id, setup, steps }) => {
    const crds = setup.filter(({ kind }) => kind === 'CustomResourceDefinition');
    return steps.flatMap((step, index) => {
      const { object } = step;
      if (step.do !== 'create' || crds.length === 0 || !isObject(object)) return [];
      if (object['kind'] === 'CustomResourceDefinition') return [];
      return [{ id: `${id}#${index}`, object, crds, like: `custom ${id} ${step.reason}` }];
    });
  });
}

/** kubectl takes nulls out before it sends anything: what lint says of them is not what an apply comes to. */
function holdsNull(value: JsonValue | undefined): boolean {
  if (value === null) return true;
  if (Array.isArray(value)) return value.some(holdsNull);
  return isObject(value) && Object.values(value).some(holdsNull);
}

function chosen(all: readonly Case[]): Case[] {
  const counts = new Map<string, number>();
  return all.filter(({ object, like }) => {
    if (holdsNull(object) || !isObject(object['metadata'])) return false;
    const count = (counts.get(like) ?? 0) + 1;
    counts.set(like, count);
    return count <= MOST_ALIKE;
  });
}

interface Answers {
  plan: { refusals: string[]; warnings: string[] };
  explain: { refusals: string[]; warnings: string[]; stored: unknown };
  diff: { causes: string[]; warnings: string[]; stored: unknown };
  lint: Finding[];
}

function answersTo({ object, crds }: Case): Answers {
  const source = { file: 'm.json', text: JSON.stringify(object).replaceAll('$NS', 'default') };
  const definitions = crds.map((crd, i) => ({ file: `crd-${i}.json`, text: JSON.stringify(crd) }));
  const { documents, findings } = parseManifests(source);
  const snapshot = definitions.flatMap((one) => parseManifests(one).documents);
  const world = buildWorld({ documents, findings }, { snapshot });
  const planned = plan([source], { cluster: definitions }).findings;
  const [changed] = diff([], [source], { crds: definitions }).objects;
  const kinds = definitionsIn(
    snapshot.map(({ value }) => value),
    NEWEST_VERSION,
  );
  const namespaced = (apiVersion: string, kind: string) => isNamespaced(kinds, { apiVersion, kind });
  const { entries } = byIdentity(documents, namespaced);
  const [compared] = comparePairs(pairs(new Map(), entries), { kinds, given: kinds }).compared;
  const said = (severity: string) =>
    planned
      .filter((one) => one.severity === severity)
      .map(({ server, message }) => server?.message ?? message);
  return {
    plan: { refusals: said('error'), warnings: said('warning') },
    explain: {
      refusals: world.refused.map(({ message }) => message),
      warnings: world.manifests.flatMap(({ warnings }) => [...warnings]),
      stored: world.refused.length === 0 ? comparable(world.manifests[0]?.object) : undefined,
    },
    diff: {
      causes: (changed?.refusals ?? []).map(({ field, message }) => wordsOf(field, message)),
      warnings: changed?.warnings ?? [],
      stored: compared?.refusals.length === 0 ? comparable(compared.storedNew) : undefined,
    },
    lint: lint([source], { crds: definitions }).findings,
  };
}

function wordsOf(field: string, message: string): string {
  return field === '' ? message : `${field}: ${message}`;
}

const DRAWN = new Set(['uid', 'resourceVersion', 'managedFields', 'time']);

/** What is drawn anew in every world says nothing. */
function comparable(object: unknown): unknown {
  const text = JSON.stringify(object, (key, value: unknown) =>
    DRAWN.has(key) ? undefined : typeof value === 'bigint' ? String(value) : value,
  );
  return text === undefined
    ? undefined
    : JSON.parse(text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{21}/g, 'UID'));
}

/** The same said at another place, or by another finding: lint tells one thing once. */
function isToldOnce(cause: string, findings: readonly Finding[]): boolean {
  if (/`selector` does not match template `labels`/.test(cause)) return true;
  // Fields of what is no mapping: that it is none says all.
  const [, holder] = /^unknown field "(.*)\.[^.]*"$/.exec(cause) ?? [];
  if (findings.some(({ server, rule }) => rule === 'schema/wrong-type' && server?.field === holder))
    return true;
  const message = cause.replace(/^[\w.[\]"/-]+: /, '');
  return findings.some(({ server }) => server?.message === message);
}

const CASES = [...chosen(recordedCases()), ...chosen(customCases())];

describe('one server', () => {
  it('is asked about many refusals of every kind and reason, and about custom resources', () => {
    const refused = CASES.filter(({ like }) => !like.endsWith('accepted') && !like.endsWith(' '));
    expect(refused.length).toBeGreaterThanOrEqual(300);
    expect(refused.filter(({ crds }) => crds.length > 0).length).toBeGreaterThanOrEqual(50);
  });

  it.each([0, 1, 2, 3])('says the same to lint, plan, diff and explain (%i of 4)', (part) => {
    for (const one of CASES.filter((_, index) => index % 4 === part)) {
      const answers = answersTo(one);
      const { plan: planned, explain: explained, diff: compared, lint: found } = answers;
      // What other objects lack the server does not look at.
      const errors = found.filter(
        ({ severity, rule, server }) =>
          (severity === 'error' && (server !== undefined || !rule.startsWith('references/'))) ||
          rule === 'kubectl/apply',
      );
      const about = (facts: object) => ({ id: one.id, ...facts });
      expect(about({ refusals: explained.refusals })).toEqual(about({ refusals: planned.refusals }));
      const [message = ''] = planned.refusals;
      expect(about({ untold: compared.causes.filter((cause) => !message.includes(cause)) })).toEqual(
        about({ untold: [] }),
      );
      expect(about({ diff: compared.causes.length > 0, lint: errors.length > 0 })).toEqual(
        about({ diff: message !== '', lint: message !== '' }),
      );
      const told = new Set(errors.map(({ server }) => server && wordsOf(server.field, server.message)));
      const unsaid = compared.causes.filter((cause) => !told.has(cause) && !isToldOnce(cause, errors));
      expect(about({ unsaid })).toEqual(about({ unsaid: [] }));
      expect(about({ stored: compared.stored })).toEqual(about({ stored: explained.stored }));
      expect(about({ warnings: [compared.warnings, explained.warnings] })).toEqual(
        about({ warnings: [planned.warnings, planned.warnings] }),
      );
      const warned = found.map(({ server }) => server && wordsOf(server.field, server.message));
      const silent = message === '' ? planned.warnings.filter((warning) => !warned.includes(warning)) : [];
      expect(about({ silent })).toEqual(about({ silent: [] }));
    }
  });
});
