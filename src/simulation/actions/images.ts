/** What befalls containers from now on, and that it is over. */
import type { Assumption } from '../../kubelet/assumption.js';
import { forgetting } from '../../kubelet/observed.js';
import type { ActionOf, Outcome } from './action.js';
import type { Setting } from './setting.js';

/** One more thing that is told of containers. */
export function assume({ nodes }: Setting, assumption: Assumption): Outcome {
  nodes.behave({ ...nodes.model, assumed: [...nodes.model.assumed, assumption] });
  return { changed: true };
}

/** An image, or (with none) every container, behaves well again. */
export function heal({ nodes }: Setting, { image }: ActionOf<'heal'>): Outcome {
  const { model } = nodes;
  nodes.behave({
    ...model,
    assumed: model.assumed.filter(({ of }) => image !== undefined && of.image !== image),
    observed: forgetting(model.observed, image),
  });
  return { changed: true };
}
