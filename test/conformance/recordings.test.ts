import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Floors, fallen } from '../../conformance/floors.js';
import { runFile } from '../../conformance/run.js';

const RECORDED = fileURLToPath(new URL('../../fixtures/recorded', import.meta.url));

const floors = JSON.parse(readFileSync(join(RECORDED, 'floors.json'), 'utf8')) as Floors;
const files = readdirSync(RECORDED).filter((file) => /\.jsonl\.(gz|br)$/.test(file));

describe('agreement with a real control plane', () => {
  it('has a floor for every recording, and a recording for every floor', () => {
    expect(Object.keys(floors).sort()).toEqual(files.sort());
  });

  it.each(Object.entries(floors))('%s: what agreed still agrees, case by case', async (file, floor) => {
    const path = join(RECORDED, file);
    expect(existsSync(path)).toBe(true);
    expect(fallen(floor, await runFile(path))).toEqual([]);
  });
});
