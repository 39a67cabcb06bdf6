/** Messages of admission as the recorder writes them: without what the server draws. */
import { UNKNOWN_UID } from '../src/admission/metadata.js';
import type { FieldError } from '../src/api/field-error.js';
import { ALLOCATED } from './normalise.js';

/** An error as the recorder writes it; `sent`: the text of what was sent, which holds no drawn names and numbers. */
export function errorText(error: FieldError, sent: string): string {
  return withoutPort(`${error.field}: ${withoutLines(normaliseText(error.message, sent))}`, sent);
}

/** Takes out the number of a node port that was handed out. */
export function withoutPort(text: string, sent: string): string {
  return text.replace(/(\.nodePort: Duplicate value: )(\d+)$/, (all, before: string, port: string) =>
    sent.includes(port) ? all : `${before}${ALLOCATED}`,
  );
}

/**
 * Takes the line numbers out of diffs: the recorded distribution's token volume has one source more than Kubernetes' own
 * (README.md of the recordings), which moves every line below it.
 */
export function withoutLines(text: string): string {
  return text.replace(/^@@ -\d+,(\d+) \+\d+,(\d+) @@$/gm, '@@ $1 $2 @@');
}

/** The recorder's normalisation of texts: uids, token volumes, no-break spaces. */
export function normaliseText(text: string, sent: string): string {
  const prefix = (/"generateName":"([^"\\]*)"/.exec(sent)?.[1] ?? '').slice(0, 58);
  return text
    .replace(/kube-api-access-[a-z0-9]{5}/g, 'kube-api-access-<allocated>')
    .replace(/10\.96\.\d+\.\d+/g, (address) => (sent.includes(address) ? address : ALLOCATED))
    .replaceAll(`${prefix}xxxxx`, prefix === '' ? 'xxxxx' : `${prefix}${ALLOCATED}`)
    .replaceAll(UNKNOWN_UID, '<uid>')
    .replaceAll('\u00a0', ' ');
}
