/** Security and reach: what a move changes for whom, beside what it does to each object. */
import { definitionNotices } from './definitions.js';
import { evictionNotices } from './evictions.js';
import { imageNotices } from './images.js';
import { ingressNotices } from './ingress.js';
import type { Both, Notice } from './notice.js';
import { podSecurityNotices } from './pod-security.js';
import { resourceNotices } from './resources.js';
import { rightsNotices } from './rights.js';
import { serviceNotices } from './services.js';
import { trafficNotices } from './traffic.js';

export type { Notice } from './notice.js';
export { orderNotices, remakerOf } from './order.js';
export { leftNotices } from './resources.js';

const TOPICS: readonly ((both: Both) => Notice[])[] = [
  rightsNotices,
  podSecurityNotices,
  definitionNotices,
  imageNotices,
  trafficNotices,
  serviceNotices,
  ingressNotices,
  resourceNotices,
  evictionNotices,
];

/** What there is to know of a move beyond its objects, the gravest first; `left`: what it leaves on the nodes. */
export function noticesOf(both: Both, left: readonly Notice[]): Notice[] {
  if (both.before === both.after) return [];
  return TOPICS.flatMap((topic) => [...topic(both), ...(topic === resourceNotices ? left : [])]);
}
