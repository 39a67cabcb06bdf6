/** So many seconds pass, or the rest of the minute and a little more, in which a CronJob makes its Job. */
import type { Performer } from './setting.js';

const MINUTE_MS = 60_000;
const INTO_MINUTE_MS = 2500;

export const wait: Performer<'wait'> = ({ stage }, action) => {
  if (action.until === undefined) stage.pass(action.seconds * 1000);
  else stage.pass(MINUTE_MS - (stage.now % MINUTE_MS) + INTO_MINUTE_MS);
};
