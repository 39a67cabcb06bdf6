/** Pools that could add nodes, each held against a pod: which take it, and what keeps it off the others. */
import { placeText } from '../api/finding.js';
import { append, largest } from '../api/lists.js';
import { listed, numbered } from '../api/text.js';
import { amountText } from '../explain/amounts.js';
import type { PoolAnswer, PoolNeed } from '../explain/explanation.js';
import { keptOffText } from '../explain/pool-answer.js';
import type { Style } from './style.js';
import { padEnd, wrap } from './width.js';

const INDENT = '  ';
/** Narrowest column of what is said. */
const NARROW = 30;

/** A row for each pool, with the places of what does not go together. */
export function poolLines(
  pools: readonly PoolAnswer[],
  { style, width }: { style: Style; width: number },
): string[] {
  const left = largest(pools.map(({ pool }) => pool.length));
  const room = Math.max(NARROW, width - left - INDENT.length - 2);
  const best = pools.find(({ need }) => need?.complete);
  const several = pools.filter(({ need }) => need?.complete).length > 1;
  const lines = ['Pools that could add nodes:'];
  for (const one of pools) {
    const isBest = several && one === best;
    const said = wrap(one.takes ? takesText(one, isBest) : keptOffText(one.verdict, one.reasons), room);
    const places = one.places.map(({ location }) => style.dim(placeText(location)));
    append(
      lines,
      [
        ...said.map((line) => (one.takes ? style.green(line) : line)),
        ...(places.length > 0 ? [places.join('  ')] : []),
      ].map((line, i) => `${INDENT}${padEnd(i === 0 ? one.pool : '', left)}  ${line}`),
    );
  }
  return lines;
}

/** `takes it: 2 nodes, 7 of 7 ready, the least unused (1.5 cpu and 4Gi memory)`. */
function takesText({ supposed, need }: PoolAnswer, isBest: boolean): string {
  const whether =
    supposed.length > 0
      ? `takes it if its nodes have ${listed(supposed)}, which nothing here says`
      : 'takes it';
  if (!need) return whether;
  const { nodes, ready, desired, complete, unused, bound } = need;
  const short = complete ? '' : bound ? ` (${bound})` : '';
  const rest = `${isBest ? 'the least unused' : 'unused'}: ${unusedText(unused)}`;
  return `${whether}: ${numbered(nodes, 'node')}, ${ready} of ${desired} ready${short}; ${rest}`;
}

/** `1.5 cpu and 4Gi memory`. */
export function unusedText(unused: PoolNeed['unused']): string {
  const amounts = Object.entries(unused).map(
    ([resource, free]) => `${free === 0 ? '0' : amountText(resource, free)} ${resource}`,
  );
  return amounts.length > 0 ? listed(amounts) : 'not known';
}
