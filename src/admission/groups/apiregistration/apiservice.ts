import {
  dns1035LabelErrors,
  dns1123SubdomainErrors,
  pathSegmentErrors,
  portNumberErrors,
} from '../../../api/names.js';
import { formatTime } from '../../../api/time.js';
import { at, type FieldErrors } from '../../field-errors.js';
import { bool, ensure, int, make, obj, ptr, set, setDefault, str } from '../../fields.js';
import type { KindRules, NameRule } from '../../kind.js';
import { PATH_SEGMENT } from '../../shared/names.js';
import { validateObjectMeta } from '../../shared/object-meta.js';
import { statusFromServer } from '../../shared/status.js';
import type { Struct } from '../../typed.js';

const SPEC = at('spec');

/** apiregistration.k8s.io/v1 APIService (kube-aggregator/pkg/apis/apiregistration/validation). */
export const apiService: KindRules<Struct<'apiregistration.v1.APIService'>> = {
  kind: 'APIService',
  group: 'apiregistration.k8s.io',
  name: PATH_SEGMENT,
  // The name is that of the version, which the kind's own rules know.
  ownMetadata: true,
  defaults(object) {
    const service = ptr(ensure(object, 'spec'), 'service');
    if (service) setDefault(service, 'port', 443);
  },
  prepare(object, old) {
    statusFromServer(object, old);
    if (old || ptr(obj(object, 'spec'), 'service')) return;
    const available = make({
      type: 'Available',
      status: 'True',
      lastTransitionTime: formatTime(0),
      reason: 'Local',
      message: 'Local APIServices are always available',
    });
    set(object, 'status', make({ conditions: [available] }));
  },
  validate: validateApiService,
  validateUpdate: validateApiServiceUpdate,
};

/** Its metadata too, as the name is that of the version. */
function validateApiService(object: Struct<'apiregistration.v1.APIService'>, errors: FieldErrors): void {
  validateObjectMeta(
    obj(object, 'metadata'),
    { namespaced: false, name: serviceName(obj(object, 'spec')) },
    errors,
  );
  validateApiServiceSpec(obj(object, 'spec'), errors);
}

function serviceName(spec: Struct<'apiregistration.v1.APIServiceSpec'>): NameRule {
  const wanted = `${str(spec, 'version')}.${str(spec, 'group')}`;
  return (name) => {
    const bad = pathSegmentErrors(name);
    if (bad.length > 0) return bad;
    return name === wanted ? [] : [`must be \`spec.version+"."+spec.group\`: "${wanted}"`];
  };
}

function validateApiServiceUpdate(
  object: Struct<'apiregistration.v1.APIService'>,
  _old: Struct<'apiregistration.v1.APIService'>,
  errors: FieldErrors,
): void {
  const name = str(obj(object, 'metadata'), 'name');
  errors.invalids(at('metadata', 'name'), name, serviceName(obj(object, 'spec'))(name));
  validateApiServiceSpec(obj(object, 'spec'), errors);
}

function validateApiServiceSpec(
  spec: Struct<'apiregistration.v1.APIServiceSpec'>,
  errors: FieldErrors,
): void {
  const [group, version] = [str(spec, 'group'), str(spec, 'version')];
  if (group !== '') errors.invalids(SPEC.child('group'), group, dns1123SubdomainErrors(group));
  else if (version !== 'v1') {
    errors.required(SPEC.child('group'), 'only v1 may have an empty group and it better be legacy kube');
  }
  errors.invalids(SPEC.child('version'), version, dns1035LabelErrors(version));
  const range = (key: 'groupPriorityMinimum' | 'versionPriority', most: number): void => {
    const value = int(spec, key);
    if (value <= 0 || value > most) {
      errors.invalid(SPEC.child(key), value, `must be positive and less than ${most}`);
    }
  };
  range('groupPriorityMinimum', 20000);
  range('versionPriority', 1000);
  const service = ptr(spec, 'service');
  const bundle = Buffer.from(str(spec, 'caBundle'), 'base64').length;
  const insecure = bool(spec, 'insecureSkipTLSVerify');
  const insecureAt = SPEC.child('insecureSkipTLSVerify');
  if (!service) {
    if (bundle > 0) {
      errors.invalid(SPEC.child('caBundle'), `${bundle} bytes`, 'local APIServices may not have a caBundle');
    }
    if (insecure) {
      errors.invalid(insecureAt, true, 'local APIServices may not have insecureSkipTLSVerify');
    }
    return;
  }
  for (const key of ['namespace', 'name'] as const) {
    if (str(service, key) === '') errors.required(SPEC.child('service', key));
  }
  const port = int(service, 'port');
  for (const bad of portNumberErrors(port)) {
    errors.invalid(SPEC.child('service', 'port'), port, `port is not valid: ${bad}`);
  }
  if (insecure && bundle > 0) errors.invalid(insecureAt, true, 'may not be true if caBundle is present');
}
