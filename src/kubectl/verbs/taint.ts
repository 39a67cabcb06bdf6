import { labelKeyErrors, labelValueErrors } from '../../api/names.js';
import type { TaintEffect } from '../../api/objects.js';
import { inNewestWords } from '../../api/wording.js';
import { Refused, SELECTING } from '../command/targets.js';
import type { Asked, Verb } from '../command/verb.js';
import { changeTaints, type NamedTaint } from '../taint.js';
import { forEachTarget, refusable } from './each.js';

const EFFECTS: readonly string[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] satisfies TaintEffect[];

/** The words of `kubectl taint` (k8s.io/kubectl/pkg/cmd/taint/taint.go, utils.go). */
export const taintVerb: Verb = {
  name: 'taint',
  usage: 'nodes (NAME... | -l SELECTOR | --all) KEY=VALUE:EFFECT... KEY:EFFECT-... KEY-... [--overwrite]',
  flags: [...SELECTING.filter(({ name }) => name !== 'filename'), { name: 'overwrite' }],
  run: (asked, setting) =>
    refusable(() => {
      const changes = changesOf(asked);
      const overwrite = asked.flags.is('overwrite');
      return forEachTarget(asked, setting, { isChange: isTaint }, (name) => {
        if (name.kind !== 'Node') {
          const [kind = ''] = asked.args.map(({ text }) => text.toLowerCase());
          throw new Refused(`invalid resource type ${kind}, only node types are supported`);
        }
        return changeTaints(setting.client, name.key, changes, overwrite);
      });
    }),
};

function isTaint(word: string): boolean {
  return /[=:]/.test(word) || word.endsWith('-');
}

function changesOf({ args }: Asked): { add: NamedTaint[]; remove: NamedTaint[] } {
  const words = args.map(({ text }) => text).filter(isTaint);
  if (words.length === 0) throw new Refused('at least one taint update is required');
  const add: NamedTaint[] = [];
  const remove: NamedTaint[] = [];
  for (const word of words) {
    if (word.endsWith('-')) {
      const { key, effect } = taintOf(word.slice(0, -1));
      remove.push({ key, ...(effect && { effect }) });
      continue;
    }
    const wanted = taintOf(word);
    if (!wanted.effect) throw misspelt(`invalid taint spec: ${word}`);
    add.push(wanted);
  }
  const both = add.find((one) =>
    remove.some(({ key, effect }) => key === one.key && (!effect || effect === one.effect)),
  );
  if (both) {
    const { effect = '' } = remove.find(({ key }) => key === both.key) ?? {};
    throw new Refused(
      `can not both modify and remove the following taint(s) in the same command: ${both.key}=${effect}`,
    );
  }
  return { add, remove };
}

/** `KEY=VALUE:EFFECT`, `KEY:EFFECT` or `KEY`. */
function taintOf(word: string): NamedTaint {
  const [text = '', effect, ...more] = word.split(':');
  if (effect !== undefined && !EFFECTS.includes(effect))
    throw misspelt(`invalid taint effect: ${effect}, unsupported taint effect`);
  const [key = '', value, ...values] = effect === undefined ? [text] : text.split('=');
  const errors = [...labelKeyErrors(key), ...(value === undefined ? [] : labelValueErrors(value))];
  const [first] = errors;
  if (more.length > 0 || values.length > 0) throw misspelt(`invalid taint spec: ${word}`);
  if (first !== undefined)
    throw misspelt(`invalid taint spec: ${word}, ${errors.map(inNewestWords).join('; ')}`);
  return {
    key,
    ...(value !== undefined && { value }),
    ...(effect !== undefined && { effect: effect as TaintEffect }),
  };
}

function misspelt(why: string): Refused {
  return new Refused(`${why}\nSee 'kubectl taint -h' for help and examples`);
}
