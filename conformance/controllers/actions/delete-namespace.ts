/** Deletes the scenario's namespace, with all that is in it. */
import { NAMESPACE } from '../scenario.js';
import type { Performer } from './setting.js';

export const deleteNamespace: Performer<'delete-namespace'> = ({ stage }) =>
  stage.act({ do: 'delete', kind: 'Namespace', key: NAMESPACE });
