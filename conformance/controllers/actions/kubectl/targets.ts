import { matchesSelector, parseSelector } from '../../../../src/api/labels.js';
import { keyOf } from '../../../../src/api/object-key.js';
import type { KubeObject } from '../../../../src/api/objects.js';
import type { ObjectName } from '../../../../src/apiserver/request.js';
import { NAMESPACE } from '../../scenario.js';
import type { Stage } from '../../stage.js';
import type { Words } from './words.js';

/** What a command is about: `KIND/NAME`, or the objects of a `KIND` that `-l` selects. */
export function targetsOf(stage: Stage, { plain: [, word = ''], flag }: Words): ObjectName[] {
  const selector = flag('-l');
  if (!selector) return [stage.target(word)];
  const { kind } = stage.target(`${word}/`);
  const parsed = parseSelector(selector);
  if ('error' in parsed) throw new Error(parsed.error);
  return (stage.cluster.list(kind, NAMESPACE) as unknown as KubeObject[])
    .filter(({ metadata }) => matchesSelector(parsed.selector, metadata.labels))
    .map((object) => ({ kind, key: keyOf(object) }));
}
