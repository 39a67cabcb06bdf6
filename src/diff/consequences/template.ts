import { isWithin } from '../../api/json.js';
/** Whether a change replaces pods. */
import { podTemplatePath } from '../../schema/resources.js';
import type { Changed } from './context.js';

/** True where the pod template means something else than before. */
export function templateChanged({ kind, changes }: Pick<Changed, 'kind' | 'changes'>): boolean {
  const template = podTemplatePath(kind);
  return (
    template !== undefined &&
    template.length > 0 &&
    changes.some(({ newPath }) => isWithin(newPath, template))
  );
}

/** True where the only thing that changed in the pod template is the order of its lists. */
export function onlyOrderChanged({ kind, changes }: Pick<Changed, 'kind' | 'changes'>): boolean {
  const template = podTemplatePath(kind);
  if (!template) return false;
  const within = changes.filter(({ newPath }) => isWithin(newPath, template));
  return within.length > 0 && within.every(({ op }) => op === 'reorder');
}
