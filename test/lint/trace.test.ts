import { describe, expect, it } from 'vitest';
import { isObject } from '../../src/api/json.js';
import { KnownWorld } from '../../src/lint/known-world.js';
import { MadeElsewhere } from '../../src/lint/made-elsewhere.js';
import { LintObject } from '../../src/lint/object.js';
import { Objects } from '../../src/lint/objects.js';
import { type Answering, answersAgain, Trace, TracedObjects, TracedWorld } from '../../src/lint/trace.js';
import { parseManifests } from '../../src/manifest/parse.js';

function objectsIn(text: string): LintObject[] {
  return parseManifests({ file: 'a.yaml', text }).documents.flatMap((document) =>
    isObject(document.value)
      ? [new LintObject(document, document.value, { patch: false, fileText: text })]
      : [],
  );
}

/** Those who answer about some objects. */
function answering(all: readonly LintObject[], trace = new Trace()): Answering {
  const objects = new TracedObjects(trace, all, '1.36');
  const none = new Objects([], '1.36');
  const elsewhere = new MadeElsewhere(objects, []);
  const parts = { files: objects, patches: none, held: none, elsewhere, isCut: false, options: {} };
  return { objects, world: new TracedWorld(trace, parts) };
}

const POD = 'kind: Pod\napiVersion: v1\nmetadata: {name: a, namespace: shop, labels: {app: a}}\nspec: {}\n';
const NAMESPACE = 'kind: Namespace\napiVersion: v1\nmetadata: {name: shop}\n';

/** What only prototypes know: the questions that there are. */
const methodsOf = (of: { prototype: object }) =>
  Object.getOwnPropertyNames(of.prototype).filter((name) => name !== 'constructor');

describe('what is asked of all files', () => {
  it('is noted, whatever it is', () => {
    expect(methodsOf(TracedObjects).sort()).toEqual(methodsOf(Objects).sort());
    expect(methodsOf(TracedWorld).sort()).toEqual(methodsOf(KnownWorld).sort());
  });

  const [pod, namespace] = objectsIn(`${POD}---\n${NAMESPACE}`) as [LintObject, LintObject];
  const [other] = objectsIn(POD.replace(/\ba\b/g, 'b')) as [LintObject];
  const at = pod.at.child('spec');
  const named = { by: 'name', to: 'Pod', namespace: 'shop', name: 'b', at, keys: [], ports: [] } as never;
  const selecting = {
    by: 'selector',
    to: 'Pod',
    selector: { matchLabels: { app: 'b' } },
    namespaces: ['shop'],
    at,
    ports: [],
  };
  const QUESTIONS: Record<string, (of: Answering) => unknown> = {
    all: ({ objects }) => objects.all,
    find: ({ objects }) => objects.find('Pod', 'shop', 'b'),
    findAll: ({ objects }) => objects.findAll('Pod', 'shop', 'b'),
    named: ({ objects }) => objects.named('Pod', 'b'),
    near: ({ objects }) => objects.near('Pod', 'shop', 'bb'),
    ofKind: ({ objects }) => objects.ofKind('Pod', 'shop'),
    repeated: ({ objects }) => objects.repeated(),
    selectedPods: ({ objects }) => objects.selectedPods(selecting as never),
    podsIn: ({ objects }) => objects.podsIn('shop'),
    target: ({ world }) => world.target(named),
    selected: ({ world }) => world.selected(selecting as never),
  };

  it.each(Object.entries(QUESTIONS))('%s: another answer once there is another object', (_name, ask) => {
    const trace = new Trace();
    const asked = trace.during(() => void ask(answering([pod, namespace], trace)));
    expect(asked).toHaveLength(1);
    expect(answersAgain(asked, answering([pod, namespace]))).toBe(_name !== 'podsIn');
    expect(answersAgain(asked, answering([pod, namespace, other, other]))).toBe(_name === 'near');
  });

  it('has another answer where a namespace is no more there, or a patch', () => {
    const trace = new Trace();
    const before = answering([pod, namespace], trace);
    const asked = trace.during(() => {
      expect(before.world.describes('Pod', 'shop')).toBe(true);
      expect(before.world.isPatched(pod)).toBe(false);
      expect(before.objects.areTogether(pod, pod)).toBe(true);
      expect(before.objects.namespacesNear('shop')).toEqual([]);
    });
    expect(asked).toHaveLength(4);
    expect(asked.map((one) => answersAgain([one], answering([pod])))).toEqual([false, true, false, true]);
  });

  it('is noted only while somebody wants to know, and not in full once that failed', () => {
    const trace = new Trace();
    const { objects } = answering([pod], trace);
    expect(trace.during(() => {})).toEqual([]);
    expect(() =>
      trace.during(() => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(objects.all).toEqual([pod]);
    expect(trace.during(() => {})).toEqual([]);
  });
});
