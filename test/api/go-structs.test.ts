import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { goStructsSource } from '../../scripts/go-structs.js';

it('are written from the table of Go types as it stands', () => {
  expect(readFileSync('src/api/go-structs.generated.ts', 'utf8')).toBe(goStructsSource());
});
