/** What is asked of capacity beside how many more pods fit. */
import type { ObjectRef } from '../api/finding.js';
import type { Need } from './need.js';
import type { ChangedRequests } from './requests-change.js';
import type { Room } from './room.js';
import type { Spare } from './spare.js';

/** A number of pods of a workload. */
interface PodsOf {
  object: ObjectRef;
  pods: number;
}

export interface Asked {
  /** How many nodes of pools are needed. */
  need?: Need;
  /** Which nodes could go. */
  spare?: Spare;
  /** What is free; `lost`: how many more of each would fit if what no node has enough of were in one piece. */
  room?: Room & { lost: PodsOf[] };
  /** What other requests free, and how many more of each fit before and after. */
  changed?: ChangedRequests & { more: (PodsOf & { podsThen: number })[] };
}
