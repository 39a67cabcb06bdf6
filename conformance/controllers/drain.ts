/** `kubectl drain` in the background of a scenario. */
import { keyOf } from '../../src/api/object-key.js';
import { drainable } from '../../src/kubectl/drain.js';
import { ownerText } from './naming.js';
import type { Stage } from './stage.js';

const RETRY_MS = 5000;

export class BackgroundDrain {
  private node: string | undefined;

  constructor(private readonly stage: Stage) {}

  /** Asks for the pods of a node, and goes on asking. */
  begin(node: string, args: readonly string[]): void {
    this.node = node;
    this.evict(node, args.includes('--force'));
  }

  /** What it does when it tries again, told: it ends when nothing moves. */
  goOn(): string | undefined {
    if (this.node === undefined) return undefined;
    this.stage.pass(RETRY_MS);
    if (this.evict(this.node, false)) return 'kubectl tries again';
    this.node = undefined;
    return 'kubectl ends';
  }

  private evict(node: string, force: boolean): boolean {
    const pods = drainable(this.stage.cluster, node);
    if (!force && pods.some((pod) => !ownerText(pod))) return false;
    const answers = pods.map((pod) => this.stage.act({ do: 'evict', key: keyOf(pod) }));
    return answers.some(({ refusal }) => !refusal);
  }
}
