import { describe, expect, it } from 'vitest';
import { releaseNotes } from '../scripts/release-notes.js';

const CHANGELOG = `# Changelog

## Unreleased

- Not yet.

## 0.2.0 (2026-12-01)

- One thing.
  ### not a heading of a version

- Another.

## 0.1.0

## 0.0.9

- The first.
`;

describe('the notes of a release', () => {
  it.each([
    ['v0.2.0', '- One thing.\n  ### not a heading of a version\n\n- Another.\n'],
    ['0.0.9', '- The first.\n'],
  ])('%s', (tag, expected) => expect(releaseNotes(CHANGELOG, tag, tag.replace('v', ''))).toBe(expected));

  it.each([
    ['v0.1.0', '0.1.0', 'CHANGELOG.md says nothing of 0.1.0'],
    ['v0.3.0', '0.3.0', 'CHANGELOG.md says nothing of 0.3.0'],
    ['v0.2', '0.2', 'CHANGELOG.md says nothing of 0.2'],
    ['v0.2.0', '0.1.0', 'the tag is v0.2.0, and package.json is of 0.1.0'],
  ])('there are none of %s in a package of %s', (tag, version, message) => {
    expect(() => releaseNotes(CHANGELOG, tag, version)).toThrow(message);
  });
});
