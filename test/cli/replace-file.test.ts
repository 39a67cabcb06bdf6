import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { replaceFile } from '../../src/cli/replace-file.js';

const folder = (): string => mkdtempSync(join(tmpdir(), 'kubeplan-replace-'));

function file(path: string, text = 'old'): string {
  writeFileSync(path, text);
  return path;
}

it('replaces a text and keeps the rights of the file', () => {
  const root = folder();
  const path = file(join(root, 'a.yaml'));
  chmodSync(path, 0o640);
  expect(replaceFile(path, 'new', [root])).toEqual({});
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(statSync(path).mode & 0o777).toBe(0o640);
  expect(readdirSync(root)).toEqual(['a.yaml']);
});

it('tells of other names of a file, which keep the old text', () => {
  const root = folder();
  const path = file(join(root, 'a.yaml'));
  linkSync(path, join(root, 'b.yaml'));
  expect(replaceFile(path, 'new', [root])).toEqual({
    note: 'it had other names (hard links), which keep the old text',
  });
  expect(readFileSync(join(root, 'b.yaml'), 'utf8')).toBe('old');
});

it('follows a link within what was given, or that was named itself, and stays one', () => {
  const root = folder();
  const target = file(join(root, 'a.yaml'));
  const link = join(root, 'link.yaml');
  symlinkSync(target, link);
  expect(replaceFile(link, 'new', [root])).toEqual({});
  expect(readFileSync(target, 'utf8')).toBe('new');
  expect(readlinkSync(link)).toBe(target);
  expect(replaceFile(link, 'newer', [link])).toEqual({});
  expect(readFileSync(target, 'utf8')).toBe('newer');
});

it('follows no link that leads elsewhere', () => {
  const root = folder();
  const target = file(join(folder(), 'a.yaml'));
  const link = join(root, 'link.yaml');
  symlinkSync(target, link);
  expect(replaceFile(link, 'new', [root, join(root, '*.yaml')]).refused).toBe(
    `it is a link to ${target}, which was not given`,
  );
  expect(readFileSync(target, 'utf8')).toBe('old');
});

it('says why a file cannot be replaced', () => {
  const root = folder();
  expect(replaceFile(join(root, 'none.yaml'), 'new', [root])).toEqual({ refused: 'ENOENT' });
  mkdirSync(join(root, 'folder.yaml'));
  expect(replaceFile(join(root, 'folder.yaml'), 'new', [root])).toEqual({ refused: 'EISDIR' });
  expect(readdirSync(root)).toEqual(['folder.yaml']);
});
