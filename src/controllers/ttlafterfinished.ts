/** Jobs that clear themselves away (pkg/controller/ttlafterfinished). */
import { condition } from '../api/pods.js';
import { millis, parseTime } from '../api/time.js';
import { type Controller, controller } from './controller.js';
import { itself } from './ownership.js';

/** Deletes a finished Job when its ttlSecondsAfterFinished is over. */
export const ttlAfterFinished: Controller = controller(
  'ttlafterfinished',
  { Job: itself },
  (session, key) => {
    const job = session.cluster.get('Job', key);
    const seconds = job?.spec.ttlSecondsAfterFinished;
    if (!job || seconds === undefined || job.metadata.deletionTimestamp) return;
    const end = ['Complete', 'Failed']
      .map((type) => condition(job.status?.conditions, type))
      .find((found) => found?.status === 'True');
    const since = parseTime(end?.lastTransitionTime);
    if (since === undefined) return;
    const at = since + millis(seconds);
    if (at > session.now) session.wakeAt(at, { routine: true });
    else session.delete(job, { propagation: 'Foreground' });
  },
);
