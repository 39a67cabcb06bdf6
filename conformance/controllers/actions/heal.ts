/** What was said of an image, or of all pods, holds no more: they become ready. */
import type { Performer } from './setting.js';

export const heal: Performer<'heal'> = ({ kubelet }, { image }) => kubelet.heal(image);
