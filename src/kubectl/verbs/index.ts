/** The verbs of kubectl that a plan knows, in the order in which they are listed. */
import type { Verb } from '../command/verb.js';
import { applyVerb } from './apply.js';
import { autoscaleVerb } from './autoscale.js';
import { cordonVerb, uncordonVerb } from './cordon.js';
import { createDeploymentVerb, createJobVerb, createNamespaceVerb, createVerb } from './create.js';
import { createConfigMapVerb, createSecretVerb } from './create-data.js';
import { deleteVerb } from './delete.js';
import { drainVerb } from './drain.js';
import { exposeVerb } from './expose.js';
import { annotateVerb, labelVerb } from './label.js';
import { patchVerb } from './patch.js';
import { historyVerb, pauseVerb, restartVerb, resumeVerb, undoVerb } from './rollout.js';
import { statusVerb } from './rollout-status.js';
import { scaleVerb } from './scale.js';
import { setEnvVerb, setImageVerb, setResourcesVerb } from './set.js';
import { taintVerb } from './taint.js';
import { waitVerb } from './wait.js';

export const KUBECTL_VERBS: readonly Verb[] = [
  applyVerb,
  createVerb,
  createDeploymentVerb,
  createConfigMapVerb,
  createSecretVerb,
  createNamespaceVerb,
  createJobVerb,
  deleteVerb,
  scaleVerb,
  setImageVerb,
  setEnvVerb,
  setResourcesVerb,
  patchVerb,
  labelVerb,
  annotateVerb,
  taintVerb,
  cordonVerb,
  uncordonVerb,
  drainVerb,
  undoVerb,
  pauseVerb,
  resumeVerb,
  restartVerb,
  statusVerb,
  historyVerb,
  autoscaleVerb,
  exposeVerb,
  waitVerb,
];
