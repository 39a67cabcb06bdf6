/** `kubectl delete TARGET --cascade=CASCADE --wait=false`. */
import type { Performer } from './setting.js';

const PROPAGATION = { background: 'Background', foreground: 'Foreground', orphan: 'Orphan' } as const;

export const remove: Performer<'delete'> = ({ stage }, { target, cascade = 'background' }) =>
  stage.act({ do: 'delete', ...stage.target(target), propagation: PROPAGATION[cascade] });
