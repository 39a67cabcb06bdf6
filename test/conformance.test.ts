import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runFile } from '../conformance/run.js';

const RECORDED = fileURLToPath(new URL('../fixtures/recorded', import.meta.url));

/** file → measure → how many cases must agree at least. Raised by `npm run conformance -- --raise`, never lowered. */
type Floors = Record<string, Record<string, number>>;

const floors = JSON.parse(readFileSync(join(RECORDED, 'floors.json'), 'utf8')) as Floors;
const files = readdirSync(RECORDED).filter((file) => file.endsWith('.jsonl.gz'));

describe('agreement with a real control plane', () => {
  it('has a floor for every recording, and a recording for every floor', () => {
    expect(Object.keys(floors).sort()).toEqual(files.sort());
  });

  describe.each(Object.entries(floors))('%s', (file, measures) => {
    it('does not fall', { timeout: 120_000 }, async () => {
      const path = join(RECORDED, file);
      expect(existsSync(path)).toBe(true);
      const report = await runFile(path);
      const reached = Object.fromEntries(
        Object.entries(report.measures).map(([name, row]) => [name, row.agree]),
      );
      expect(Object.keys(reached).sort()).toEqual(Object.keys(measures).sort());
      const fallen = Object.entries(measures)
        .filter(([name, floor]) => (reached[name] ?? 0) < floor)
        .map(([name, floor]) => `${name}: ${reached[name]} agree, ${floor} did`);
      expect(fallen).toEqual([]);
    });
  });
});
