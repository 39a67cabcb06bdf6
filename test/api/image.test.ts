import { describe, expect, it } from 'vitest';
import { imageError, imageTag } from '../../src/api/image.js';

const HEX = '0123456789abcdef'.repeat(8);
const SHA256 = `sha256:${HEX.slice(0, 64)}`;
const a = (count: number): string => 'a'.repeat(count);

describe('the tag of an image', () => {
  it.each([
    ['nginx', 'latest'],
    ['nginx:1.25', '1.25'],
    ['nginx:latest', 'latest'],
    ['nginx:LATEST', 'LATEST'],
    ['nginx:a.b_c-d', 'a.b_c-d'],
    ['nginx:_', '_'],
    [`nginx:${a(128)}`, a(128)],
    ['team/app', 'latest'],
    ['docker.io/library/nginx:1', '1'],
    ['localhost/app', 'latest'],
    ['localhost:5000/app', 'latest'],
    ['localhost:5000/app:x', 'x'],
    ['reg:80/a', 'latest'],
    ['nginx:1/x', 'latest'],
    ['registry.example.com/a/b/c:v2', 'v2'],
    ['REG/a:1', '1'],
    ['Reg-1.Example.com/a:1', '1'],
    ['x/a:1', '1'],
    ['[::1]:5000/a:1', '1'],
    ['[::1]/a:1', '1'],
    ['a__b', 'latest'],
    ['a--b', 'latest'],
    ['a.b_c-d', 'latest'],
    ['a__b.c/d', 'latest'],
    [a(255), 'latest'],
    [`x.io/${a(255)}`, 'latest'],
    [`${SHA256.slice(7)}:1`, '1'],
    [`${SHA256.slice(8)}`, 'latest'],
    [`nginx@${SHA256}`, ''],
    [`nginx:1@${SHA256}`, '1'],
    [`nginx:latest@${SHA256}`, 'latest'],
    [`nginx:1@sha384:${HEX.slice(0, 96)}`, '1'],
    [`nginx:1@sha512:${HEX}`, '1'],
  ])('%s: %j', (text, tag) => {
    expect(imageTag(text)).toBe(tag);
  });

  it.each([
    [''],
    ['a b:1'],
    ['Case:1'],
    ['a/B:1'],
    ['nginx:'],
    ['nginx:-x'],
    ['nginx:.x'],
    [`nginx:${a(129)}`],
    ['a:b:c'],
    ['a:b/c:d:e'],
    ['a___b:1'],
    ['a..b:1'],
    ['a-_b:1'],
    ['a._b:1'],
    ['-a:1'],
    ['a-:1'],
    ['a/:1'],
    ['/a:1'],
    ['a//b:1'],
    ['reg.io:/a:1'],
    ['reg.io:80x/a:1'],
    ['-reg.io/a:1'],
    ['reg..io/a:1'],
    ['reg-.io/a:1'],
    ['[::g]/a:1'],
    [`${a(256)}:1`],
    [`x.io/${a(256)}:1`],
    [SHA256.slice(7)],
    [`@${SHA256}`],
    ['nginx:1@'],
    [`nginx:1@${SHA256}0`],
    [`nginx:1@${SHA256.slice(0, -1)}`],
    [`nginx:1@${SHA256.toUpperCase()}`],
    [`nginx:1@${SHA256.slice(0, -1)}g`],
    [`nginx:1@md5:${HEX.slice(0, 32)}`],
    [`nginx:1@sha384:${HEX.slice(0, 95)}`],
    [`nginx:1@sha512:${HEX}0`],
    [`nginx:1@${SHA256}@${SHA256}`],
  ])('%s has none, being no reference', (text) => {
    expect(imageTag(text)).toBe('');
  });
});

describe('why a text names no image', () => {
  it.each([
    ['nginx:1', undefined],
    ['', 'invalid reference format'],
    ['a:b:c', 'invalid reference format'],
    ['registry.example.com/', 'invalid reference format'],
    ['Nginx', 'invalid reference format: repository name (library/Nginx) must be lowercase'],
    ['Nginx:1', 'invalid reference format: repository name (library/Nginx) must be lowercase'],
    ['docker.io/Nginx', 'invalid reference format: repository name (library/Nginx) must be lowercase'],
    ['team/App:1', 'invalid reference format: repository name (team/App) must be lowercase'],
    ['reg.io:5000/Team/app:1', 'invalid reference format: repository name (Team/app) must be lowercase'],
    ['reg.io/App', 'invalid reference format: repository name (App) must be lowercase'],
    [
      HEX.slice(0, 64),
      `invalid repository name (${HEX.slice(0, 64)}), cannot specify 64-byte hexadecimal strings`,
    ],
    [a(256), 'repository name must not be more than 255 characters'],
    [`x.io/${a(256)}:1`, 'repository name must not be more than 255 characters'],
    [`nginx@${SHA256.slice(0, -1)}`, 'invalid checksum digest length'],
    [`nginx@${SHA256.toUpperCase().replace('SHA', 'sha')}`, 'invalid checksum digest format'],
    [`nginx@md5:${HEX.slice(0, 32)}`, 'unsupported digest algorithm'],
    ['nginx@sha256:12', 'invalid reference format'],
    ['nginx:$TAG', 'invalid reference format'],
  ])('%s', (text, expected) => {
    expect(imageError(text)).toBe(expected);
  });
});
