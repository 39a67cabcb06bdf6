/** Images from elsewhere, and images that are no longer pinned. */
import { fullImageName } from '../../api/image.js';
import { pushTo } from '../../api/lists.js';
import { refOf } from '../../api/object-key.js';
import type { PodSpec } from '../../api/objects.js';
import { listed } from '../../api/text.js';
import { type Both, type Notice, noticeName, podMakers } from './notice.js';

/** So many workloads are named before the rest is counted. */
const NAMED = 3;

/** What images of workloads that were there become; equal changes are told once. */
export function imageNotices({ before, after }: Both): Notice[] {
  const olds = podMakers(before);
  const found = new Map<string, string[]>();
  for (const [id, maker] of podMakers(after)) {
    const old = olds.get(id);
    if (!old || old.object === maker.object) continue;
    const was = imagesOf(old.template.spec);
    for (const [container, image] of imagesOf(maker.template.spec)) {
      const from = was.get(container);
      for (const text of from === undefined || from === image ? [] : saidOf(from, image)) {
        pushTo(found, text, noticeName(refOf(maker.object)));
      }
    }
  }
  return [...found].map(([text, names]) => ({ topic: 'image', text: `${text}: ${fewNames(names)}` }));
}

/** Names, the first few of many. */
export function fewNames(all: readonly string[]): string {
  const names = [...new Set(all)];
  const more = names.length - NAMED;
  return listed(more > 1 ? [...names.slice(0, NAMED), `${more} more`] : names);
}

function imagesOf({ containers = [], initContainers = [] }: PodSpec): Map<string, string> {
  return new Map([...containers, ...initContainers].map(({ name, image = '' }) => [name, image]));
}

function saidOf(from: string, to: string): string[] {
  const [old, now] = [fullImageName(from), fullImageName(to)];
  if (old === undefined || now === undefined) return [];
  const said: string[] = [];
  const [wasAt, isAt] = [registryOf(old), registryOf(now)];
  if (wasAt !== isAt) said.push(`${old} becomes ${now}, of another registry`);
  if (from.includes('@') && !to.includes('@')) {
    said.push(`${to} has no digest any more: whatever is under that tag when a node pulls it will run`);
  }
  return said;
}

function registryOf(name: string): string {
  return name.slice(0, name.indexOf('/'));
}
