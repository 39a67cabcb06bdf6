import type { JsonValue } from '../../api/json.js';
import type { Patch } from '../../apiserver/request.js';
import { parseManifests } from '../../manifest/parse.js';
import { Refused, SELECTING } from '../command/targets.js';
import type { Verb } from '../command/verb.js';
import { patch, patchOf } from '../patch.js';
import { forEachTarget, refusable } from './each.js';

const TYPES = ['strategic', 'merge', 'json'] as const;

/** The words of `kubectl patch` (k8s.io/kubectl/pkg/cmd/patch/patch.go). */
export const patchVerb: Verb = {
  name: 'patch',
  usage: '(-f PATH | KIND NAME | KIND/NAME) [-p PATCH] [--type=json|merge|strategic]',
  flags: [
    ...SELECTING.filter(({ name }) => name === 'filename'),
    { name: 'patch', short: 'p', is: 'text' },
    { name: 'type', is: 'text', of: TYPES },
  ],
  run: (asked, setting) =>
    refusable(() => {
      const text = asked.flags.text('patch');
      if (!text)
        throw new Refused('must specify --patch or --patch-file containing the contents of the patch');
      const type = (asked.flags.text('type') ?? 'strategic') as Patch['type'];
      const value = patchValue(text);
      const given = value === undefined ? undefined : patchOf(value, type);
      if (!given) throw new Refused('unable to parse the patch');
      return forEachTarget(asked, setting, {}, (name) => patch(setting.client, name, given));
    }),
};

/** A patch as it is written, in JSON or YAML. */
function patchValue(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    const { documents, findings } = parseManifests({ file: '--patch', text });
    return findings.some(({ severity }) => severity === 'error') ? undefined : documents[0]?.value;
  }
}
