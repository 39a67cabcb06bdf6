/** The name rules that kinds choose from. */

import {
  byteLength,
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  maxBytesError,
  pathSegmentErrors,
} from '../../api/names.js';
import type { NameRule } from '../kind.js';

export const SUBDOMAIN: NameRule = dns1123SubdomainErrors;
export const LABEL: NameRule = dns1123LabelErrors;
export const PATH_SEGMENT: NameRule = pathSegmentErrors;
/** ReplicationController's rule counts in bytes, and says so. */
export const SUBDOMAIN_BYTES: NameRule = (name) => {
  const errors = dns1123SubdomainErrors(name);
  return byteLength(name) > 253 ? [maxBytesError(253), ...errors.slice(1)] : errors;
};
