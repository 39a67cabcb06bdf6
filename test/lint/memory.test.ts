import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ALL_KINDS } from '../../src/admission/groups/all.js';
import { configurationFindings } from '../../src/lint/configurations.js';
import { withoutSecrets } from '../../src/lint/hidden.js';
import { lintDocuments, resultOf } from '../../src/lint/lint-documents.js';
import { LintMemory } from '../../src/lint/memory.js';
import { ALL_RULES } from '../../src/lint/rules/all.js';
import { readSuppressions } from '../../src/lint/suppressions/index.js';
import { worldServer } from '../../src/lint/world-server.js';
import type { Source } from '../../src/manifest/document.js';
import { fileMemory } from '../../src/manifest/file-memory.js';
import { inputOf } from '../../src/manifest/files.js';

/** Every so many-th text is changed. */
const EVERY = 13;
const OPTIONS = { set: 'strict' } as const;

/** What is found in texts, by who remembers something or nothing. */
function found(sources: readonly Source[], files = fileMemory(), memory?: LintMemory) {
  const inputs = sources.map((source) => inputOf(source, files));
  const texts = inputs.flatMap(({ source }) => source ?? []);
  const read = {
    documents: inputs.flatMap(({ documents }) => documents),
    findings: inputs.flatMap(({ findings }) => findings),
  };
  const linted = lintDocuments(
    texts,
    read,
    (version, values) => worldServer(version, values, { kinds: ALL_KINDS }),
    OPTIONS,
    ALL_RULES,
    readSuppressions(texts, read.documents, OPTIONS),
    configurationFindings,
    memory,
  );
  const { findings, ...result } = resultOf(linted, withoutSecrets(linted.found, texts, read));
  return { findings, hidden: result.hidden, objects: result.objects, notKnown: result.notKnown };
}

/** A run after another, which says how many objects it has looked at. */
function remembering() {
  const [files, memory] = [fileMemory(), new LintMemory()];
  return (sources: readonly Source[]) => ({ came: found(sources, files, memory), looks: memory.looks });
}

const source = (file: string, text: string): Source => ({ file, text });
const service = (name: string, app: string, more = '') =>
  source(
    `${name}.yaml`,
    `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: shop}\nspec: {selector: {app: ${app}}, ports: [{port: 80${more}}]}\n`,
  );
const pod = (name: string) =>
  source(
    `pod-${name}.yaml`,
    `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop, labels: {app: ${name}}}\nspec: {serviceAccountName: web, containers: [{name: a, image: 'a:1', ports: [{containerPort: 80}]}]}\n`,
  );
const quota = (pods: number) =>
  source(
    'quota.yaml',
    `apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: q, namespace: shop}\nspec: {hard: {pods: ${pods}}}\n`,
  );
const NAMESPACE = source('ns.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n');

describe('a memory of what linting came to', () => {
  it('has all that a run without one finds, whatever is changed, added, moved or gone', () => {
    const sources = ['fixtures/lint', 'fixtures/references'].flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.yaml'))
        .sort()
        .flatMap((name) =>
          readFileSync(`${folder}/${name}`, 'utf8')
            .split(/^---\n/m)
            .map((text, at) => source(`${name}-${at}.yaml`, text)),
        ),
    );
    expect(sources.length).toBeGreaterThan(60);
    const run = remembering();
    expect(run(sources).came).toEqual(found(sources));
    let remembered = 0;
    const edits = [
      (text: string) => `# moved\n${text}`,
      (text: string) => text.replace(/\bname: (\w+)/g, 'name: x$1'),
      (text: string) => text.replace(/\bapp: \w+/g, 'app: other'),
      () => '',
    ];
    for (const [at, { file, text }] of sources.entries()) {
      if (at % EVERY !== 0) continue;
      const edit = edits[(at / EVERY) % edits.length]!;
      const changed = sources.with(at, source(file, edit(text)));
      const { came, looks } = run(changed);
      expect([file, came]).toEqual([file, found(changed)]);
      if (looks < sources.length / 2) remembered += 1;
    }
    // What many others are decided by (a Namespace, a definition) is a world of its own; most is not.
    expect(remembered).toBeGreaterThan(sources.length / EVERY / 2);
  });

  it('looks at nothing where nothing has changed, and at what changed and what asked about it', () => {
    const run = remembering();
    const sources = [NAMESPACE, pod('a'), pod('b'), service('for-a', 'a'), service('for-b', 'b')];
    expect(run(sources).looks).toBe(5);
    expect(run(sources).looks).toBe(0);
    expect(run([...sources].reverse()).looks).toBe(0);
    const { came, looks } = run(sources.with(1, { ...pod('z'), file: 'pod-a.yaml' }));
    expect(looks).toBe(2);
    expect(came.findings.map(({ rule, location: { file } }) => [rule, file])).toContainEqual([
      'references/selects-nothing',
      'for-a.yaml',
    ]);
  });

  it('looks at all in another world: under another quota, and with other rules', () => {
    const run = remembering();
    const sources = [NAMESPACE, quota(5), pod('a'), pod('b')];
    run(sources);
    expect(run(sources.with(1, source('quota.yaml', `# the same\n${quota(5).text}`))).looks).toBe(1);
    expect(run(sources.with(1, quota(0))).looks).toBe(4);
    const memory = new LintMemory();
    found(sources, fileMemory(), memory);
    const server = worldServer('1.36', [], { kinds: ALL_KINDS });
    memory.begin([], server);
    expect(memory.looks).toBe(0);
  });

  it('looks at Services where one asks for what others may have', () => {
    const run = remembering();
    const sources = [NAMESPACE, pod('a'), service('one', 'a', ', nodePort: 30001'), service('two', 'a')];
    run(sources);
    expect(run(sources.with(2, service('one', 'a', ', nodePort: 30002'))).looks).toBe(2);
    expect(run(sources.with(2, service('one', 'a', ', nodePort: 30002, name: web'))).looks).toBe(2);
    expect(run(sources.with(3, service('two', 'a', ', name: web'))).looks).toBe(2);
    expect(run(sources).looks).toBe(1);
  });
});
