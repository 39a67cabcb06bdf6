/** ResourceQuotas (pkg/controller/resourcequota). */

import { usedBy } from '../admission/plugins/quota-usage.js';
import { sameValue } from '../api/equality.js';
import { keyOf, kindOf } from '../api/object-key.js';
import { type Controller, controller, type Seen } from './controller.js';

/** Keeps what is used of a quota up to date. */
export const resourceQuota: Controller = controller('resourcequota', { '*': itsQuotas }, (session, key) => {
  const quota = session.cluster.get('ResourceQuota', key);
  if (!quota) return;
  const status = { hard: quota.spec?.hard ?? {}, used: usedBy(session.cluster, quota) };
  if (!sameValue(status, quota.status)) session.updateStatus({ ...quota, status });
});

function itsQuotas({ verb, object, before, cluster }: Seen): string[] {
  if (cluster.count('ResourceQuota') === 0) return [];
  const kind = kindOf(object);
  if (kind === 'ResourceQuota') return verb === 'delete' ? [] : [keyOf(object)];
  const { namespace } = object.metadata;
  if (!namespace) return [];
  const ends = (one: unknown) => (one as { status?: { phase?: string } } | undefined)?.status?.phase;
  const counts = verb !== 'update' || before === object || (kind === 'Pod' && ends(before) !== ends(object));
  const spec = (one: unknown) => (one as { spec?: unknown } | undefined)?.spec;
  if (!counts && sameValue(spec(before), spec(object))) return [];
  return cluster.list('ResourceQuota', namespace).map(keyOf);
}
