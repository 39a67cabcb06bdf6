import type { SchemaError } from './error.js';

/** The error of a value that is nested deeper than anyone looks. */
export function tooDeep(path: SchemaError['path']): SchemaError {
  return { code: 'too-deep', path, message: 'nested too deep to be read' };
}
