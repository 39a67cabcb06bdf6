/**
 * Objects seen through their schema: what server-side apply merges, compares and owns
 * (sigs.k8s.io/structured-merge-diff/typed).
 */
export { compareTyped } from './compare.js';
export { typedFieldSet, withNamedFields } from './fields.js';
export { mergeTyped } from './merge.js';
export { removeFields } from './remove.js';
export { validateTyped } from './validate.js';
