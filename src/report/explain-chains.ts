/** A chain for people: the answer, then each link with its place, those below it further in. */
import { placeText } from '../api/finding.js';
import { append } from '../api/lists.js';
import type { Chain, ChainLink } from '../explain/chains/chain.js';
import type { Style } from './style.js';
import { displayWidth, wrap } from './width.js';

const INDENT = '  ';
const SIGN: Readonly<Record<ChainLink['is'], string>> = { well: '✓', wrong: '✗', note: '·' };
/** A link is laid out for no fewer columns, however deep it is. */
const NARROWEST = 40;

interface Layout {
  style: Style;
  width: number;
}

/** The lines of a chain; what is in it has been made inert. */
export function chainLines({ answer, location, links }: Chain, layout: Layout): string[] {
  const { style, width } = layout;
  return [
    ...wrap(`${answer}.`, width).map((line) => style.bold(line)),
    ...(location ? [style.dim(placeText(location))] : []),
    ...(links.length > 0 ? [''] : []),
    ...links.flatMap((one) => linkLines(one, layout, INDENT)),
  ];
}

/** What is said of a link, with Kubernetes' words behind it. */
export function linkText({ text, says }: ChainLink): string {
  return says ? `${text}: ${says}` : text;
}

function linkLines(link: ChainLink, layout: Layout, indent: string): string[] {
  const { style, width } = layout;
  const { is, location, links = [] } = link;
  const inner = `${indent}${INDENT}`;
  const lines = linkText(link)
    .split('\n')
    .flatMap((part) => wrap(part, Math.max(NARROWEST, width - inner.length)));
  const place = location ? placeText(location) : '';
  const out = lines.map((line, i) => (i === 0 ? `${indent}${signed(is, style)} ${line}` : `${inner}${line}`));
  const last = out.at(-1) ?? '';
  if (place !== '' && displayWidth(last) + INDENT.length + place.length <= width) {
    out[out.length - 1] = `${last}${INDENT}${style.dim(place)}`;
  } else if (place !== '') out.push(`${inner}${style.dim(place)}`);
  append(
    out,
    links.flatMap((one) => linkLines(one, layout, inner)),
  );
  return out;
}

function signed(is: ChainLink['is'], style: Style): string {
  const sign = SIGN[is];
  if (is === 'wrong') return style.red(sign);
  return is === 'well' ? style.green(sign) : style.dim(sign);
}
