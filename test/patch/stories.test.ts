import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { owned, patched, type Story, storiesOf } from './play.js';

const FILES: [file: string, play: (story: Story) => string[]][] = [
  ['patch/strategic.cases', patched],
  ['patch/apply.cases', patched],
  ['patch/merge.cases', patched],
  ['apply/ownership.cases', owned],
];

describe.each(FILES)('%s', (file, play) => {
  const text = readFileSync(fileURLToPath(new URL(`../../fixtures/${file}`, import.meta.url)), 'utf8');
  it.each(storiesOf(text))('$title', (story) => {
    expect(play(story)).toEqual(story.said);
  });
});
