import { $, bold, cyan, dim, green, red, underline, yellow } from 'kleur/colors';

/** Colour as a second signal: every text reads the same without it. */
export interface Style {
  readonly enabled: boolean;
  /** Wrong. */
  red(text: string): string;
  /** Doubtful. */
  yellow(text: string): string;
  /** Done, free, added. */
  green(text: string): string;
  /** A name, an object. */
  cyan(text: string): string;
  /** Context. */
  dim(text: string): string;
  /** The answer. */
  bold(text: string): string;
  /** What of a line is other than in the line before. */
  marked(text: string): string;
}

const same = (text: string): string => text;

/** No colour at all: for files, for pipes, for tests. */
export const PLAIN: Style = {
  enabled: false,
  red: same,
  yellow: same,
  green: same,
  cyan: same,
  dim: same,
  bold: same,
  marked: same,
};

// Which stream gets colours is decided here, below, not by kleur's look at the process.
$.enabled = true;

/** No attribute is opened for nothing. */
const paint =
  (colour: (text: string) => string) =>
  (text: string): string =>
    text === '' ? '' : colour(text);

const COLOURED: Style = {
  enabled: true,
  red: paint(red),
  yellow: paint(yellow),
  green: paint(green),
  cyan: paint(cyan),
  dim: paint(dim),
  bold: paint(bold),
  marked: paint(underline),
};

/** The style for a stream that does or does not want colour. */
export function createStyle(colour: boolean): Style {
  return colour ? COLOURED : PLAIN;
}

/**
 * Whether to colour what goes to `stream`: only to a terminal; `NO_COLOR` (https://no-color.org: present and not
 * empty) forbids it, `FORCE_COLOR` (any value but `0`, `false` or empty) asks for it anywhere, and wins.
 */
export function wantsColour(
  stream: { isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  const forced = env['FORCE_COLOR'];
  if (forced === '0' || forced === 'false') return false;
  if (forced) return true;
  if (env['NO_COLOR']) return false;
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}
