import { compareVersions } from '../../api/version.js';
import type { NodeInfo } from '../node-info.js';
import type { PluginFactory } from '../plugin.js';
import type { SchedulerState } from '../state.js';
import { SKIP } from '../status.js';

const NOTHING_TO_FREE = 'no new claims to deallocate';
const NO_STATE = 'not found';
/** Since this version the plugin is on by default. */
const ON_SINCE = '1.34';
/** Since this version it has a score, 0 for pods without claims. */
const SCORES_SINCE = '1.35';

export const dynamicResources: PluginFactory = (_args, version) => ({
  name: 'DynamicResources',
  preFilter: () => SKIP,
  preScore: () => (compareVersions(version, SCORES_SINCE) >= 0 ? { score: () => 0 } : 'Skip'),
  postFilter: (_cycle, _diagnosis, _handle, reached) =>
    reached.has('DynamicResources')
      ? { code: 'Unschedulable', reasons: [NOTHING_TO_FREE] }
      : { code: 'Error', reasons: [NO_STATE] },
});

/** Whether the version places pods with resource claims by default. */
export function hasDynamicResources(version: string): boolean {
  return compareVersions(version, ON_SINCE) >= 0;
}

/** Whether an extended resource that a node does not offer itself comes from a device class. */
export function delegatedToDevices(state: SchedulerState, resource: string, node: NodeInfo): boolean {
  if ((node.allocatable.scalars?.get(resource) ?? 0) > 0) return false;
  return state
    .list('DeviceClass')
    .some(
      ({ spec }) =>
        (spec as { extendedResourceName?: string } | undefined)?.extendedResourceName === resource,
    );
}
