import { lifecycle } from '../../../schema/lifecycle.js';
import { rule } from '../../rule.js';
import { replaceValue } from '../../suggest-fix.js';

/** An API that still works and will not for long. */
export default rule({
  name: 'api/deprecated',
  severity: 'warning',
  summary: 'An apiVersion that is deprecated: a later Kubernetes will not serve it.',
  visit: 'Object',
  check({ apiVersion, kind, at }, { version, report, validate }) {
    const api = lifecycle(version, apiVersion, kind);
    if (api?.state !== 'deprecated') return;
    const [replacement] = api.replacement?.split(' ') ?? [];
    const gone = api.removed === undefined ? '' : ` and not served from ${api.removed} on`;
    const unavailable = api.removed === undefined ? '' : `, unavailable in v${api.removed}+`;
    const use = api.replacement === undefined ? '' : `; use ${api.replacement}`;
    report({
      at: at.child('apiVersion'),
      message: `${apiVersion} ${kind} is deprecated since Kubernetes ${api.deprecated}${gone}`,
      hint: api.replacement === undefined ? undefined : `use ${api.replacement}`,
      server: {
        field: '',
        message: `${apiVersion} ${kind} is deprecated in v${api.deprecated}+${unavailable}${use}`,
      },
      fix:
        replacement === undefined ? undefined : replaceValue(at.child('apiVersion'), replacement, validate),
    });
  },
});
