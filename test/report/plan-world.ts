/** Steps and views for the tests of the parts of a plan's text. */
import type { View } from '../../src/report/plan-view.js';
import { PLAIN } from '../../src/report/style.js';
import type { Step } from '../../src/simulation/plan.js';
import { ref } from './plans.js';

export const view = (rest: Partial<View> = {}): View => ({ style: PLAIN, width: 80, ...rest });
export const step = (
  id: number,
  actor: string,
  verb: string,
  kind: string,
  name: string,
  rest: Partial<Step> = {},
): Step => ({
  id,
  at: 0,
  actor,
  verb,
  object: ref(kind, name),
  message: 'm',
  ...rest,
});
