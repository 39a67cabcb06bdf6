import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/api/json.js';
import { KUBERNETES_VERSIONS } from '../../src/api/version.js';
import type { crdSchemas } from '../../src/schema/crds.js';
import { validateObject } from '../../src/schema/validate.js';
import { BIN, ensureBuilt, kubeplan, run } from '../cli/built.js';

const ROOT = new URL('../../', import.meta.url);
const LIBRARY = new URL('dist/index.js', ROOT);
const VALIDATORS = new URL('dist/validators/', ROOT);

describe('the built package', () => {
  let built: typeof validateObject;
  let builtCrds: typeof crdSchemas;
  beforeAll(async () => {
    await ensureBuilt();
    const library = (await import(LIBRARY.href)) as {
      validateObject: typeof validateObject;
      crdSchemas: typeof crdSchemas;
    };
    [built, builtCrds] = [library.validateObject, library.crdSchemas];
  });

  it('says the same as the source, for every version', () => {
    const lines = gunzipSync(readFileSync(new URL('fixtures/schema/shape-1.jsonl.gz', ROOT)))
      .toString('utf8')
      .split('\n');
    lines.forEach((line, index) => {
      if (line === '' || index % 4 !== 0) return;
      const { id, object } = JSON.parse(line) as { id: string; object: JsonValue };
      const version = KUBERNETES_VERSIONS[(index / 4) % KUBERNETES_VERSIONS.length]!;
      expect({ id, errors: built(version, object) }).toEqual({ id, errors: validateObject(version, object) });
    });
  });

  it('validates custom resources with the ajv that it brings along', () => {
    const crds = builtCrds([
      {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        spec: {
          group: 'x.io',
          names: { kind: 'X' },
          versions: [{ name: 'v1', schema: { openAPIV3Schema: { type: 'object' } } }],
        },
      },
    ]);
    const value = { apiVersion: 'x.io/v1', kind: 'X', metadata: { name: 'x' }, spec: {} };
    expect(built('1.36', value, crds)).toMatchObject([{ code: 'unknown-field', key: 'spec' }]);
  });

  it('is small: no chunk that a run loads is large, nor all of them together', () => {
    const sizes = readdirSync(VALIDATORS).map((name) => ({
      name,
      size: statSync(new URL(name, VALIDATORS)).size,
    }));
    expect(sizes.filter(({ size }) => size > 160_000)).toEqual([]);
    expect(sizes.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(2_000_000);
  });

  it('knows of an older minor what the newest words otherwise, also in what the command runs', () => {
    const input =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: b}], nodeSelector: 5}\n';
    for (const version of ['1.28', '1.36']) {
      const { stdout } = kubeplan(['lint', '--k8s', version, '-'], { input });
      expect(stdout).toContain('spec.nodeSelector must be a mapping, it is an integer');
      expect(stdout).toContain(`Kubernetes ${version}: 1 error.`);
    }
  });

  it('says so where its schemas are missing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kubeplan-incomplete-'));
    for (const name of ['bin', 'dist', 'package.json']) {
      cpSync(join(BIN, '..', '..', name), join(folder, name), { recursive: true, dereference: true });
    }
    const { status, stdout, stderr } = run(join(folder, 'bin', 'kubeplan.js'), ['lint', '-'], {
      input: 'a: 1\n',
    });
    rmSync(folder, { recursive: true });
    expect({ status, stdout, said: stderr.split('\n')[0] }).toEqual({
      status: 3,
      stdout: '',
      said: 'kubeplan failed: the schemas of kubeplan are missing: the installation is incomplete',
    });
  });
});
