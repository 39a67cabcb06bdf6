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
};

/** One SGR attribute, put again after whatever ended it inside `text`. */
function sgr(open: number, close: number): (text: string) => string {
  const start = `\x1b[${open}m`;
  const stop = `\x1b[${close}m`;
  return (text) => (text === '' ? '' : start + text.replaceAll(stop, stop + start) + stop);
}

const COLOURED: Style = {
  enabled: true,
  red: sgr(31, 39),
  yellow: sgr(33, 39),
  green: sgr(32, 39),
  cyan: sgr(36, 39),
  dim: sgr(2, 22),
  bold: sgr(1, 22),
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
