import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readRecording } from '../../conformance/recording.js';
import { schedulingCase } from '../../conformance/scheduling/index.js';
import type { SchedulingLine } from '../../conformance/scheduling/line.js';

const FILE = fileURLToPath(new URL('../../fixtures/recorded/scheduling-1.jsonl.gz', import.meta.url));

/** How many answers may differ: chance decided them (parallel workers without scores take any node). */
const MAY_DIFFER: Record<string, number> = {
  outcome: 0,
  message: 0,
  scores: 0,
  victims: 0,
  node: 0,
  feasible: 1,
};

describe('recordings of kube-scheduler', () => {
  it('come out the same', () => {
    const measures: Record<string, { of: number; differ: string[] }> = {};
    for (const line of readRecording(FILE) as unknown as SchedulingLine[]) {
      for (const { measure, agree, step } of schedulingCase(line)) {
        measures[measure] ??= { of: 0, differ: [] };
        measures[measure].of += 1;
        if (!agree) measures[measure].differ.push(`${line.id}#${step}`);
      }
    }
    expect(Object.keys(measures).sort()).toEqual(Object.keys(MAY_DIFFER).sort());
    for (const [measure, { of, differ }] of Object.entries(measures)) {
      expect(of, measure).toBeGreaterThan(100);
      expect(differ.length, `${measure}: ${differ.join(' ')}`).toBeLessThanOrEqual(MAY_DIFFER[measure]!);
    }
  });
});
