/** Keys in paths of JSON patches (apiserver pkg/cel/library/jsonpatch.go). */
import { pointerStep } from '../../../../api/json-pointer.js';
import { type Library, overload, STRING } from './overload.js';

export const JSON_PATCHES: Library = {
  'jsonpatch.escapeKey': [overload([STRING], (key) => pointerStep(key))],
};
