import { describe, expect, it } from 'vitest';
import { ttlAfterFinished } from '../../src/controllers/ttlafterfinished.js';
import { at, look, made, since, stored, woken } from './look.js';

const POD = { restartPolicy: 'Never', containers: [{ name: 'app', image: 'app:1' }] };

function job(ttl: number | undefined, conditions: object[], metadata: object = {}) {
  const template = { spec: POD };
  return made('Job', 'once', {
    metadata,
    spec: { template, ...(ttl === undefined ? {} : { ttlSecondsAfterFinished: ttl }) },
    status: { conditions },
  });
}

const COMPLETE = since('Complete', 'True', 10);
const GONE = [
  'update Job/once: metadata.finalizers – → ["foregroundDeletion"]; metadata.deletionTimestamp – → +40s; metadata.deletionGracePeriodSeconds – → 0',
];

describe('a finished Job clears itself away', () => {
  it.each([
    ['a second before its time: waits', job(30, [COMPLETE]), 39, ['again at +40s (routine)']],
    ['on time: deleted in the foreground', job(30, [COMPLETE]), 40, GONE],
    ['failed: the same', job(30, [since('Failed', 'True', 10)]), 40, GONE],
    [
      'of two conditions the true one counts',
      job(30, [since('Complete', 'False', 5), since('Failed', 'True', 10)]),
      40,
      GONE,
    ],
    ['no seconds at all: at once', job(0, [since('Complete', 'True', 40)]), 40, GONE],
    ['without a TTL: stays', job(undefined, [COMPLETE]), 4000, []],
    ['not finished: stays', job(30, [since('Complete', 'False', 10)]), 4000, []],
    ['only decided, not finished: stays', job(30, [since('SuccessCriteriaMet', 'True', 10)]), 4000, []],
    [
      'already being deleted: left alone',
      job(30, [COMPLETE], { deletionTimestamp: at(20), finalizers: ['a/b'] }),
      4000,
      [],
    ],
  ])('%s', (_name, object, seconds, lines) => {
    expect(look(ttlAfterFinished, stored([object]), 'default/once', seconds)).toEqual(lines);
  });

  it('looks at a Job when it changes, and at nothing that is gone', () => {
    const object = job(30, []);
    expect(woken(ttlAfterFinished, 'Job', stored([]), { verb: 'update', object })).toEqual(['default/once']);
    expect(Object.keys(ttlAfterFinished.watches)).toEqual(['Job']);
    expect(look(ttlAfterFinished, stored([]), 'default/once')).toEqual([]);
  });
});
