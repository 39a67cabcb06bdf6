/** Time passes until the state holds a text, or `max` seconds at most. */
import type { Performer } from './setting.js';

const LOOK_AGAIN_MS = 500;

export const waitFor: Performer<'wait-for'> = ({ stage }, { text, max }) => {
  const until = stage.now + max * 1000;
  while (stage.now < until && !JSON.stringify(stage.state()).includes(text)) stage.pass(LOOK_AGAIN_MS);
};
