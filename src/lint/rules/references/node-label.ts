import { textOf } from '../../../api/json.js';
import { isNearName } from '../../../api/near-names.js';
import type { Place } from '../../object.js';
import { type Problem, rule } from '../../rule.js';
import { didYouMean, replaceValue } from '../../suggest-fix.js';

/** The labels that the kubelet and clouds give nodes, with the values that some of them can have (k8s.io/api/core/v1/well_known_labels.go). */
const WELL_KNOWN: ReadonlyMap<string, readonly string[]> = new Map([
  ['kubernetes.io/hostname', []],
  ['kubernetes.io/os', ['linux', 'windows']],
  [
    'kubernetes.io/arch',
    ['amd64', 'arm64', 'arm', 'ppc64le', 's390x', '386', 'riscv64', 'loong64', 'mips64le'],
  ],
  ['topology.kubernetes.io/zone', []],
  ['topology.kubernetes.io/region', []],
  ['node.kubernetes.io/instance-type', []],
  ['node.kubernetes.io/windows-build', []],
  ['node-role.kubernetes.io/control-plane', []],
  ['node-role.kubernetes.io/master', []],
]);
/** Under these the same words are labels too. */
const OTHER_DOMAINS = /^(?:beta|failure-domain\.beta)\.kubernetes\.io\//;
const TERMS = 'nodeSelectorTerms';

/** A label that no node has, for it is a slip of one that all have: the pod stays Pending. */
export default rule({
  name: 'references/node-label',
  severity: 'error',
  summary: 'A well-known label of nodes, or its value, is misspelt: no node has it.',
  visit: 'Pod',
  check({ spec }, { report }) {
    const selector = spec.child('nodeSelector');
    for (const key of keysOf(selector)) {
      const at = selector.child(key);
      check(key, at, [at], report, 'key');
    }
    const affinity = spec.child('affinity', 'nodeAffinity');
    const required = affinity.items('requiredDuringSchedulingIgnoredDuringExecution', TERMS);
    const preferred = affinity.items('preferredDuringSchedulingIgnoredDuringExecution');
    for (const term of [...required, ...preferred.map((one) => one.child('preference'))]) {
      for (const wanted of term.items('matchExpressions')) {
        const values = wanted.child('values');
        const places = Array.isArray(values.value) ? values.value.map((_, index) => values.child(index)) : [];
        check(textOf(wanted.child('key').value), wanted.child('key'), places, report);
      }
    }
    for (const at of topologyKeys(spec)) check(textOf(at.value), at, [], report);
  },
});

function keysOf({ value }: Place): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

function topologyKeys(spec: Place): Place[] {
  const terms = ['podAffinity', 'podAntiAffinity'].flatMap((kind) => [
    ...spec.items('affinity', kind, 'requiredDuringSchedulingIgnoredDuringExecution'),
    ...spec
      .items('affinity', kind, 'preferredDuringSchedulingIgnoredDuringExecution')
      .map((one) => one.child('podAffinityTerm')),
  ]);
  return [...terms, ...spec.items('topologySpreadConstraints')].map((term) => term.child('topologyKey'));
}

function check(
  key: string,
  at: Place,
  values: readonly Place[],
  report: (problem: Problem) => void,
  of?: 'key',
): void {
  const known = WELL_KNOWN.get(key);
  if (known === undefined) {
    const meant = OTHER_DOMAINS.test(key)
      ? undefined
      : [...WELL_KNOWN.keys()].find((one) => isNearName(key, one));
    if (meant === undefined) return;
    report({
      at,
      ...(of && { of }),
      message: `no node has the label ${key}`,
      hint: didYouMean(meant),
      fix: of ? undefined : replaceValue(at, meant),
    });
    return;
  }
  for (const place of values) {
    const value = textOf(place.value);
    if (value === '' || known.length === 0 || known.includes(value)) continue;
    const meant = known.find((one) => isSlip(value, one));
    if (meant === undefined) continue;
    report({
      at: place,
      message: `no node has the label ${key}=${value}`,
      hint: didYouMean(meant),
      fix: replaceValue(place, meant),
    });
  }
}

/** Values are short: two letters in each other's place, also of letter and digit, are a slip among so few. */
function isSlip(value: string, meant: string): boolean {
  const letters = (text: string) => [...text.toLowerCase()].sort().join('');
  return isNearName(value, meant) || letters(value) === letters(meant);
}
