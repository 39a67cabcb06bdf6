import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { storiesOf } from '../patch/play.js';
import { kubectl } from './play.js';

/** Objects are the same whatever the order of their keys. */
function read(line: string): unknown {
  return line.startsWith('{') ? JSON.parse(line) : line;
}

describe('apply/kubectl.cases', () => {
  const file = new URL('../../fixtures/apply/kubectl.cases', import.meta.url);
  it.each(storiesOf(readFileSync(fileURLToPath(file), 'utf8')))('$title', (story) => {
    expect(kubectl(story).map(read)).toEqual(story.said.map(read));
  });
});
