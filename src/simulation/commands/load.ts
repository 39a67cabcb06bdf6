/** `load deployment/web cpu=90%`: how busy pods are from then on, in the words of `--load`. */
import { clientSaid, told } from '../../kubectl/command/said.js';
import { commandNamespace } from '../../kubectl/command/targets.js';
import { type LoadSpec, LoadSpecError, parseLoad } from '../load-spec.js';
import type { PlanVerb } from './plan-verb.js';

export const loadVerb: PlanVerb = {
  name: 'load',
  usage: 'KIND/NAME METRIC=AMOUNT...',
  flags: [],
  run: (asked, setting) => {
    const text = asked.args.map((word) => word.text).join(' ');
    const load = loadIn(text);
    if (typeof load === 'string') return clientSaid(load);
    const { refusal } = setting.act({ do: 'load', load, namespace: commandNamespace(asked, setting) });
    return refusal ? clientSaid(refusal.message) : told([`${text} from now on`]);
  },
};

/** The load that is meant, or what is wrong with how it is written. */
function loadIn(text: string): LoadSpec | string {
  try {
    return parseLoad(text, noFiles);
  } catch (error) {
    if (error instanceof LoadSpecError) return error.message;
    throw error;
  }
}

function noFiles(file: string): string {
  throw new LoadSpecError(`a curve is for --load only: ${file}`);
}
