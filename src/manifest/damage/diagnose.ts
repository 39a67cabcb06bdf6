import type { Lines } from '../lines.js';
import type { Problem } from '../yaml/problem.js';
import { brokenWord } from './broken-word.js';
import { callout } from './callout.js';
import type { Damage, Diagnose, Diagnosis } from './diagnosis.js';
import { equalsSign } from './equals-sign.js';
import { gluedDash } from './glued-dash.js';
import { indentation } from './indentation.js';
import { listItem } from './list-item.js';
import { missingColon } from './missing-colon.js';
import { rowsAround } from './rows.js';
import { strayItem } from './stray-item.js';
import { toolOutput } from './tool-output.js';
import { twoFields } from './two-fields.js';

/** From the surest signs to the vaguest. */
const DIAGNOSES: readonly Diagnose[] = [
  toolOutput,
  gluedDash,
  brokenWord,
  equalsSign,
  twoFields,
  callout,
  missingColon,
  listItem,
  strayItem,
  indentation,
];

const SECRET = /\bkind["']?\s*:\s*["']?Secret\b/;

/** What most likely led to a problem, by the look of the lines around it; undefined where they look like nothing known. */
export function diagnose(problem: Problem, lines: Lines): Diagnosis | undefined {
  const rows = rowsAround(problem.offset, lines);
  const { line } = lines.position(problem.offset);
  const found = rows.findIndex((row) => row.line >= line);
  const here = found < 0 ? rows.length - 1 : found;
  if (here < 0) return undefined;
  const secret = rows.some(({ text }) => SECRET.test(text));
  const damage: Damage = { problem, rows, here, secret };
  for (const look of DIAGNOSES) {
    const diagnosis = look(damage);
    if (diagnosis) return diagnosis;
  }
  return undefined;
}
