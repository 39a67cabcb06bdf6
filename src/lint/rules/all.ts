import type { Rule } from '../rule.js';
import registry from './images/registry.js';
import { RULES } from './index.js';
import neverFires from './jobs/never-fires.js';
import duplicatePath from './networking/duplicate-path.js';
import tlsHost from './networking/tls-host.js';
import requiredAnnotations from './objects/required-annotations.js';
import requiredLabels from './objects/required-labels.js';
import { PRACTICE_RULES } from './practice.js';
import notServed from './rbac/not-served.js';
import unknownVerb from './rbac/unknown-verb.js';
import userIsAccount from './rbac/user-is-account.js';
import monitored from './references/monitored.js';
import hpaWithoutRequest from './reliability/hpa-without-request.js';
import pdbBlocksDrain from './reliability/pdb-blocks-drain.js';
import podSecurity from './security/pod-security.js';

/** Every rule of every set. */
export const ALL_RULES: readonly Rule[] = [
  ...RULES,
  neverFires,
  hpaWithoutRequest,
  pdbBlocksDrain,
  notServed,
  duplicatePath,
  tlsHost,
  monitored,
  unknownVerb,
  userIsAccount,
  podSecurity,
  ...PRACTICE_RULES,
  // These speak only where a configuration tells them something.
  registry,
  requiredAnnotations,
  requiredLabels,
];
