export { inForce } from './in-force.js';
export { readConfig } from './read.js';
export { type ConfigAnswer, configAnswer, namedInConfig, parameterErrors } from './told.js';
export { optionWords } from './words.js';
