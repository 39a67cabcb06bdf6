/** What of a text must not be shown, whatever the text is: a URL, a command, a script, a file. */
import { credentialOperands } from './command-words.js';
import { credentialLines } from './credential-lines.js';
import { credentialsIn } from './credential-texts.js';
import { append } from './lists.js';
import { merged, type Range } from './ranges.js';

/** What a text has in it that holds a credential: most have not, and need no closer look. */
const LIKELY =
  /pass|docker|stringdata|secret|token|credential|[_-]?key|pw|auth|bearer|:\/\/|:[^\s:/@]{1,512}@|-[upawUP]/i;

/** The parts of a text that must not be shown, in order. */
export function credentialRanges(text: string): Range[] {
  if (!LIKELY.test(text)) return [];
  const found = [...credentialsIn(text), ...credentialOperands(text)];
  if (/[\r\n]/.test(text)) append(found, credentialLines(text));
  return merged(found);
}
