/** What autoscalers make of changes. */
import { type JsonObject, valueAt } from '../../api/json.js';
import { refText } from '../../api/object-key.js';
import { asKind } from '../../api/unstructured.js';
import { AT_ZERO, boundOf, SYNC_PERIOD_MS } from '../../controllers/horizontalpodautoscaler.js';
import { type Changed, type Consequence, type Stored, specNumber, type World } from './context.js';

/** A change of an autoscaler itself. */
export function autoscalerChanged(changed: Changed): Consequence[] {
  const target = targetOf(changed.new);
  return [{ type: 'in-place', text: `changed in place; ${refText(target)} follows at its next look` }];
}

/** What the autoscaler of a workload makes of a size that a manifest gives it; nothing where it has none. */
export function autoscaled(changed: Changed, world: World): Consequence[] {
  const autoscaler = autoscalerOf(changed, world);
  if (!autoscaler) return [];
  const name = refText(autoscaler);
  const replicas = specNumber(changed.new, 'replicas');
  if (replicas === 0) return [{ type: 'autoscaled', text: `${name} leaves it so: ${AT_ZERO}` }];
  const bound = boundOf(asKind<'HorizontalPodAutoscaler'>(autoscaler.object), replicas);
  if (!bound) {
    const text = `${name} scales it too: applying replicas takes its number back until it acts again`;
    return [{ type: 'autoscaled', text }];
  }
  const within = SYNC_PERIOD_MS / 1000;
  const text = `${name} makes it ${bound.size} at its next look, within ${within} s: ${bound.reason}`;
  return [{ type: 'autoscaled', text, facts: { to: bound.size, withinSeconds: within } }];
}

function autoscalerOf({ kind, name, namespace }: Changed, world: World): Stored | undefined {
  return world.objects.find((stored) => {
    if (stored.kind !== 'HorizontalPodAutoscaler' || stored.namespace !== namespace) return false;
    const target = targetOf(stored.object);
    return target.kind === kind && target.name === name;
  });
}

/** What a stored HorizontalPodAutoscaler scales. */
function targetOf(autoscaler: JsonObject): { kind: string; name: string } {
  return valueAt(autoscaler, ['spec', 'scaleTargetRef']) as { kind: string; name: string };
}
