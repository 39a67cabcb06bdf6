/** `kubectl patch TARGET --type=TYPE -p PATCH`; a merge patch unless told. */
import type { Performer } from './setting.js';

export const patch: Performer<'patch'> = ({ stage }, { target, patch: given, type = 'merge' }) =>
  stage.act({ do: 'patch', ...stage.target(target), patch: given, type });
