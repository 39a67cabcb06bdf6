import type { Rule } from '../rule.js';
import deprecated from './api/deprecated.js';
import notYetServed from './api/not-yet-served.js';
import offByDefault from './api/off-by-default.js';
import removed from './api/removed.js';
import longName from './apps/long-name.js';
import selector from './apps/selector.js';
import invalidName from './images/invalid-name.js';
import kubectlApply from './kubectl/apply.js';
import namespaceOfNone from './objects/namespace-of-none.js';
import duplicateObject from './references/duplicate-object.js';
import governingService from './references/governing-service.js';
import missesOwnPods from './references/misses-own-pods.js';
import missingKey from './references/missing-key.js';
import missingObject from './references/missing-object.js';
import missingPort from './references/missing-port.js';
import namespaceSelector from './references/namespace-selector.js';
import nodeLabel from './references/node-label.js';
import overlappingSelectors from './references/overlapping-selectors.js';
import probePort from './references/probe-port.js';
import selectsNothing from './references/selects-nothing.js';
import targetPort from './references/target-port.js';
import volumeMount from './references/volume-mount.js';
import cpuAmount from './resources/cpu-amount.js';
import memoryAmount from './resources/memory-amount.js';
import badEnum from './schema/bad-enum.js';
import badFormat from './schema/bad-format.js';
import customResource from './schema/custom-resource.js';
import lostIndentation from './schema/lost-indentation.js';
import missingKind from './schema/missing-kind.js';
import missingName from './schema/missing-name.js';
import missingRequired from './schema/missing-required.js';
import noSchema from './schema/no-schema.js';
import tooDeep from './schema/too-deep.js';
import unknownField from './schema/unknown-field.js';
import unknownKind from './schema/unknown-kind.js';
import wrongType from './schema/wrong-type.js';
import rootRefused from './security/root-refused.js';
import oddCharacter from './yaml/odd-character.js';

/** The rules of the default set, by group, but for those of few kinds. Adding one: its file, its line here, its page in docs/rules. */
export const RULES: readonly Rule[] = [
  missingKind,
  missingName,
  unknownKind,
  noSchema,
  unknownField,
  lostIndentation,
  wrongType,
  missingRequired,
  badEnum,
  badFormat,
  customResource,
  tooDeep,
  removed,
  notYetServed,
  offByDefault,
  deprecated,
  selector,
  longName,
  missingObject,
  missingKey,
  missingPort,
  targetPort,
  probePort,
  selectsNothing,
  missesOwnPods,
  governingService,
  overlappingSelectors,
  volumeMount,
  namespaceSelector,
  nodeLabel,
  invalidName,
  duplicateObject,
  kubectlApply,
  namespaceOfNone,
  rootRefused,
  cpuAmount,
  memoryAmount,
  oddCharacter,
];
