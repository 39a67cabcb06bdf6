import type { Unmet } from './row.js';

/** What happens while that which a reference names is not there, in a few words for people. */
export const UNMET_WORDS: Readonly<Record<Unmet, string>> = {
  refused: 'the API server refuses it until that is there',
  unschedulable: 'the pods stay Pending until that is there',
  'mount-error': 'the containers are not created until that is there (FailedMount)',
  'config-error': 'the container is not created until that is there (CreateContainerConfigError)',
  'handler-error': 'the probe or hook fails',
  'left-out': 'whoever reads it goes on without it',
  unreachable: 'nothing answers there',
  waits: 'it waits until that is there',
  'no-effect': 'it has no effect',
  collected: 'it is deleted',
  harmless: 'nothing depends on it',
};
