import { describe, expect, it } from 'vitest';
import { quietOf, quietText } from '../../src/report/plan-quiet.js';
import type { Step } from '../../src/simulation/plan.js';
import { step } from './plan-world.js';
import { outcome, plan, show } from './plans.js';

const names = (count: number) => Array.from({ length: count }, (_, i) => `app-${i}`);
const created = (list: readonly string[], verb = 'create') =>
  list.map((name, i) => step(i + 1, 'apply', verb, 'Deployment', name, { message: 'created' }));
const itself = ({ object }: Step) => `Deployment default/${object.name}`;

describe('what comes about as asked in a large plan', () => {
  it('is told by its sum only where there are many lines, and more than a few objects', () => {
    const of = (count: number, lines: number) =>
      quietOf(plan({ steps: created(names(count)) }), lines, itself).made.size;
    expect(of(20, 40)).toBe(0);
    expect(of(20, 41)).toBe(20);
    expect(of(3, 41)).toBe(0);
  });

  it('holds nothing that does not complete or goes wrong on its way', () => {
    const steps = [...created(names(10)), step(11, 'kubelet', 'fail', 'Deployment', 'app-2')];
    const workloads = names(10).map((name) => outcome(name, name === 'app-5' ? 'stuck' : 'complete'));
    const { made } = quietOf(plan({ steps, workloads }), 60, itself);
    expect(made.size).toBe(8);
    expect(made.has('Deployment default/app-2') || made.has('Deployment default/app-5')).toBe(false);
  });

  it('tells what was made from what was changed, and when the last was complete', () => {
    const steps = [...created(names(10)), ...created(['old-1', 'old-2'], 'update')];
    const workloads = [
      outcome('app-1', 'complete', { at: 4000 }),
      outcome('other', 'complete', { at: 9000 }),
    ];
    const one = plan({ steps, workloads });
    expect(quietText(one, quietOf(one, 60, itself))).toBe(
      '10 Deployments are created, 2 Deployments are changed as asked, all complete after 4.0 s; --verbose shows every step.',
    );
    expect(quietText(one, quietOf(one, 10, itself))).toBeUndefined();
  });

  it('names four kinds and counts the others', () => {
    const kinds = ['A', 'B', 'C', 'D', 'E', 'F'];
    const steps = kinds.flatMap((kind, at) =>
      Array.from({ length: 6 - at }, (_, i) => step(10 * at + i + 1, 'apply', 'create', kind, `n${i}`)),
    );
    const one = plan({ steps });
    const root = ({ object }: Step) => `${object.kind} default/${object.name}`;
    expect(quietText(one, quietOf(one, 60, root))).toBe(
      '6 As, 5 Bs, 4 Cs, 3 Ds and 3 others are created as asked; --verbose shows every step.',
    );
  });

  it('does not hide the one that is stuck', () => {
    const all = names(60);
    const workloads = all.map((name) => outcome(name, name === 'app-7' ? 'stuck' : 'complete'));
    const lines = show({ steps: created(all), workloads });
    expect(lines).toContain('   0.0 s  apply  deployment/app-7  created');
    expect(lines.join('\n')).not.toContain('deployment/app-8');
    expect(lines).toContain('  59 Deployments    59/59 ready  complete after 3.0 s');
    expect(show({ steps: created(all), workloads }, { summary: true }).join('\n')).not.toContain('created');
    expect(show({ steps: created(all), workloads }, { verbose: true }).join('\n')).toContain(
      'deployment/app-8',
    );
  });
});
