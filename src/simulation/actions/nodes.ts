/** What befalls nodes: their kubelet falls silent, and reports again. */
import { formatTime } from '../../api/time.js';
import { SILENT_SINCE } from '../../controllers/nodelifecycle.js';
import { annotate } from '../../kubectl/annotate.js';
import { outcomeOf } from '../../kubectl/outcome.js';
import { reportingReady } from '../../kubelet/heartbeat.js';
import type { Outcome } from './action.js';
import { kubectl, type Setting } from './setting.js';

export function failNode(setting: Setting, node: string): Outcome {
  return kubectl(setting, (client) =>
    annotate(client, { kind: 'Node', key: node }, { [SILENT_SINCE]: formatTime(client.now) }),
  );
}

export function healNode(setting: Setting, node: string): Outcome {
  const heard = kubectl(setting, (client) =>
    annotate(client, { kind: 'Node', key: node }, { [SILENT_SINCE]: null }),
  );
  const { cluster, clock } = setting.world;
  const stored = cluster.get('Node', node);
  if (heard.refusal || !stored) return heard;
  const object = reportingReady(stored, clock.now);
  return kubectl(setting, (client) =>
    outcomeOf(client.send({ verb: 'update', object, subresource: 'status' }), 'healed'),
  );
}
