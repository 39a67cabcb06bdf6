import type { KubeObject } from '../../../api/objects.js';
import { asObject } from '../../../api/unstructured.js';
import { generateNameError, tooLargeToRemember } from '../../../kubectl/not-applied.js';
import { rule } from '../../rule.js';

/** The annotations of hooks of Helm and Argo CD, which create what has them and apply nothing. */
const HOOKS = ['helm.sh/hook', 'argocd.argoproj.io/hook'];

const isHook = ({ metadata }: KubeObject): boolean =>
  HOOKS.some((name) => metadata?.annotations?.[name] !== undefined);

/** Documents with less text than this, in characters, cannot be too large for an annotation: JSON takes little more room than YAML. */
const SMALL = 150_000;

/** What the API server takes and `kubectl apply` cannot apply: it has no name, or is too large to be remembered. */
export default rule({
  name: 'kubectl/apply',
  severity: 'warning',
  summary: 'kubectl apply does not apply the object, which the API server would take.',
  visit: 'Object',
  check({ value, kind, at }, { report }) {
    const manifest = asObject(value);
    const nameless = generateNameError(manifest);
    // What makes hooks creates them anew each time.
    if (nameless !== undefined && isHook(manifest)) return;
    if (nameless !== undefined) {
      report({
        at: at.child('metadata', 'generateName'),
        of: 'key',
        message: 'kubectl apply does not take an object without a name: it could not find it again',
        hint: 'kubectl create -f makes a new one each time; or give it a metadata.name',
        server: { field: '', message: nameless },
      });
      return;
    }
    if (at.object.fileText.length < SMALL) return;
    const { start, end } = at.location();
    if (end.offset - start.offset < SMALL) return;
    const bytes = tooLargeToRemember(manifest);
    if (bytes === undefined) return;
    report({
      at: at.child('metadata', 'name'),
      message: `kubectl apply cannot remember this ${kind} in an annotation: it would have ${bytes} bytes`,
      hint: 'kubectl apply --server-side needs no annotation, nor does kubectl create',
      server: { field: 'metadata.annotations', message: 'Too long: may not be more than 262144 bytes' },
    });
  },
});
