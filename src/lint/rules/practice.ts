import type { Rule } from '../rule.js';
import latestTag from './images/latest-tag.js';

/**
 * The rules of the sets beyond `default`, by group: loaded only when they are asked for. Adding one: its file, its line
 * here, its page in docs/rules.
 */
export const PRACTICE_RULES: readonly Rule[] = [latestTag];
