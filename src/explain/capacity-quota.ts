/** How far the ResourceQuotas of a namespace let pods be made, counted as they are. */

import { inScope, quotaProblem, usageOf, usedBy } from '../admission/plugins/quota-usage.js';
import type { KubeObject } from '../api/objects.js';
import { addQuantities, compareQuantities, type ParsedQuantity, parseQuantity } from '../api/quantity.js';
import type { ResourceQuota } from '../api/workloads.js';
import type { Cluster } from '../cluster/cluster.js';

/** A quota that lets no further pod in. */
export interface QuotaEnd {
  quota: string;
  namespace: string;
  /** The limits that one more would go beyond: `requests.cpu`. Empty where the pod does not state what it must. */
  resources: string[];
  /** What the server says of the first pod, where not even that may be made. */
  message?: string;
}

interface Account {
  quota: ResourceQuota;
  used: Map<string, ParsedQuantity>;
  hard: [resource: string, limit: ParsedQuantity][];
}

/** What quotas have left; counts with `take`, and back with `giveBack`. */
export class QuotaLedger {
  private accounts = new Map<string, Account[]>();
  private taken: { account: Account; before: Map<string, ParsedQuantity> }[][] = [];

  constructor(private readonly cluster: Cluster) {}

  /** Takes what a pod and its claims use of every quota; or says which one has not enough, and takes nothing. */
  take(objects: readonly KubeObject[]): QuotaEnd | undefined {
    const namespace = objects[0]!.metadata.namespace!;
    const undo: { account: Account; before: Map<string, ParsedQuantity> }[] = [];
    for (const account of this.of(namespace)) {
      const before = account.used;
      const used = new Map(before);
      const exceeded = new Set<string>();
      for (const object of objects) {
        if (!inScope(account.quota, object)) continue;
        const usage = usageOf(object, this.cluster.version);
        for (const [resource, limit] of account.hard) {
          const amount = usage.get(resource);
          if (!amount) continue;
          const sum = addQuantities(used.get(resource)!, amount);
          used.set(resource, sum);
          if (compareQuantities(sum, limit) > 0) exceeded.add(resource);
        }
      }
      const end = { quota: account.quota.metadata.name!, namespace };
      if (exceeded.size > 0) {
        this.restore(undo);
        return { ...end, resources: [...exceeded].sort() };
      }
      account.used = used;
      undo.push({ account, before });
    }
    this.taken.push(undo);
    return undefined;
  }

  /** Gives back what the last `count` calls of `take` took. */
  giveBack(count: number): void {
    for (let i = 0; i < count; i++) this.restore(this.taken.pop() ?? []);
  }

  /** Why no pod like this one may be made at all, in the server's words. */
  problem(pod: KubeObject): QuotaEnd | undefined {
    const namespace = pod.metadata.namespace!;
    for (const { quota } of this.of(namespace)) {
      const message = quotaProblem(this.cluster, quota, pod)?.text;
      if (!message?.startsWith('failed quota')) continue;
      return { quota: quota.metadata.name!, namespace, resources: [], message };
    }
    return undefined;
  }

  private restore(undo: { account: Account; before: Map<string, ParsedQuantity> }[]): void {
    for (const { account, before } of undo) account.used = before;
  }

  private of(namespace: string): Account[] {
    let accounts = this.accounts.get(namespace);
    if (!accounts) {
      accounts = this.cluster.list('ResourceQuota', namespace).map((quota): Account => {
        const used = usedBy(this.cluster, quota);
        const hard = Object.entries(quota.spec?.hard ?? {}).map(
          ([resource, limit]): [string, ParsedQuantity] => [resource, parseQuantity(limit)!],
        );
        const sums = hard.map(([resource]) => [resource, parseQuantity(used[resource] ?? '0')!] as const);
        return { quota, used: new Map(sums), hard };
      });
      this.accounts.set(namespace, accounts);
    }
    return accounts;
  }
}
