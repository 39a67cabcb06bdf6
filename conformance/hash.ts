/** The hashes that controllers make of pod templates (FORMAT-controllers.md, "hash-*"). */
import type { PodTemplateSpec } from '../src/api/objects.js';
import { podTemplateHash } from '../src/api/pod-template-hash.js';
import { daemonSetRevisionHash, statefulSetRevisionHash } from '../src/api/revision-hash.js';
import { type Measured, measured } from './measured.js';
import { versionOf } from './recording.js';

interface HashLine {
  version?: string;
  defaulted: PodTemplateSpec;
  deploymentHash?: string;
  stsRevisionHash?: string;
  dsRevisionHash?: string;
  defaultedDiffers?: { sts?: PodTemplateSpec; ds?: PodTemplateSpec };
}

/** A line of hash-*.jsonl: the names that a template gives to a ReplicaSet and to ControllerRevisions. */
export function hashCase(line: unknown): Record<string, Measured> {
  const recorded = line as HashLine;
  const version = versionOf(recorded);
  const template = recorded.defaulted;
  const expected: Record<string, string> = {};
  const actual: Record<string, string> = {};
  if (recorded.deploymentHash) {
    expected['deployment'] = recorded.deploymentHash;
    actual['deployment'] = podTemplateHash(template, undefined, version);
  }
  if (recorded.stsRevisionHash) {
    expected['statefulSet'] = recorded.stsRevisionHash;
    actual['statefulSet'] = statefulSetRevisionHash(
      recorded.defaultedDiffers?.sts ?? template,
      undefined,
      version,
    );
  }
  if (recorded.dsRevisionHash) {
    expected['daemonSet'] = recorded.dsRevisionHash;
    actual['daemonSet'] = daemonSetRevisionHash(
      recorded.defaultedDiffers?.ds ?? template,
      undefined,
      version,
    );
  }
  return { name: measured(expected, actual) };
}
