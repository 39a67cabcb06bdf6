/** The kinds of apiextensions.k8s.io. */
import type { KindRules } from '../../kind.js';
import { customResourceDefinition } from './customresourcedefinition/customresourcedefinition.js';

export const KINDS: readonly KindRules[] = [customResourceDefinition];
