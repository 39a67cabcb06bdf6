import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Io } from '../../src/cli/io.js';
import { execute } from '../../src/cli/main.js';
import { createStyle } from '../../src/report/style.js';
import { configMap } from './workbench.js';

const folder = mkdtempSync(join(tmpdir(), 'kubeplan-watch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string) => writeFileSync(join(folder, name), text);

const CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: carts.shop.example.com}
spec:
  group: shop.example.com
  names: {kind: Cart, plural: carts}
  scope: Namespaced
  versions:
    - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {n: {type: integer}}}}}
`;

/** A terminal on which one can wait for a text. */
function terminal() {
  let said = '';
  let look = (): void => {};
  const stream = () => ({
    write: (text: string) => {
      said += text;
      look();
    },
    isTTY: false,
    width: 100,
    style: createStyle(false),
  });
  const io: Io = { env: {}, stdout: stream(), stderr: stream() };
  const until = (pattern: RegExp) =>
    new Promise<string>((resolve) => {
      look = () => {
        const found = pattern.exec(said);
        if (!found) return;
        const all = said.slice(0, found.index + found[0].length);
        said = said.slice(all.length);
        look = () => {};
        resolve(all);
      };
      look();
    });
  return { io, until };
}

describe('--watch in one process', () => {
  it('goes on when the configuration breaks, says so, and ends when it is told to', async () => {
    mkdirSync(join(folder, '.git'));
    file('crd.yaml', CRD);
    file('.kubeplan.yaml', 'crds: [crd.yaml]\n');
    file('web.yaml', configMap('web'));
    const before = process.cwd();
    process.chdir(folder);
    try {
      const { io, until } = terminal();
      const WATCHING = /Watching [^\n]*; Ctrl-C ends it\.\n/;
      const ended = execute(
        ['lint', 'web.yaml', '--watch', '--format', 'text', '--format', 'json=out.json'],
        io,
      );
      expect(await until(WATCHING)).toContain('1 file, 1 object');
      file('web.yaml', configMap('web').replace('\ndata', '\ndta'));
      expect(await until(WATCHING)).toContain('unknown field "dta"');
      file('.kubeplan.yaml', 'crds: [none.yaml]\nlint: {k8s: 12345678901234567890}\n');
      expect(await until(/kubeplan: [^\n]*\n/)).toContain('.kubeplan.yaml');
      file('.kubeplan.yaml', 'crds: [crd.yaml]\nnamespaces: [shop]\n');
      expect(await until(WATCHING)).toContain('unknown field "dta"');
      process.emit('SIGTERM');
      expect(await ended).toBe(0);
    } finally {
      process.chdir(before);
    }
  });
});
