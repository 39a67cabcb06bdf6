/** What pods may do on their nodes that they could not do before, by the Pod Security Standards. */
import { failures } from '../../admission/plugins/pod-security/checks.js';
import { LEVELS, PREFIX } from '../../admission/plugins/pod-security/policy.js';
import type { Failure, Subject } from '../../admission/plugins/pod-security/subject.js';
import { isObject, valueAt } from '../../api/json.js';
import { refOf } from '../../api/object-key.js';
import { asJson } from '../../api/unstructured.js';
import type { Cluster } from '../../cluster/cluster.js';
import { podTemplatePath } from '../../schema/resources.js';
import { type Both, changedOf, type Notice, nameOfObject, type PodMaker, podMakers } from './notice.js';

/** Levels that pods fall below, and namespaces that ask for less. */
export function podSecurityNotices(both: Both): Notice[] {
  const olds = podMakers(both.before);
  const found: Notice[] = [];
  for (const [id, maker] of podMakers(both.after)) {
    const old = olds.get(id);
    if (old?.object === maker.object) continue;
    const object = refOf(maker.object);
    const name = nameOfObject(maker.object);
    for (const text of fallOf(old, maker, both.after)) {
      found.push({ topic: 'security', text: `${name} ${text}`, object });
    }
    const [was, is] = [old?.template.spec.serviceAccountName, maker.template.spec.serviceAccountName];
    if (old && was !== is) {
      const [from, to] = [was, is].map((account) => `serviceaccount/${account ?? 'default'}`);
      found.push({ topic: 'security', text: `${name} runs as ${to}, before as ${from}`, object });
    }
  }
  return [...found, ...namespaceNotices(both)];
}

/** What a pod fails that its older version did not: below baseline each, below restricted where that is new. */
function fallOf(old: PodMaker | undefined, now: PodMaker, { version }: Cluster): string[] {
  const [before, after] = [old, now].map((maker) => maker && subjectOf(maker, version));
  if (!after) return [];
  const shown = ({ reason, detail }: Failure) => (detail === undefined ? reason : `${reason} (${detail})`);
  const below = (level: 'baseline' | 'restricted', subject: Subject | undefined) =>
    subject ? failures(level, subject) : [];
  const known = new Set(below('baseline', before).map(shown));
  const fresh = below('baseline', after).filter((failure) => !known.has(shown(failure)));
  if (fresh.length > 0) {
    const verb = old && known.size === 0 ? 'falls below' : 'is below';
    return [`${verb} the baseline of Pod Security: ${fresh.map(shown).join('; ')}`];
  }
  // Most that is new was never meant to be restricted.
  if (!before || below('restricted', before).length > 0) return [];
  const lost = below('restricted', after);
  return lost.length > 0 ? [`is restricted no longer: ${lost.map(shown).join('; ')}`] : [];
}

function subjectOf({ object, kind, template }: PodMaker, version: string): Subject {
  const path = podTemplatePath(kind) ?? [];
  const spec = valueAt(asJson(object), [...path, 'spec']);
  const { annotations = {} } = template.metadata ?? {};
  return { annotations: { ...annotations }, spec: isObject(spec) ? spec : {}, version };
}

function namespaceNotices(both: Both): Notice[] {
  return changedOf('Namespace', both).flatMap(({ old, now }): Notice[] => {
    if (!old) return [];
    const label = `${PREFIX}enforce`;
    const [was, is] = [old, now].map(({ metadata }) => metadata.labels?.[label] ?? 'privileged');
    if (was === undefined || is === undefined || LEVELS.indexOf(is) >= LEVELS.indexOf(was)) return [];
    const text = `${nameOfObject(now)} enforces Pod Security ${is}, before ${was}`;
    return [{ topic: 'security', text, object: refOf(now) }];
  });
}
