import type { Naming } from './naming.js';
import { NAMESPACE, type Scenario } from './scenario.js';

/** How a scenario writes names, told from what its trace shows. Ordinals and minutes are the replay's to know. */
export function namingOf(
  { trace, kubelet }: Scenario,
  { ordinalOf, firstMinute }: Required<Pick<Naming, 'ordinalOf' | 'firstMinute'>>,
): Naming {
  const text = JSON.stringify(trace);
  const fields = [...text.matchAll(/"(spec\.[A-Za-z.]+|metadata\.[A-Za-z.]+)":/g)].map(([, path]) => path!);
  const shows = (section: string) => trace.some(({ state }) => state?.[section]);
  return {
    namespace: NAMESPACE,
    ...(kubelet.identify ? { ordinalOf } : {}),
    anyNode: text.includes('"node":"*"'),
    anyDaemonNode: text.includes('@*"'),
    podFields: [...new Set(fields)],
    nodes: shows('nodes'),
    services: shows('services'),
    configMaps: shows('configmaps'),
    firstMinute,
  };
}
