/** Whether a rollout gets to its end, in words. */
import type { JsonValue } from '../../api/json.js';
import type { Consequence, Outlook } from './context.js';

/** A rollout before it is known whether it completes. */
interface Rollout {
  /** `rolls out: replicaset web-7d4b8c6f5`. */
  start: string;
  /** `6 pods in 2 waves`. */
  how: string;
  /** The same where the pods were seen to move: without what is arithmetic alone. */
  seen?: string;
  /** The fewest that are ready at any moment if pods get ready as they should. */
  fewest: number;
  /** Behind all else: `, 2 pods below partition 2 kept`. */
  more?: string;
  facts: Record<string, JsonValue>;
}

/** A reason without what the scheduler adds of preemption. */
function inShort(reason: string): string {
  return reason.replace(/[. ]*(?: no new claims to deallocate,)? preemption: .*$/s, '');
}

/** What there is to say of a workload that does not roll out, and that does not get to where it should. */
export function stallOf(outlook: Outlook | undefined): Consequence[] {
  if (outlook?.is !== 'stalls') return [];
  const { reason, ready, desired, wayOut } = outlook;
  const out = wayOut === undefined ? '' : `; ${wayOut}`;
  const text = `never completes, stays at ${ready} of ${desired} ready: ${inShort(reason)}${out}`;
  return [{ type: 'stalls', text, facts: { ready, desired, reason } }];
}

/** What there is to say of a rollout; of one that stalls nothing that sounds as if it did not. */
export function rolloutTold(rollout: Rollout, outlook: Outlook = { is: 'completes' }): Consequence {
  const { start, how, seen = how, more = '', facts } = rollout;
  const type = 'rollout';
  const { waves: _counted, fewestReady: _reckoned, ...rest } = facts;
  switch (outlook.is) {
    case 'completes': {
      const { fewest } = outlook;
      if (fewest === undefined) {
        return { type, text: `${start}, ${how}, never below ${rollout.fewest} ready${more}`, facts };
      }
      const text = `${start}, ${seen}, completes, never below ${fewest} ready${more}`;
      return { type, text, facts: { ...rest, completes: true, fewestReady: fewest } };
    }
    case 'stalls': {
      const { reason, ready, desired, fewest, wayOut } = outlook;
      const lowest = fewest < ready ? `, ${fewest} at the lowest` : '';
      const out = wayOut === undefined ? '' : `; ${wayOut}`;
      const text = `${start}, and never completes, stays at ${ready} of ${desired} ready${lowest}: ${inShort(reason)}${out}`;
      return { type, text, facts: { ...rest, completes: false, fewestReady: fewest, ready, reason } };
    }
    case 'nowhere': {
      const { reason } = outlook;
      const text = `${start}, and completes on no node: ${inShort(reason)}`;
      return { type, text, facts: { ...rest, completes: false, reason } };
    }
    case 'conditional': {
      const { condition, reason } = outlook;
      const text = `${start}, ${seen}; completes ${condition}, else never: ${inShort(reason)}${more}`;
      return { type, text, facts: { ...rest, completesOnly: condition, reason } };
    }
    case 'unknown': {
      const text = `${start}, ${seen}; whether it completes is not known here: ${inShort(outlook.why)}${more}`;
      return { type, text, facts: rest };
    }
  }
}
