import type { ArgsKind } from './kind.js';

/** What required terms of placed pods are worth in the scores, and whether their preferred ones count. */
export const interPodAffinity: ArgsKind = {
  fields: ['hardPodAffinityWeight', 'ignorePreferredTermsOfExistingPods'],
  defaults: { hardPodAffinityWeight: 1, ignorePreferredTermsOfExistingPods: false },
  check(args, at, errors) {
    const weight = Number(args['hardPodAffinityWeight']);
    if (weight >= 0 && weight <= 100) return;
    errors.invalid(at.child('hardPodAffinityWeight'), weight, 'not in valid range [0, 100]');
  },
};
