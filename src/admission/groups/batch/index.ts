/** The kinds of batch: Jobs. */
import type { KindRules } from '../../kind.js';
import { cronJob } from './cronjob.js';
import { job } from './job/job.js';

export const KINDS: readonly KindRules[] = [cronJob, job];
