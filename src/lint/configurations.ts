/** Configurations of Kubernetes' own programs among the files: nobody applies them, and the programs refuse what is wrong. */
import type { Finding, RuleData } from '../api/finding.js';
import { isObject, textOf } from '../api/json.js';
import { groupOf } from '../api/object-key.js';
import type { KubernetesVersion } from '../api/version.js';
import type { Document } from '../manifest/document.js';
import { readSchedulerConfiguration } from '../scheduler/configuration/read.js';
import { CONFIGURATION_GROUPS, SCHEDULER_GROUP } from './configuration-groups.js';

const CONFIGURATION: RuleData = {
  name: 'schema/configuration',
  severity: 'error',
  summary:
    'A configuration of a program of Kubernetes that the program would refuse, or that nobody checked.',
  page: 'rarer.md',
};

/** The rules under which configurations are told of. */
export const CONFIGURATION_RULES: readonly RuleData[] = [CONFIGURATION];

/** What is wrong with the configurations that can be read as their program does; of the others that they were not checked. */
export function configurationFindings(documents: readonly Document[], version: KubernetesVersion): Finding[] {
  return documents.flatMap((document) => {
    const { value } = document;
    if (!isObject(value)) return [];
    const [group, kind] = [groupOf(textOf(value['apiVersion'])), textOf(value['kind'])];
    if (!CONFIGURATION_GROUPS.has(group)) return [];
    return group === SCHEDULER_GROUP ? schedulers(document, version) : [notChecked(document, kind)];
  });
}

function schedulers(document: Document, version: KubernetesVersion): Finding[] {
  return readSchedulerConfiguration(document.value, version).errors.map(({ field, message, path }) => ({
    rule: CONFIGURATION.name,
    severity: CONFIGURATION.severity,
    message: `kube-scheduler does not start: ${field === '' ? message : `${field}: ${message}`}`,
    location: document.locate(path, 'key'),
    path,
  }));
}

function notChecked(document: Document, kind: string): Finding {
  return {
    rule: CONFIGURATION.name,
    severity: 'info',
    message: `${kind} was not checked: a program reads it, and kubeplan does not know its fields`,
    location: document.locate(['kind']),
    path: ['kind'],
  };
}
