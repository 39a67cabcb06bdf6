import type { Rule } from '../rule.js';
import { RULES } from './index.js';
import neverFires from './jobs/never-fires.js';
import { PRACTICE_RULES } from './practice.js';
import notServed from './rbac/not-served.js';
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
  podSecurity,
  ...PRACTICE_RULES,
];
