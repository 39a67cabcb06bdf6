/** One node being drained: each pod is asked to go until it may, and waited for (k8s.io/kubectl/pkg/drain/drain.go). */
import { append, smallest } from '../api/lists.js';
import { keyOf, nameText } from '../api/object-key.js';
import type { Pod } from '../api/objects.js';
import type { Client } from './client.js';
import { remove } from './delete.js';
import { type DrainFilters, drainList, isLeavingFor } from './drain-list.js';
import { evict } from './evict.js';

const RETRY_MS = 5000;
const TERMINATING = 'NamespaceTerminating';

/** What a drain was told. */
export interface DrainOptions extends DrainFilters {
  gracePeriodSeconds?: number;
  /** Deletes the pods, whatever budgets say. */
  disableEviction?: boolean;
  /** When it gives up, and how that is written: `1m0s`. */
  timeout?: { ms: number; text: string };
}

/** A pod that is to go. */
interface Leaving {
  pod: Pod;
  /** `asking`: it was not let go yet; `going`: it was, and is waited for. */
  state: 'asking' | 'going' | 'done';
  /** When it is asked again, ms since 1970. */
  again: number;
  /** What the server said last, of one that it never let go. */
  refusal?: string | undefined;
}

/** A pod that the server did not let go, and what it said. */
export interface KeptPod {
  pod: Pod;
  refusal: string;
}

export class NodeDrain {
  /** Why a drain did not get further, once it is over. */
  readonly errors: string[] = [];
  private readonly leaving: Leaving[];
  readonly deadline: number | undefined;

  constructor(
    readonly node: string,
    pods: readonly Pod[],
    private readonly options: DrainOptions,
    now: number,
  ) {
    this.leaving = pods.map((pod) => ({ pod, state: 'asking', again: now }));
    this.deadline = options.timeout && now + options.timeout.ms;
  }

  get isOver(): boolean {
    return this.leaving.every(({ state }) => state === 'done');
  }

  /** When it asks again. */
  get again(): number | undefined {
    const times = this.leaving.filter(({ state }) => state === 'asking').map(({ again }) => again);
    return times.length === 0 ? undefined : smallest(times);
  }

  /** The pods that the server keeps, with what it says. */
  get kept(): KeptPod[] {
    return this.leaving.flatMap(({ pod, refusal }) => (refusal === undefined ? [] : [{ pod, refusal }]));
  }

  /** The pods that were let go and are still there. */
  get going(): Pod[] {
    return this.leaving.filter(({ state }) => state === 'going').map(({ pod }) => pod);
  }

  /** Asks for what may go now, and looks what has gone; what kubectl prints. */
  look(client: Client): string[] {
    const lines: string[] = [];
    for (const one of this.leaving) {
      if (one.state === 'asking' && one.again <= client.now) append(lines, this.ask(one, client));
      if (one.state === 'going') append(lines, this.wait(one, client));
    }
    return lines;
  }

  private ask(one: Leaving, client: Client): string[] {
    const { pod } = one;
    const name = nameText(pod.metadata.name);
    const { namespace = '' } = pod.metadata;
    if (this.options.disableEviction) return this.delete(one, client);
    // kubectl says the same each time that it asks; once is enough.
    const lines = one.refusal === undefined ? [`evicting pod ${namespace}/${name}`] : [];
    const what = `error when evicting pods/"${name}" -n "${namespace}"`;
    if (this.deadline !== undefined && client.now >= this.deadline)
      return [...lines, ...this.fail(one, `${what}: global timeout reached: ${this.options.timeout?.text}`)];
    const { refusal } = evict(client, keyOf(pod), this.grace);
    if (!refusal || refusal.code === 404) one.refusal = undefined;
    if (!refusal) one.state = 'going';
    else if (refusal.code === 404) one.state = 'done';
    else if (refusal.code === 429 || isTerminating(refusal)) {
      const isKnown = one.refusal === refusal.message;
      one.refusal = refusal.message;
      one.again = client.now + RETRY_MS;
      if (isKnown) return [];
      lines.push(
        refusal.code === 429
          ? `${what} (will retry after 5s): ${refusal.message}`
          : `error when evicting pod "${name}" from terminating namespace "${namespace}" (will retry after 5s): ${refusal.message}`,
      );
    } else return [...lines, ...this.fail(one, `${what}: ${refusal.message}`)];
    return lines;
  }

  private delete(one: Leaving, client: Client): string[] {
    const { refusal } = remove(client, { kind: 'Pod', key: keyOf(one.pod) }, this.grace);
    if (refusal && refusal.code !== 404) return this.fail(one, refusal.message);
    one.state = 'going';
    return [];
  }

  private wait(one: Leaving, client: Client): string[] {
    const { pod } = one;
    const live = client.cluster.get('Pod', keyOf(pod));
    const name = nameText(pod.metadata.name);
    if (!live || live.metadata.uid !== pod.metadata.uid) {
      one.state = 'done';
      return [`pod/${name} ${this.options.disableEviction ? 'deleted' : 'evicted'}`];
    }
    const { skipAfterSeconds } = this.options;
    if (isLeavingFor(live, skipAfterSeconds, client.now)) {
      one.state = 'done';
      return [`pod ${name} has DeletionTimestamp older than ${skipAfterSeconds} seconds, skipping`];
    }
    if (this.deadline === undefined || client.now < this.deadline) return [];
    const late = 'context deadline exceeded';
    if (this.options.disableEviction) return this.fail(one, late);
    return this.fail(
      one,
      `error when waiting for pod "${name}" in namespace "${pod.metadata.namespace}" to terminate: ${late}`,
    );
  }

  private fail(one: Leaving, error: string): string[] {
    one.state = 'done';
    if (!this.errors.includes(error)) this.errors.push(error);
    return [];
  }

  private get grace(): { gracePeriodSeconds?: number } {
    const { gracePeriodSeconds = -1 } = this.options;
    return gracePeriodSeconds < 0 ? {} : { gracePeriodSeconds };
  }

  /** The last lines of a node that is drained, or is not. */
  ending(client: Client): string[] {
    if (this.errors.length === 0) return [`node/${this.node} drained`];
    const error = aggregate(this.errors);
    const { pods } = drainList(client.cluster, this.node, this.options, client.now);
    const pending = [
      `There are pending pods in node "${this.node}" when an error occurred: ${error}`,
      ...pods.map(({ metadata }) => `pod/${nameText(metadata.name)}`),
    ];
    return [...(pods.length > 0 ? pending : []), unable(this.node, error)];
  }
}

/** Why a node is not drained, as kubectl says before it goes on to the next. */
export function unable(node: string, error: string): string {
  return `error: unable to drain node "${node}" due to error: ${error}, continuing command...`;
}

/** Several errors as one (k8s.io/apimachinery/pkg/util/errors). */
export function aggregate(errors: readonly string[]): string {
  const [only = '', ...more] = errors;
  return more.length === 0 ? only : `[${errors.join(', ')}]`;
}

function isTerminating({ code, message }: { code: number; message: string }): boolean {
  return code === 403 && message.includes(TERMINATING);
}
