/** What older Kubernetes minors said in other words. The rules themselves are written in the newest words. */
import type { FieldError } from '../../api/field-error.js';
import { atLeast, atMost, type KubernetesVersion } from '../../api/version.js';
import type { FieldErrors } from '../field-errors.js';

interface Wording {
  /** The last minor that said it so. */
  last: KubernetesVersion;
  now: RegExp;
  was: string;
}

/** Up to this minor structs, lists and maps were printed in Go's own syntax. */
const GO_SYNTAX_UNTIL: KubernetesVersion = '1.33';

const MESSAGES: readonly Wording[] = [
  { last: '1.30', now: /(: may not specify more than 1 volume type) per source$/, was: '$1' },
  { last: '1.30', now: /\boptional_type\(/g, was: 'optional(' },
  { last: '1.34', now: /((?:name|prefix) part must be no more than \d+) bytes$/, was: '$1 characters' },
  { last: '1.34', now: /(must be no more than 63) bytes$/, was: '$1 characters' },
  { last: '1.34', now: /: a valid label key must consist/, was: ': a qualified name must consist' },
  {
    last: '1.35',
    now: /must be 'NotRequired' when pod `restartPolicy` is 'Never'/,
    was: "must be 'NotRequired' when `restartPolicy` is 'Never'",
  },
  {
    last: '1.31',
    now: /^Too long: may not be more than (\d+ bytes?)$/,
    was: 'Too long: must have at most $1',
  },
  {
    last: '1.31',
    now: /must be non-negative and less than (?=terminationGracePeriodSeconds)/,
    was: 'must be greater than 0 and less than ',
  },
  { last: '1.34', now: /(must be no more than 253) bytes$/, was: '$1 characters' },
  {
    last: '1.33',
    now: /'_\?\[a-z0-9\]\(\[-_a-z0-9\]\*\[a-z0-9\]\)\?\(\\\._\?\[a-z0-9\]\(\[-_a-z0-9\]\*\[a-z0-9\]\)\?\)\*'\)$/,
    was: "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
  },
  {
    last: '1.33',
    now: /(: supported values: "PreferClose"), "PreferSameZone", "PreferSameNode"$/,
    was: '$1',
  },
  { last: '1.32', now: /(: must evaluate to (?:bool|string|one of \[.*\])) but got .*$/, was: '$1' },
  { last: '1.33', now: /: must be a valid CEL identifier$/, was: ': name is not a valid CEL identifier' },
  {
    last: '1.33',
    now: /: must be 'Exempt' if and only if `name` is 'exempt'$/,
    was: ": type must be 'Exempt' if and only if name is 'exempt'",
  },
];

/** Wordings that depend on the field too. */
const FIELDS: readonly (Wording & { field: RegExp })[] = [
  {
    last: '1.29',
    field: /\.(ip|nameservers)(?:\[\d+\])?$/,
    now: /: must be a valid IP address, \(e\.g\. .*\)$/,
    was: ': must be valid IP address',
  },
  {
    last: '1.29',
    field: /ipBlock\.(cidr|except)/,
    now: /: must be a valid CIDR value, \(e\.g\. .*\)$/,
    was: ': not a valid CIDR',
  },
  {
    last: '1.29',
    field: /(podCIDRs)\[\d+\]$/,
    now: /("[^"]*"): must be a valid CIDR value, \(e\.g\. .*\)$/,
    was: '[]string{$1}: must be valid CIDR',
  },
  {
    last: '1.28',
    field: /^spec\.(externalTrafficPolicy)$/,
    now: /: may only be set for externally-accessible services$/,
    was: ": may only be set when `type` is 'NodePort' or 'LoadBalancer'",
  },
  {
    last: '1.33',
    field: /clientConfig\.service\.(name|namespace)$/,
    now: /^Required value$/,
    was: 'Required value: service $FIELD is required',
  },
  {
    last: '1.33',
    field: /(?:\.(?:backend|defaultBackend)\.resource|^spec\.parameters)\.(kind|name)$/,
    now: /^Required value$/,
    was: 'Required value: $FIELD is required',
  },
  {
    last: '1.33',
    field: /(?:x-kubernetes-validations|^spec\.validations)\[\d+\]\.(message|fieldPath)$/,
    now: /: (must be a valid path|must not contain line breaks|must be non-empty if specified)$/,
    was: ': $FIELD $1',
  },
  {
    last: '1.33',
    field: /^metadata\.ownerReferences\.(kind|name|uid)$/,
    now: /^(.*): must not be empty$/,
    was: '$1: $FIELD must not be empty',
  },
];

const WARNINGS: readonly Wording[] = [
  {
    last: '1.28',
    now: /(: hides previous definition of ".*"), which may be dropped when using apply$/,
    was: '$1',
  },
  {
    last: '1.28',
    now: /^spec\.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated\..*$/,
    was: '',
  },
  { last: '1.29', now: /^.*: deprecated since v1\.30; use the "appArmorProfile" field instead$/, was: '' },
  { last: '1.32', now: /^.*hostAliases\[\d+\]\.ip: non-standard IP address .*$/, was: '' },
  { last: '1.32', now: /^spec\.(?:ingress|egress)\[.* is ambiguous in this context .*$/, was: '' },
  { last: '1.32', now: /^.*: duplicate port name ".*$/, was: '' },
  { last: '1.33', now: /^spec\.revisionHistoryLimit: a negative value .*$/, was: '' },
  { last: '1.32', now: /^volume ".*" \(Projected\) has no sources provided$/, was: '' },
  { last: '1.33', now: /^volume ".*" \(.*\): overlapping paths: .*$/, was: '' },
  {
    last: '1.33',
    now: /^spec\.(?:externalIPs|loadBalancerIP|SessionAffinity) is ignored for headless services$/,
    was: '',
  },
  { last: '1.34', now: /^spec\.serviceAccountTokenInSecrets is unset; .*$/, was: '' },
  {
    last: '1.35',
    now: /: non-standard (IP address|CIDR value) ("[^"]*") is invalid: use/,
    was: ': non-standard $1 $2 will be considered invalid in a future Kubernetes release: use',
  },
  { last: '1.32', now: /(\.gitRepo: deprecated in v1\.11), and disabled by default in v1\.33\+$/, was: '$1' },
];

function replaced(text: string, { now, was }: Wording): string {
  return text.replace(now, was);
}

/** Since this minor the same cause is not told twice. */
const TOLD_ONCE_SINCE: KubernetesVersion = '1.37';

function eachOnceTold(errors: readonly FieldError[]): FieldError[] {
  const told = new Set<string>();
  return errors.filter(({ type, field, message }) => {
    const text = `${type} ${field} ${message}`;
    return !told.has(text) && told.add(text);
  });
}

/** The errors in the words of that minor. */
export function inWordsOf(version: KubernetesVersion, found: FieldErrors): FieldError[] {
  if (atMost(version, GO_SYNTAX_UNTIL)) found.useGoSyntax();
  const errors = atLeast(version, TOLD_ONCE_SINCE) ? eachOnceTold(found.list) : found.list;
  const wordings = MESSAGES.filter(({ last }) => atMost(version, last));
  const fields = FIELDS.filter(({ last }) => atMost(version, last));
  if (wordings.length === 0) return [...errors];
  return errors.map((error) => {
    let message = error.message;
    for (const wording of wordings) message = replaced(message, wording);
    for (const wording of fields) {
      const part = wording.field.exec(error.field)?.[1];
      if (part !== undefined) message = replaced(message, wording).replace('$FIELD', part);
    }
    return message === error.message ? error : { ...error, message };
  });
}

/** The warnings in the words of that minor. */
export function warningsInWordsOf(version: KubernetesVersion, warnings: readonly string[]): string[] {
  const wordings = WARNINGS.filter(({ last }) => atMost(version, last));
  return warnings.map((warning) => wordings.reduce(replaced, warning)).filter((warning) => warning !== '');
}
