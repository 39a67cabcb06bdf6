/** What admission says of a deletion: nobody changes anything, plugins may say no. */
import { NO_GATES } from '../api/gates.js';
import { goStructOfKind } from '../api/go-types.js';
import type { JsonObject } from '../api/json.js';
import { append } from '../api/lists.js';
import { groupOf } from '../api/object-key.js';
import { NEWEST_VERSION } from '../api/version.js';
import type { CustomKind } from '../schema/crds.js';
import { text } from './answer.js';
import { rulesOf } from './custom/admit.js';
import { decode } from './decode.js';
import type { Refusal } from './kind.js';
import { kindRules } from './kinds.js';
import type { AdmitOptions } from './options.js';
import type { AdmissionRequest } from './plugin.js';
import { plainRules, resourceRules } from './resource-rules.js';

/** Asks the plugins about the deletion of an object as it is stored; `custom`: the kind, where a definition adds it. */
export function admitDeletion(
  stored: JsonObject,
  options: Pick<AdmitOptions, 'kinds' | 'version' | 'now' | 'user' | 'plugins'>,
  custom?: CustomKind,
): { refusal?: Refusal; warnings: readonly string[] } {
  const warnings: string[] = [];
  let made: AdmissionRequest | undefined;
  const request = (): AdmissionRequest => {
    made ??= requestOf(stored, options, custom);
    return made;
  };
  const of = { group: groupOf(text(stored, 'apiVersion')), kind: text(stored, 'kind') };
  for (const plugin of options.plugins ?? []) {
    const said = plugin.remove?.(request, of);
    append(warnings, said?.warnings ?? []);
    if (said?.refusal) return { refusal: said.refusal, warnings };
  }
  return { warnings };
}

function requestOf(
  stored: JsonObject,
  options: Pick<AdmitOptions, 'kinds' | 'version' | 'gates' | 'now' | 'user'>,
  custom: CustomKind | undefined,
): AdmissionRequest {
  const [apiVersion, kind] = [text(stored, 'apiVersion'), text(stored, 'kind')];
  const version = options.version ?? NEWEST_VERSION;
  const group = groupOf(apiVersion);
  const struct = custom ? undefined : goStructOfKind(apiVersion, kind);
  const object = struct ? decode(stored, struct, version).object : stored;
  return {
    version,
    gates: options.gates ?? NO_GATES,
    operation: 'delete',
    apiVersion,
    kind,
    now: options.now ?? 0,
    hints: {},
    ...(options.user && { user: options.user }),
    object,
    old: object,
    rules: custom
      ? rulesOf(custom)
      : resourceRules(kindRules(options.kinds, group, kind) ?? plainRules(group, kind)),
  };
}
