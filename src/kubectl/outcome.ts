/** What a command of kubectl comes to, and how it prints that (k8s.io/kubectl/pkg/cmd/util/helpers.go). */

import type { JsonObject } from '../api/json.js';
import { groupOf, nameText } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import type { Answer, Status } from '../apiserver/request.js';

/** What came of one object. */
export interface Outcome {
  /** What was done, in kubectl's word: `created`, `configured`, `scaled`; absent where nothing was. */
  word?: string;
  /** What the server warned of. */
  warnings: readonly string[];
  /** What kubectl itself warns of. */
  advice?: readonly string[];
  /** The server's no. */
  refusal?: Status;
  /** kubectl's own no, as it stands behind `error: `. */
  error?: string;
  /** What the server made of a refused one, as far as it got. */
  attempted?: JsonObject;
  /** The object as it is afterwards, where there is one. */
  object?: KubeObject;
  /** False where the world is what it was. */
  changed: boolean;
}

/** How kubectl says where the object came from, and what it was about to do. */
export interface Printing {
  source?: string;
  doing?: 'creating' | 'patching';
}

const STDIN = 'STDIN';
/** The advice under a conflict of server-side apply. */
const REVIEW = `Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`;

/** `deployment.apps/web`, `service/s`. */
export function resourceText({ apiVersion, kind, metadata }: KubeObject): string {
  const group = groupOf(apiVersion);
  const lower = kind.toLowerCase();
  return `${group === '' ? lower : `${lower}.${group}`}/${nameText(metadata.name)}`;
}

/** An answer of the server as the outcome of a verb. */
export function outcomeOf(answer: Answer, word: string, live?: KubeObject): Outcome {
  const { warnings } = answer;
  const object = live && { object: live };
  if (!('refusal' in answer)) {
    return { word, warnings, object: answer.object, changed: answer.changes.length > 0 };
  }
  const { refusal, attempted } = answer;
  return { warnings, refusal, changed: false, ...(attempted && { attempted }), ...object };
}

/** A no of kubectl itself; nothing was asked. */
export function clientError(error: string, live?: KubeObject): Outcome {
  return { error, warnings: [], changed: false, ...(live && { object: live }) };
}

/** What kubectl gives up before anything is asked, in its own Status. */
export function notSent(refusal: Status): Outcome {
  return { refusal, warnings: [], changed: false };
}

/** All that kubectl prints, warnings first. */
export function outcomeText(outcome: Outcome, name: string, printing: Printing = {}): string {
  const { advice = [], warnings } = outcome;
  const lines = [...advice, ...warnings].map((warning) => `Warning: ${warning}`);
  if (outcome.error !== undefined) lines.push(`error: ${outcome.error}`);
  else if (outcome.refusal) lines.push(printedRefusal(outcome.refusal, printing));
  else if (outcome.word !== undefined) lines.push(`${name} ${outcome.word}`);
  return lines.join('\n');
}

export function exitCode({ error, refusal }: Outcome): 0 | 1 {
  return error === undefined && refusal === undefined ? 0 : 1;
}

/** A refusal as kubectl prints it. */
export function printedRefusal(
  { reason, message, details, errors, conflicts }: Status,
  { source = STDIN, doing }: Printing = {},
): string {
  if (conflicts) return `error: ${message}\n${REVIEW}`;
  if (reason === 'Invalid') {
    const what =
      details && (details.kind || details.name) ? `The ${details.kind} "${details.name}"` : 'The request';
    const causes = [...new Set((errors ?? []).map((error) => `${error.field}: ${error.message}`))];
    if (causes.length === 0) return `${what} is invalid: ${message}`;
    return causes.length === 1
      ? `${what} is invalid: ${causes[0]}`
      : `${what} is invalid: \n${causes.map((cause) => `* ${cause}`).join('\n')}`;
  }
  const where = doing === 'creating' && reason !== '' ? `error when creating "${source}": ` : '';
  return reason === ''
    ? `Error from server: ${message}`
    : `Error from server (${reason}): ${where}${message}`;
}
