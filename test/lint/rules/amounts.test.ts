import { describe, expect, it } from 'vitest';
import { lint } from '../../../src/lint/lint.js';
import { foundBy, pod, wordsOf } from './manifests.js';

const asking = (amounts: string) => pod(`resources: {${amounts}}`);

describe('resources/cpu-amount', () => {
  const NAME = 'resources/cpu-amount';

  it('says how many cores that are, and mends it', () => {
    expect(foundBy(NAME, asking('requests: {cpu: 500Mi}'))).toEqual([
      'a.yaml:7:61-66 warning resources/cpu-amount: 500Mi of cpu are 524,288,000 cores: no node has as many',
      '  hint: did you mean 500m?',
      '  fix: write 500m',
      '    a.yaml:7:61-66 "500m"',
    ]);
    expect(foundBy(NAME, asking('limits: {cpu: 500}'))).toContain('    a.yaml:7:59-62 "500m"');
    expect(foundBy(NAME, asking("limits: {cpu: '2000'}"))).toContain(`    a.yaml:7:59-65 "'2000m'"`);
  });

  it('does not hide a refusal in a warning', () => {
    const text = asking('requests: {cpu: 999Gi}, limits: {cpu: 500m}');
    const { findings } = lint([{ file: 'a.yaml', text }]);
    expect(findings.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
      'error server/invalid',
      'warning resources/cpu-amount',
    ]);
  });

  it('does not know what else may be meant', () => {
    expect(foundBy(NAME, asking('requests: {cpu: 1.5Gi}'))).toEqual([
      'a.yaml:7:61-66 warning resources/cpu-amount: 1.5Gi of cpu are 1,610,612,736 cores: no node has as many',
    ]);
  });

  it('takes what a node may have', () => {
    expect(wordsOf(NAME, asking('requests: {cpu: 499}, limits: {cpu: 499}'))).toEqual([]);
    expect(wordsOf(NAME, asking('requests: {memory: 500Mi, cpu: null}'))).toEqual([]);
    expect(wordsOf(NAME, asking('requests: {cpu: lots}'))).toEqual([]);
  });
});

describe('resources/memory-amount', () => {
  const NAME = 'resources/memory-amount';

  it("says how few bytes that are, and mends it; the server's warning stands with it", () => {
    expect(foundBy(NAME, asking('requests: {memory: 512m}'))).toEqual([
      'a.yaml:7:64-68 warning resources/memory-amount: 512m of memory is 1 byte',
      '  hint: did you mean 512Mi?',
      '  server: spec.containers[0].resources.requests[memory] | fractional byte value "512m" is invalid, must be an integer',
      '  fix: write 512Mi',
      '    a.yaml:7:64-68 "512Mi"',
    ]);
    expect(foundBy(NAME, asking('limits: {ephemeral-storage: 2}'))).toEqual([
      'a.yaml:7:73-74 warning resources/memory-amount: 2 of ephemeral-storage are 2 bytes',
      '  hint: did you mean 2Mi?',
      '  fix: write 2Mi',
      '    a.yaml:7:73-74 "2Mi"',
    ]);
  });

  it('does not know what else may be meant', () => {
    expect(foundBy(NAME, asking('requests: {memory: 63Ki}'))).toEqual([
      'a.yaml:7:64-68 warning resources/memory-amount: 63Ki of memory are 64512 bytes',
    ]);
  });

  it('takes what a program can run in, and nothing at all', () => {
    expect(wordsOf(NAME, asking('requests: {memory: 64Ki}, limits: {memory: 0, cpu: 1m}'))).toEqual([]);
  });
});
