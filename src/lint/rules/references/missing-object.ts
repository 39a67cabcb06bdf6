import { textOf } from '../../../api/json.js';
import { isNearName } from '../../../api/near-names.js';
import type { Unmet } from '../../../references/row.js';
import { UNMET_WORDS } from '../../../references/unmet-words.js';
import { asksAnIssuer } from '../../made-elsewhere.js';
import type { LintObject } from '../../object.js';
import type { Objects } from '../../objects.js';
import type { NameReferenceAt } from '../../references.js';
import { type Problem, rule } from '../../rule.js';
import { didYouMean, replaceValue } from '../../suggest-fix.js';

/** While these are not there nothing is wrong. */
const HARMLESS: ReadonlySet<Unmet> = new Set(['harmless']);
/** Of cert-manager. */
const CERTIFICATE = 'Certificate.cert-manager.io';
/** Nodes come without manifests. */
const NEVER_IN_FILES: ReadonlySet<string> = new Set(['Node']);

/** What is named is not there, though a near name is, or all that is there is known. */
export default rule({
  name: 'references/missing-object',
  severity: 'error',
  summary: 'An object is named that is not there.',
  visit: 'Reference',
  by: 'name',
  check(reference, { world, objects, options, report }) {
    const { at, to, namespace, name, optional, unmet } = reference;
    if (optional || HARMLESS.has(unmet) || NEVER_IN_FILES.has(to)) return;
    if (isOwner(reference)) return;
    if (isCertificate(reference)) {
      const slip = certificateSlip(reference, objects);
      if (slip && world.target(reference).is !== 'there') report(slip);
      // One that is ordered from outside the files is the rule.
      if (slip || !options.closedWorld) return;
    }
    const target = world.target(reference);
    if (target.is !== 'missing') return;
    const [near, ...others] = target.near;
    report({
      at,
      severity: near ? 'error' : 'warning',
      message: `there is no ${wordsOf(to)} ${name}${namespace === undefined ? '' : ` in namespace ${namespace}`}`,
      ...(near ? nearWords(near, to) : { hint: UNMET_WORDS[unmet] }),
      fix:
        near && others.length === 0 && near.kind === wordsOf(to) ? replaceValue(at, near.ownName) : undefined,
      cause: JSON.stringify([to, namespace, name]),
    });
  },
});

/** Who owns an object is written by controllers, and by exports of what they wrote. */
function isOwner({ at: { path } }: NameReferenceAt): boolean {
  return path[0] === 'metadata' && path[1] === 'ownerReferences';
}

/** A Certificate of cert-manager makes a Secret whose name is near that which an Ingress asks for. */
function certificateSlip({ at, namespace, name }: NameReferenceAt, objects: Objects): Problem | undefined {
  if (asksAnIssuer(at.object)) return undefined;
  const made = objects
    .ofKind(CERTIFICATE, namespace)
    .map((object) => object.at.child('spec', 'secretName'))
    .filter(({ value }) => typeof value === 'string');
  if (made.some(({ value }) => value === name)) return undefined;
  const meant = made.find(({ value }) => isNearName(name, textOf(value)));
  if (!meant) return undefined;
  return {
    at,
    message: `no Certificate makes the Secret ${name}`,
    hint: didYouMean(textOf(meant.value)),
    related: [{ message: `Certificate ${meant.object.name}`, at: meant }],
    fix: replaceValue(at, textOf(meant.value)),
  };
}

/** A certificate of an Ingress is mostly ordered by a controller, which makes the Secret. */
function isCertificate({ at: { object, path } }: NameReferenceAt): boolean {
  return object.kind === 'Ingress' && path[1] === 'tls';
}

function nearWords(near: LintObject, to: string): Pick<Problem, 'hint' | 'related'> {
  const { kind, ownName } = near;
  const called = `${kind} ${ownName}`;
  return {
    hint: didYouMean(kind === wordsOf(to) ? ownName : called),
    related: [{ message: called, at: near.at.child('metadata', 'name') }],
  };
}

/** A kind as people write it, without the group that the cluster files it under. */
function wordsOf(kind: string): string {
  return kind.split('.')[0] ?? kind;
}
