import { annotate } from '../annotate.js';
import { ALL_NAMESPACES, Refused, SELECTING } from '../command/targets.js';
import type { Verb } from '../command/verb.js';
import { label } from '../label.js';
import { forEachTarget, isPair, pairsOf, refusable } from './each.js';

const USAGE =
  '(-f PATH | KIND NAME... | KIND/NAME... | KIND (-l SELECTOR | --all)) KEY=VALUE... KEY-... [--overwrite]';
const FLAGS = [...SELECTING, ALL_NAMESPACES, { name: 'overwrite' }];

/** The words of `kubectl label` (k8s.io/kubectl/pkg/cmd/label/label.go). */
export const labelVerb: Verb = editing('label', label);

/** The words of `kubectl annotate` (k8s.io/kubectl/pkg/cmd/annotate/annotate.go). */
export const annotateVerb: Verb = editing('annotate', annotate);

/** A verb that sets keys of the metadata. */
function editing(name: 'label' | 'annotate', edit: typeof label): Verb {
  const what = name === 'label' ? 'label' : 'annotation';
  return {
    name,
    usage: USAGE,
    flags: FLAGS,
    run: (asked, setting) =>
      refusable(() => {
        const pairs = pairsOf(asked.args.map(({ text }) => text).filter(isPair));
        if (Object.keys(pairs).length === 0) throw new Refused(`at least one ${what} update is required`);
        const overwrite = asked.flags.is('overwrite');
        return forEachTarget(asked, setting, { isChange: isPair }, (target) =>
          edit(setting.client, target, pairs, { overwrite }),
        );
      }),
  };
}
