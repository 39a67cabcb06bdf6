import { SELECTING } from '../command/targets.js';
import type { Verb } from '../command/verb.js';
import { cordon, uncordon } from '../cordon.js';
import { forEachTarget } from './each.js';

const FLAGS = SELECTING.filter(({ name }) => name === 'selector');

/** The words of `kubectl cordon` (k8s.io/kubectl/pkg/cmd/drain/drain.go). */
export const cordonVerb: Verb = {
  name: 'cordon',
  usage: 'NODE... | -l SELECTOR',
  flags: FLAGS,
  run: (asked, setting) =>
    forEachTarget(asked, setting, { kind: 'node' }, ({ key }) => cordon(setting.client, key)),
};

/** The words of `kubectl uncordon`. */
export const uncordonVerb: Verb = {
  name: 'uncordon',
  usage: 'NODE... | -l SELECTOR',
  flags: FLAGS,
  run: (asked, setting) =>
    forEachTarget(asked, setting, { kind: 'node' }, ({ key }) => uncordon(setting.client, key)),
};
