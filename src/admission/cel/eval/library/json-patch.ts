/** Keys in paths of JSON patches (apiserver pkg/cel/library/jsonpatch.go). */
import { type Library, overload, STRING } from './overload.js';

export const JSON_PATCHES: Library = {
  'jsonpatch.escapeKey': [overload([STRING], (key) => key.replaceAll('~', '~0').replaceAll('/', '~1'))],
};
