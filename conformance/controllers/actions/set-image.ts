/** `kubectl set image TARGET CONTAINER=IMAGE`. */
import type { Performer } from './setting.js';

export const setImage: Performer<'set-image'> = ({ stage }, action) => {
  const [container = '', image = ''] = action.image.split(/=(.*)/s);
  stage.act({ do: 'set-image', ...stage.target(action.target), container, image });
};
