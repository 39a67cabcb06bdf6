import { isObject, textOf } from '../../../api/json.js';
import type { LintObject, Place } from '../../object.js';
import type { Objects } from '../../objects.js';
import { rule } from '../../rule.js';

/** Annotations by which one of two is meant to take a part of the traffic. */
const CANARY = /canary|weight|-by-header|match/;
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** Of two that lead the same requests somewhere else one gets none: which one the controller decides. */
export default rule({
  name: 'networking/duplicate-path',
  severity: 'warning',
  summary: 'Two paths of Ingresses are about the same requests: one of them gets none.',
  visit: 'Files',
  check(objects, { report }) {
    const seen = new Map<string, PathAt[]>();
    for (const path of objects.ofKind('Ingress').flatMap(pathsOf)) {
      const known = seen.get(path.key) ?? [];
      const [first] = known.filter((other) => areBothApplied(path, other, objects));
      if (!first) {
        seen.set(path.key, [...known, path]);
        continue;
      }
      const { kind, name } = first.ingress;
      report({
        at: path.at,
        message: `${path.shown} is led somewhere by ${first.ingress === path.ingress ? 'another path' : `${kind} ${name}`} already`,
        related: [{ message: 'already here', at: first.at }],
      });
    }
  },
});

interface PathAt {
  key: string;
  shown: string;
  at: Place;
  ingress: LintObject;
}

function pathsOf(ingress: LintObject): PathAt[] {
  const annotations = ingress.at.child('metadata', 'annotations').value;
  if (isObject(annotations) && Object.keys(annotations).some((key) => CANARY.test(key))) return [];
  const className =
    ingress.at.child('spec', 'ingressClassName').value ??
    (isObject(annotations) ? annotations[CLASS_ANNOTATION] : '');
  return ingress.at.items('spec', 'rules').flatMap((one) => {
    const host = textOf(one.child('host').value);
    return one.items('http', 'paths').flatMap((at) => {
      const [path, type] = [textOf(at.child('path').value), textOf(at.child('pathType').value)];
      if (path === '') return [];
      const key = JSON.stringify([className ?? '', host, path, type]);
      return [{ key, shown: host + path, at: at.child('path'), ingress }];
    });
  });
}

/** Those of one Ingress are; of two, those of files that hold what is in their namespace, where hosts tell them apart. */
function areBothApplied(one: PathAt, other: PathAt, objects: Objects): boolean {
  if (one.ingress === other.ingress) return true;
  const isOne =
    one.ingress.ownName === other.ingress.ownName && one.ingress.namespace === other.ingress.namespace;
  const hasHost = !one.shown.startsWith('/');
  return hasHost && !isOne && objects.areTogether(one.ingress, other.ingress);
}
