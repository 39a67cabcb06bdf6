/** What of the manifests is in no answer: refused by the server or not sent by kubectl, or not even read. */
import type { Finding, Location, ObjectRef } from '../api/finding.js';
import { refOf, refText } from '../api/object-key.js';
import type { Document } from '../manifest/document.js';
import { INPUT_RULES } from '../manifest/rules.js';
import { PLAN_RULES } from '../simulation/rules.js';
import type { World } from '../simulation/world.js';
import type { Fix, WorkloadEnd } from './explanation.js';

/** An object that would not be taken, why, and what it stands in. */
export interface Refusal {
  object: ObjectRef;
  message: string;
  /** Absent of what only the cluster holds. */
  document?: Document;
  /** The object is taken and its pods are not: what of its template is at fault. */
  pods?: readonly Fault[];
  /** What its owner says of it, in the words of its FailedCreate. */
  event?: string;
  /** How many of its pods are there all the same. */
  end?: WorkloadEnd & { there: number };
  /** What would lift it, each tried. */
  fixes?: readonly Fix[];
  /** So many were asked about at once that nothing was tried for this one. */
  untried?: true;
  /** Who decided so. */
  by?: { kind: string; name: string; at?: Location };
}

/** A field that is at fault, or would have to be there, as the server names it. */
interface Fault {
  field: string;
  at?: Location;
}

/** What would not be taken, in the order of the manifests. */
export function refusalsOf({ manifests, refused }: Pick<World, 'manifests' | 'refused'>): Refusal[] {
  const given = new Map(manifests.map((manifest) => [manifest.document, manifest.given]));
  return refused.map(({ document, message }) => ({
    object: refOf(given.get(document)!),
    message,
    document,
  }));
}

/** `deployment/web would be refused: Deployment.apps "web" is invalid: …`. */
export function refusalSentence({ object: { kind, name }, message, pods, end }: Refusal): string {
  if (pods) {
    const { there = 0, desired = 0 } = end ?? {};
    const how = there > 0 ? `only ${there} of ${desired} pods` : 'no pod';
    return `${how} of ${refText({ kind, name })} ${there > 1 ? 'are' : 'is'} ever made: ${message}`;
  }
  return `${refText({ kind, name })} would be refused: ${message}`;
}

/**
 * What was wrong with the texts: an answer is one without it. A folder without manifests is beside the point: nothing of it
 * would be applied.
 */
export function unreadOf({ findings }: Pick<World, 'findings'>): Finding[] {
  return findings.filter(
    ({ severity, rule }) =>
      rule === PLAN_RULES.unreadable.name || (severity === 'error' && rule !== INPUT_RULES.empty.name),
  );
}
