import { describe, expect, it } from 'vitest';
import { fitErrorText } from '../../src/scheduler/fit-error.js';
import { type Status, unresolvable, unschedulable } from '../../src/scheduler/status.js';

describe('the message of a pod that fits nowhere', () => {
  const [x, y, both] = [unschedulable('x'), unschedulable('y'), unschedulable('y', 'x')];
  const none = unresolvable();
  const said = (
    nodes: number,
    statuses: (Status | undefined)[],
    absent = none,
    pre?: string,
    post?: string,
  ) => fitErrorText(nodes, { statuses, absent }, pre, post);

  it('counts each reason, wherever its nodes stand', () => {
    expect(said(1, [x])).toBe('0/1 nodes are available: 1 x.');
    expect(said(5, [x, x, y, x, y])).toBe('0/5 nodes are available: 2 y, 3 x.');
    expect(said(4, [undefined, x, undefined, x, undefined, y, x])).toBe('0/4 nodes are available: 1 y, 3 x.');
    expect(said(3, [x, both, unschedulable('x')])).toBe('0/3 nodes are available: 1 y, 3 x.');
  });

  it('sorts what is said as text', () => {
    const statuses = [...Array.from({ length: 10 }, () => x), y, y];
    expect(said(12, statuses)).toBe('0/12 nodes are available: 10 x, 2 y.');
    expect(said(2, [unschedulable('b'), unschedulable('B')])).toBe('0/2 nodes are available: 1 B, 1 b.');
  });

  it('counts nodes that were not looked at by what holds for them', () => {
    expect(said(3, [x], y)).toBe('0/3 nodes are available: 1 x, 2 y.');
    expect(said(3, [y], y)).toBe('0/3 nodes are available: 3 y.');
    expect(said(3, [], unresolvable('a', 'b'))).toBe('0/3 nodes are available: 3 a, 3 b.');
    expect(said(1, [x], y)).toBe('0/1 nodes are available: 1 x.');
    expect(said(3, [x])).toBe('0/3 nodes are available: 1 x.');
    expect(said(3, [])).toBe('0/3 nodes are available:');
  });

  it('says what PreFilter says instead, and what PostFilter says after that', () => {
    expect(said(3, [x], y, 'claim gone')).toBe('0/3 nodes are available: claim gone.');
    expect(said(1, [x], none, '', 'not helpful')).toBe('0/1 nodes are available: 1 x. not helpful');
    expect(said(3, [], none, 'claim gone', 'not found')).toBe(
      '0/3 nodes are available: claim gone. not found',
    );
  });
});
