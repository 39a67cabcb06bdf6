import { goDuration } from '../../api/duration.js';
import { parseSelector } from '../../api/labels.js';
import { append } from '../../api/lists.js';
import { nameText } from '../../api/object-key.js';
import type { ObjectName } from '../../apiserver/request.js';
import type { Client } from '../client.js';
import { told } from '../command/said.js';
import { liveOf, Refused, SELECTING, targetsOf } from '../command/targets.js';
import type { Asked, Course, Look, Said, Setting, Verb } from '../command/verb.js';
import { cordon } from '../cordon.js';
import { drainList } from '../drain-list.js';
import { aggregate, type DrainOptions, type KeptPod, NodeDrain, unable } from '../node-drain.js';
import { outcomeText, printedRefusal, resourceText } from '../outcome.js';
import { refusable } from './each.js';

/** The words of `kubectl drain` (k8s.io/kubectl/pkg/cmd/drain/drain.go). */
export const drainVerb: Verb = {
  name: 'drain',
  usage: 'NODE... | -l SELECTOR [--ignore-daemonsets] [--delete-emptydir-data] [--force] [--timeout=TIME]',
  flags: [
    ...SELECTING.filter(({ name }) => name === 'selector'),
    { name: 'ignore-daemonsets' },
    { name: 'delete-emptydir-data' },
    { name: 'force' },
    { name: 'disable-eviction' },
    { name: 'grace-period', is: 'number' },
    { name: 'timeout', is: 'duration' },
    { name: 'pod-selector', is: 'text' },
    { name: 'skip-wait-for-delete-timeout', is: 'number' },
    { name: 'chunk-size', is: 'number' },
  ],
  run: (asked, setting) =>
    refusable(() => {
      const options = optionsOf(asked);
      const { names } = targetsOf(asked, setting, { kind: 'node' });
      return begin(names, options, setting);
    }),
};

function optionsOf({ flags }: Asked): DrainOptions {
  const selector = flags.text('pod-selector');
  const parsed = selector ? parseSelector(selector) : undefined;
  if (parsed && 'error' in parsed)
    throw new Refused('--pod-selector=<pod_selector> must be a valid label selector');
  const grace = flags.number('grace-period');
  const timeout = flags.milliseconds('timeout') ?? 0;
  const skip = flags.number('skip-wait-for-delete-timeout');
  return {
    force: flags.is('force'),
    ignoreDaemonSets: flags.is('ignore-daemonsets'),
    deleteEmptyDirData: flags.is('delete-emptydir-data'),
    disableEviction: flags.is('disable-eviction'),
    ...(parsed && { podSelector: parsed.selector }),
    ...(grace !== undefined && { gracePeriodSeconds: grace }),
    ...(skip !== undefined && { skipAfterSeconds: skip }),
    ...(timeout > 0 && { timeout: { ms: timeout, text: goDuration(timeout) } }),
  };
}

/** Closes all nodes, then empties one after the other. A name that is no node's ends it before anything is done. */
function begin(names: readonly ObjectName[], options: DrainOptions, setting: Setting): Said {
  const missing = names.flatMap((name) => {
    const found = liveOf(name, setting);
    return 'outcome' in found && found.outcome.refusal ? [printedRefusal(found.outcome.refusal)] : [];
  });
  if (missing.length > 0) return told(missing, 1);
  const outcomes = names.map(({ key }) => cordon(setting.client, key));
  const lines = outcomes.map((outcome) =>
    outcomeText(outcome, outcome.object ? resourceText(outcome.object) : ''),
  );
  const nodes = names.map(({ key }) => key);
  return { lines, exitCode: 0, outcomes, course: new DrainCourse(nodes, options) };
}

/** Nodes that are emptied one after the other. */
class DrainCourse implements Course {
  private current: NodeDrain | undefined;
  private readonly failed: { node: string; error: string }[] = [];
  private next = 0;
  /** Pods of nodes that were given up. */
  private readonly keptBefore: KeptPod[] = [];

  constructor(
    private readonly nodes: readonly string[],
    private readonly options: DrainOptions,
  ) {}

  get deadline(): number | undefined {
    return this.current?.deadline;
  }

  look(client: Client): Look {
    const lines: string[] = [];
    for (;;) {
      if (!this.current) {
        const node = this.nodes[this.next];
        if (node === undefined) return { lines: [...lines, ...this.pending()], exitCode: this.exitCode };
        this.next += 1;
        append(lines, this.begin(node, client));
        continue;
      }
      append(lines, this.current.look(client));
      if (!this.current.isOver) {
        const { again } = this.current;
        return { lines, ...(again !== undefined && { again }) };
      }
      append(lines, this.end(this.current, client));
    }
  }

  private get exitCode(): 0 | 1 {
    return this.failed.length > 0 ? 1 : 0;
  }

  private begin(node: string, client: Client): string[] {
    const list = drainList(client.cluster, node, this.options, client.now);
    if (list.errors.length > 0) {
      const error = aggregate(list.errors);
      append(
        this.failed,
        list.errors.map((one) => ({ node, error: one })),
      );
      return [unable(node, error)];
    }
    this.current = new NodeDrain(node, list.pods, this.options, client.now);
    return list.warnings === '' ? [] : [`Warning: ${list.warnings}`];
  }

  get kept(): readonly KeptPod[] {
    return [...this.keptBefore, ...(this.current?.kept ?? [])];
  }

  private end(drain: NodeDrain, client: Client): string[] {
    append(this.keptBefore, drain.kept);
    const lines = drain.ending(client);
    append(
      this.failed,
      drain.errors.map((error) => ({ node: drain.node, error })),
    );
    this.current = undefined;
    return lines;
  }

  /** The last lines: which nodes are left, and why. */
  private pending(): string[] {
    if (this.failed.length === 0) return [];
    const nodes = [...new Set(this.failed.map(({ node }) => node))];
    const errors = this.failed.map(({ error }) => error);
    const [only = ''] = errors;
    return [
      'There are pending nodes to be drained:',
      ...nodes.map((node) => ` ${node}`),
      ...(errors.length === 1 && !only.startsWith('error') ? [`error: ${only}`] : errors),
    ];
  }

  waitsFor(): string {
    const { current } = this;
    if (!current) return '';
    const [kept] = current.kept;
    const name = ({ metadata }: { metadata: { name?: string } }) => `pod/${nameText(metadata.name)}`;
    if (kept) {
      const all = current.kept.map(({ pod }) => name(pod)).join(', ');
      return `${all} may not be evicted: ${kept.refusal}`;
    }
    const going = current.going.map(name);
    return `${going.join(', ')} ${going.length === 1 ? 'is' : 'are'} still there`;
  }
}
