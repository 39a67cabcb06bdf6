/** What older Kubernetes minors said in other words. The rules themselves are written in the newest words. */
import type { FieldError } from '../../api/field-error.js';
import { compareVersions, type KubernetesVersion } from '../../api/version.js';
import { goQuote } from '../field-errors.js';

interface Wording {
  /** The last minor that said it so. */
  last: KubernetesVersion;
  now: RegExp;
  was: string | ((...parts: string[]) => string);
}

function pairs(json: string): [string, string][] {
  return Object.entries(JSON.parse(json) as Record<string, string>);
}

function goMap(json: string): string {
  if (json === 'null') return 'map[string]string(nil)';
  return `map[string]string{${pairs(json)
    .map(([key, value]) => `${goQuote(key)}:${goQuote(value)}`)
    .join(', ')}}`;
}

const MESSAGES: readonly Wording[] = [
  { last: '1.34', now: /((?:name|prefix) part must be no more than \d+) bytes$/, was: '$1 characters' },
  { last: '1.34', now: /(must be no more than 63) bytes$/, was: '$1 characters' },
  { last: '1.34', now: /: a valid label key must consist/, was: ': a qualified name must consist' },
  {
    last: '1.34',
    now: /must be 'NotRequired' when pod `restartPolicy` is 'Never'/,
    was: "must be 'NotRequired' when `restartPolicy` is 'Never'",
  },
  {
    last: '1.31',
    now: /^Too long: may not be more than (\d+ bytes?)$/,
    was: 'Too long: must have at most $1',
  },
  {
    last: '1.32',
    now: /^Invalid value: (\{.*\}|null): `selector` does not match template `labels`$/s,
    was: (_all, json = '') =>
      `Invalid value: ${goMap(json)}: \`selector\` does not match template \`labels\``,
  },
  {
    last: '1.32',
    now: /^Invalid value: (\[.*\]): finalizer orphan and foregroundDeletion cannot be both set$/,
    was: (_all, json = '') =>
      `Invalid value: []string{${(JSON.parse(json) as string[]).map(goQuote).join(', ')}}: finalizer orphan and foregroundDeletion cannot be both set`,
  },
];

/** Wordings that depend on the field too. */
const FIELDS: readonly (Wording & { field: RegExp })[] = [
  {
    last: '1.32',
    field: /^metadata\.ownerReferences\.(kind|name|uid)$/,
    now: /^(.*): must not be empty$/,
    was: '$1: $FIELD must not be empty',
  },
];

const WARNINGS: readonly Wording[] = [
  {
    last: '1.35',
    now: /: non-standard (IP address|CIDR value) ("[^"]*") is invalid: use/,
    was: ': non-standard $1 $2 will be considered invalid in a future Kubernetes release: use',
  },
  { last: '1.32', now: /(\.gitRepo: deprecated in v1\.11), and disabled by default in v1\.33\+$/, was: '$1' },
];

function replaced(text: string, { now, was }: Wording): string {
  return typeof was === 'string' ? text.replace(now, was) : text.replace(now, was);
}

/** The errors in the words of that minor. */
export function inWordsOf(version: KubernetesVersion, errors: readonly FieldError[]): FieldError[] {
  const wordings = MESSAGES.filter(({ last }) => compareVersions(version, last) <= 0);
  const fields = FIELDS.filter(({ last }) => compareVersions(version, last) <= 0);
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
  const wordings = WARNINGS.filter(({ last }) => compareVersions(version, last) <= 0);
  return warnings.map((warning) => wordings.reduce(replaced, warning));
}
