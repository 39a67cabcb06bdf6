/** What the manifests of a plan name that is not there: which object, at which places, and where it may be all the same. */
import type { MissingObject, Plan } from '../simulation/plan.js';
import { nameInView, type View } from './plan-view.js';
import { wrap } from './width.js';

/** Of more places than this the others are counted. */
const MOST_PLACES = 3;

const MAY_BE_THERE =
  'What is not given may be in the cluster all the same: --cluster FILE says what is there, --open-world takes it to be.';

/** A line for each object, and a word on those that may live outside what was given. */
export function missingLines(plan: Plan, view: View): string[] {
  const { style, width } = view;
  // Secrets that images are pulled without hold nobody up, and most live outside.
  const told = plan.missing.filter(({ leftOut, known }) => known || !leftOut);
  const lines = told.flatMap((one) => wrap(missingText(one, view), width - 2).map((line) => `  ${line}`));
  if (told.every(({ known }) => known)) return lines;
  return [...lines, ...wrap(MAY_BE_THERE, width - 4).map((line) => style.dim(`    ${line}`))];
}

function missingText({ object, key, named, leftOut, known }: MissingObject, view: View): string {
  const places = named.map(({ location: { file, start } }) => `${file}:${start.line}:${start.column}`);
  const shown = view.verbose ? places : places.slice(0, MOST_PLACES);
  const more = places.length > shown.length ? ` and ${places.length - shown.length} more` : '';
  const what = key !== undefined ? `has no key ${key}` : known ? 'is not there' : 'is not given';
  const effect = leftOut ? ', and images are pulled without it' : '';
  return `${nameInView(object, view)} ${what}${effect}: named at ${shown.join(', ')}${more}`;
}
