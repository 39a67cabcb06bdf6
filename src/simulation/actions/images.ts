/** What befalls images from now on, and that it is over. */
import type { KubeletModel } from '../../kubelet/model.js';
import type { ActionOf, Outcome } from './action.js';
import type { Setting } from './setting.js';

type List = 'failImages' | 'neverReady' | 'crash';

/** One more image in a list of the model. */
export function add({ nodes }: Setting, list: List, image: string): Outcome {
  nodes.behave({ ...nodes.model, [list]: [...nodes.model[list], image] });
  return { changed: true };
}

/** An image, or (with none) every image, behaves well again. */
export function heal({ nodes }: Setting, { image }: ActionOf<'heal'>): Outcome {
  const { model } = nodes;
  const others = (list: List) => model[list].filter((one) => image !== undefined && one !== image);
  const healed: KubeletModel = {
    ...model,
    failImages: others('failImages'),
    neverReady: others('neverReady'),
    crash: others('crash'),
  };
  nodes.behave(healed);
  return { changed: true };
}
