/** JSON Pointer (RFC 6901). */
import type { Path } from './json.js';

/** A step of a path as it stands between the slashes. */
export function pointerStep(step: string | number): string {
  return String(step).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** `/metadata/annotations/a.io~1b`; nothing for the whole document. */
export function pointerText(path: Path): string {
  return path.map((step) => `/${pointerStep(step)}`).join('');
}
