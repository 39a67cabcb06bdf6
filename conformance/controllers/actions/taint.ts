/** `kubectl taint node NODE KEY=VALUE:EFFECT`, with a minus behind it to take the taint away. */
import type { TaintEffect } from '../../../src/api/objects.js';
import type { Performer } from './setting.js';

const WRITTEN = /^([^=:-]+)(?:=([^:]*))?(?::(\w+))?(-)?$/;

export const taintNode: Performer<'taint'> = ({ stage }, action) => {
  const match = WRITTEN.exec(action.taint);
  if (!match) throw new Error(`unreadable taint ${action.taint}`);
  const [, key = '', value, effect, minus] = match;
  const taint = { key, ...(value ? { value } : {}), effect: effect as TaintEffect };
  stage.act({ do: 'taint', node: action.node, taint, remove: minus === '-' });
};
