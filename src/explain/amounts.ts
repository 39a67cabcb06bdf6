import type { NodeInfo } from '../scheduler/node-info.js';

/** Amounts of resources as people write them. */
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi'] as const;
const KI = 1024;

/** True for resources counted in bytes. */
function isBytes(resource: string): boolean {
  return resource === 'memory' || resource === 'ephemeral-storage' || resource.startsWith('hugepages-');
}

/** To be read: `500m`, `1.5` CPUs, `15.2Gi`, `3`. Rounded to three digits. */
export function amountText(resource: string, amount: number): string {
  if (resource === 'cpu') return Math.abs(amount) < 1000 ? `${amount}m` : trimmed(amount / 1000);
  if (!isBytes(resource)) return String(amount);
  let value = amount;
  let unit = '';
  for (const next of BINARY) {
    if (Math.abs(value) < KI) break;
    value /= KI;
    unit = next;
  }
  return `${trimmed(value)}${unit}`;
}

function trimmed(value: number): string {
  return String(Number(value.toFixed(Math.abs(value) < 100 ? 1 : 0)));
}

/** To be pasted: at most `amount`, in whole units: `15565Mi`, `500m`, `2`. Undefined where nothing is left. */
export function quantityAtMost(resource: string, amount: number): string | undefined {
  if (amount <= 0) return undefined;
  if (resource === 'cpu') {
    const milli = Math.floor(amount);
    return milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`;
  }
  if (!isBytes(resource)) return amount >= 1 ? String(Math.floor(amount)) : undefined;
  for (let power = BINARY.length; power >= 1; power--) {
    const unit = KI ** power;
    if (amount >= unit && amount % unit === 0) return `${amount / unit}${BINARY[power - 1]}`;
  }
  const mebibytes = Math.floor(amount / KI ** 2);
  return mebibytes > 0 ? `${mebibytes}Mi` : String(Math.floor(amount));
}

/** What a node has of a resource, and what of that its pods ask for: milli-cores of `cpu`, whole units of all else. */
export function amountsOf(resource: string, node: NodeInfo): [allocatable: number, used: number] {
  const { allocatable } = node;
  switch (resource) {
    case 'pods':
      return [allocatable.pods, node.pods.length];
    case 'cpu':
      return [allocatable.cpu, node.cpu];
    case 'memory':
      return [allocatable.memory, node.memory];
    case 'ephemeral-storage':
      return [allocatable.ephemeralStorage, node.ephemeralStorage];
    default:
      return [allocatable.scalars?.get(resource) ?? 0, node.scalars.get(resource) ?? 0];
  }
}
