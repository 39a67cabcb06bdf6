import type { ArgsKind } from './kind.js';

/** How many nodes preemption looks at: a part of all, and a number at least. */
export const defaultPreemption: ArgsKind = {
  fields: ['minCandidateNodesPercentage', 'minCandidateNodesAbsolute'],
  defaults: { minCandidateNodesPercentage: 10, minCandidateNodesAbsolute: 100 },
  check(args, at, errors) {
    const percentage = Number(args['minCandidateNodesPercentage']);
    const absolute = Number(args['minCandidateNodesAbsolute']);
    const atPercentage = at.child('minCandidateNodesPercentage');
    const atAbsolute = at.child('minCandidateNodesAbsolute');
    if (percentage < 0 || percentage > 100) {
      errors.invalid(atPercentage, percentage, 'not in valid range [0, 100]');
    }
    if (absolute < 0) errors.invalid(atAbsolute, absolute, 'not in valid range [0, inf)');
    if (percentage === 0 && absolute === 0) {
      const text = 'cannot be zero at the same time as';
      errors.invalid(atPercentage, 0, `${text} minCandidateNodesAbsolute`);
      errors.invalid(atAbsolute, 0, `${text} minCandidateNodesPercentage`);
    }
  },
};
