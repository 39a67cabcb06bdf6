import { configKeyErrors, labelKeyErrors } from '../../../api/names.js';
import { compareSemver, semverOf } from '../../cel/eval/library/semver.js';
import { At, at, type FieldErrors } from '../../field-errors.js';
import { obj, str } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { IMMUTABLE } from '../../shared/messages.js';
import type { Struct } from '../../typed.js';

const SPEC = at('spec');
/** The server says the field's name twice. */
const STRATEGY = At.named('spec.strategy.strategy', ['spec', 'strategy']);
const OLDEST = 'OldestEmulationVersion';
const NO_VERSION = 'must be a valid semantic version';

type LeaseCandidate = Struct<'coordination.v1beta1.LeaseCandidate'>;

/** coordination.k8s.io/v1beta1 LeaseCandidate (pkg/apis/coordination/validation). */
export const leaseCandidate: KindRules<LeaseCandidate> = {
  kind: 'LeaseCandidate',
  group: 'coordination.k8s.io',
  namespaced: true,
  name: configKeyErrors,
  validate: validateCandidate,
  validateUpdate(object, old, errors) {
    const [now, before] = [str(obj(object, 'spec'), 'leaseName'), str(obj(old, 'spec'), 'leaseName')];
    if (now !== before) errors.invalid(SPEC.child('leaseName'), now, IMMUTABLE);
  },
};

function validateCandidate(object: LeaseCandidate, errors: FieldErrors): void {
  const spec = obj(object, 'spec');
  if (str(spec, 'leaseName') === '') errors.required(SPEC.child('leaseName'));
  const [emulated, binary] = [str(spec, 'emulationVersion'), str(spec, 'binaryVersion')];
  const [emulation, version] = [semverOf(emulated), semverOf(binary)];
  if (emulated !== '' && !emulation) errors.invalid(SPEC.child('emulationVersion'), emulated, NO_VERSION);
  const binaryAt = SPEC.child('binaryVersion');
  if (binary === '') errors.required(binaryAt);
  else if (!version) errors.invalid(binaryAt, binary, NO_VERSION);
  // What is no version counts as 0.0.0.
  const zero = semverOf('0.0.0');
  const [left, right] = [version ?? zero, emulation ?? zero];
  if (binary !== '' && emulated !== '' && left && right && compareSemver(left, right) < 0) {
    errors.invalid(binaryAt, binary, 'must be greater than or equal to `emulationVersion`');
  }
  validateStrategy(str(spec, 'strategy'), right === zero || emulated === '0.0.0', errors);
}

function validateStrategy(strategy: string, lacksEmulation: boolean, errors: FieldErrors): void {
  if (strategy === '') {
    errors.required(SPEC.child('strategy'));
    return;
  }
  if (strategy === OLDEST && lacksEmulation) {
    const why = "must be specified when `strategy` is 'OldestEmulationVersion'";
    errors.required(SPEC.child('emulationVersion'), why);
  }
  if (strategy.includes('/')) errors.invalids(STRATEGY, strategy, labelKeyErrors(strategy));
  else if (strategy !== OLDEST) errors.unsupported(STRATEGY, strategy, [OLDEST]);
}
