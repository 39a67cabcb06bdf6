/** What is wrong with kustomizations among the files: they are read by kustomize, not by the API server. */
import type { Finding, RuleData } from '../api/finding.js';
import { isObject } from '../api/json.js';
import type { Document } from '../manifest/document.js';
import { unknownKustomizationFields } from '../manifest/kustomization-fields.js';
import { isKustomization } from '../manifest/kustomize.js';
import { nearest } from '../schema/nearest.js';
import { didYouMean } from './suggest-fix.js';

export const KUSTOMIZATION_FIELD: RuleData = {
  name: 'kustomize/unknown-field',
  severity: 'error',
  summary: 'A field that kustomize does not know: it refuses the kustomization.',
};

export function kustomizationFindings(documents: readonly Document[]): Finding[] {
  return documents.flatMap((document) => {
    const { file, value } = document;
    if (!isObject(value) || !isKustomization(file, value)) return [];
    return unknownKustomizationFields(value).map(({ path, key, known }): Finding => {
      const meant = nearest(key, known);
      const location = document.locate(path, 'key');
      return {
        rule: KUSTOMIZATION_FIELD.name,
        severity: KUSTOMIZATION_FIELD.severity,
        message: `unknown field ${JSON.stringify(key)} of a kustomization`,
        location,
        path,
        ...(meant !== undefined && { hint: didYouMean(meant) }),
        server: { field: '', message: `invalid Kustomization: json: unknown field ${JSON.stringify(key)}` },
      };
    });
  });
}
