import type { ArgsKind } from './kind.js';

/** How long allocating devices may take; kubeplan knows no time. */
export const dynamicResources: ArgsKind = {
  fields: ['filterTimeout', 'bindingTimeout'],
  defaults: { filterTimeout: '10s', bindingTimeout: '600s' },
};
