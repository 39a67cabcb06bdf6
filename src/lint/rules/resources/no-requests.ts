import { lackOf } from '../containers-rule.js';

/** The scheduler takes it for nothing, and it is the first to be evicted. */
export default lackOf({
  name: 'resources/no-requests',
  severity: 'warning',
  set: 'recommended',
  summary: 'A container that requests no cpu or no memory: the scheduler puts it where nothing is left.',
  lacks({ at, pod }) {
    const lacking = ['cpu', 'memory'].filter((resource) =>
      [at, pod.spec].every((place) =>
        ['requests', 'limits'].every((list) => place.child('resources', list, resource).value === undefined),
      ),
    );
    return lacking.length > 0 ? `no request of ${lacking.join(' and ')}` : undefined;
  },
  hint: 'request what it uses on an ordinary day',
});
