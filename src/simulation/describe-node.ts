/** What a change to a node means, in a few words. */
import type { Node, Taint } from '../api/objects.js';
import { condition } from '../api/pods.js';

const READY_WORDS: Readonly<Record<string, string>> = {
  True: 'Ready',
  False: 'NotReady',
  Unknown: 'NotReady',
};

/** Taints that came or went, whether pods may come, how it reports itself; undefined where none of it changed. */
export function nodeChange(now: Node, was: Node): string | undefined {
  const parts = [...closing(now, was), ...tainting(now, was)];
  return parts.length > 0 ? parts.join(', ') : reporting(now, was);
}

function closing(now: Node, was: Node): string[] {
  const [before, after] = [was.spec?.unschedulable === true, now.spec?.unschedulable === true];
  return before === after ? [] : [after ? 'cordoned' : 'uncordoned'];
}

function tainting(now: Node, was: Node): string[] {
  const [before, after] = [was, now].map(({ spec }) => (spec?.taints ?? []).map(taintText));
  const came = after!.filter((text) => !before!.includes(text));
  const went = before!.filter((text) => !after!.includes(text));
  return [
    ...(came.length > 0 ? [`tainted ${came.join(', ')}`] : []),
    ...(went.length > 0 ? [`untainted ${went.join(', ')}`] : []),
  ];
}

function taintText({ key, value, effect }: Taint): string {
  return `${key}${value ? `=${value}` : ''}:${effect}`;
}

/** `NotReady (Unknown: Kubelet stopped posting node status.)`, or what else of its conditions changed. */
function reporting(now: Node, was: Node): string | undefined {
  const changed = (now.status?.conditions ?? []).filter(
    ({ type, status }) => condition(was.status?.conditions, type)?.status !== status,
  );
  const ready = changed.find(({ type }) => type === 'Ready');
  if (ready) {
    const { status, message } = ready;
    const why = status === 'True' ? '' : ` (${status}${message ? `: ${message}` : ''})`;
    return `${READY_WORDS[status]}${why}`;
  }
  const others = changed.map(({ type, status }) => `${type} ${status}`);
  return others.length > 0 ? others.join(', ') : undefined;
}
