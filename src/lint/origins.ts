/** Where what was rendered stands in the files that it was rendered from. */
import { jsonEqual } from '../api/equality.js';
import type { Finding, Location } from '../api/finding.js';
import { isObject, type JsonValue, type Path, textOf, valueAt } from '../api/json.js';
import type { Document, ReadResult, Source } from '../manifest/document.js';
import { Lines } from '../manifest/lines.js';
import { renderedFor, renderedFrom } from '../manifest/made-files.js';

/** Texts, and what was read of them. */
export interface Texts extends Pick<ReadResult, 'documents'> {
  sources: readonly Source[];
}

/** Files that were read to find things in. */
export interface Origins extends Texts {
  /** The texts of a kustomization and its patches, by its folder: what is not in the manifests comes of them. */
  changes: ReadonlyMap<string, readonly Source[]>;
}

/**
 * The findings with those in rendered texts placed in the files that these come from, where what is wrong stands there word for
 * word: by its object and path in a manifest, by its line in a patch or a template. The rendered place is told beside it. Others
 * stay. A fix is left out: who mends the file has to look at what else is made from it.
 */
export function placedInOrigins(findings: readonly Finding[], rendered: Texts, origins: Origins): Finding[] {
  return findings.map((finding) => {
    const location = originPlace(finding, rendered, origins);
    if (!location) return finding;
    const { fix: _, ...rest } = finding;
    const related = [...(finding.related ?? []), { message: AS_RENDERED, location: finding.location }];
    return { ...rest, location, related };
  });
}

/**
 * Where in the origin something is said of a finding in a rendered text: its place there where there is one, else all of the object
 * that it is about, else of what is only a template all of the file. Undefined of what was not rendered.
 */
export function originOfFinding(
  finding: Finding,
  rendered: Texts,
  origins: Origins,
): { at: Location; isPlace: boolean } | undefined {
  const place = originPlace(finding, rendered, origins);
  if (place) return { at: place, isPlace: true };
  const { file: name } = finding.location;
  const file = renderedFrom(name);
  const [source] = file === undefined ? [] : of(origins.sources, file);
  if (!source) return undefined;
  const made = of(rendered.documents, name).find((one) => isIn(finding.location, one.locate([])));
  const origin = made && originOf(made.value, of(origins.documents, source.file));
  const all = new Lines(source.file, source.text).location(0, source.text.length);
  return { at: origin?.locate([]) ?? all, isPlace: false };
}

/** What is said of the place in the rendered text. */
export const AS_RENDERED = 'as rendered';

function originPlace(
  finding: Finding,
  rendered: Texts,
  { documents, sources, changes }: Origins,
): Location | undefined {
  const name = finding.location.file;
  const file = renderedFrom(name);
  if (file === undefined) return undefined;
  const inManifest = placeInManifest(finding, of(rendered.documents, name), of(documents, file));
  if (inManifest) return inManifest;
  const text = of(rendered.sources, name)[0]?.text ?? '';
  const texts = [...(changes.get(renderedFor(name) ?? '') ?? []), ...of(sources, file)];
  const lines = texts.flatMap((source) => placeOfLine(finding.location, text, source) ?? []);
  if (lines.length === 1) return lines[0];
  const { start, end } = finding.location;
  const words = texts.flatMap((source) => placeOfWord(text.slice(start.offset, end.offset), source) ?? []);
  return words.length === 1 ? words[0] : undefined;
}

function of<T extends { file: string }>(all: readonly T[], file: string): T[] {
  return all.filter((one) => one.file === file);
}

function placeInManifest(
  { location, path }: Finding,
  rendered: readonly Document[],
  origins: readonly Document[],
): Location | undefined {
  if (path === undefined) return undefined;
  const made = rendered.find((document) => isIn(location, document.locate([])));
  const origin = made && originOf(made.value, origins);
  if (!made || !origin || !saysTheSame(made.value, origin.value, path)) return undefined;
  const isKey = made.locate(path, 'key').start.offset === location.start.offset;
  return origin.locate(path, isKey ? 'key' : 'value');
}

function isIn(inner: Location, outer: Location): boolean {
  return inner.start.offset >= outer.start.offset && inner.start.offset < outer.end.offset;
}

/** The object that one was made of: of its kind, with its name or a part of it. */
function originOf(value: JsonValue, origins: readonly Document[]): Document | undefined {
  const name = textOf(valueAt(value, ['metadata', 'name']));
  const kind = textOf(valueAt(value, ['kind']));
  const named = origins.flatMap((document) => {
    const own = textOf(valueAt(document.value, ['metadata', 'name']));
    const isLike = textOf(valueAt(document.value, ['kind'])) === kind && own !== '' && name.includes(own);
    return isLike ? [{ document, own }] : [];
  });
  const exact = named.find(({ own }) => own === name);
  return (exact ?? (named.length === 1 ? named[0] : undefined))?.document;
}

/** Whether a path leads, by items of the same names, to the same text or number; what is larger may differ within. */
function saysTheSame(made: JsonValue, origin: JsonValue, path: Path): boolean {
  for (const [index, step] of path.entries()) {
    if (typeof step !== 'number') continue;
    const name = (value: JsonValue) => valueAt(value, [...path.slice(0, index + 1), 'name']);
    if (!jsonEqual(name(made) ?? null, name(origin) ?? null)) return false;
  }
  const [now, before] = [valueAt(made, path), valueAt(origin, path)];
  if (now === undefined || before === undefined) return now === before && isThere(origin, path.slice(0, -1));
  return isLarge(now) ? isLarge(before) : jsonEqual(now, before);
}

const isLarge = (value: JsonValue): boolean => isObject(value) || Array.isArray(value);
const isThere = (value: JsonValue, path: Path): boolean => valueAt(value, path) !== undefined;

/** The place on the only line of a text that says what the rendered line says. */
function placeOfLine(
  { start, end }: Location,
  rendered: string,
  { file, text }: Source,
): Location | undefined {
  const made = rendered.split('\n')[start.line - 1] ?? '';
  const wanted = made.trim();
  if (wanted === '' || wanted === '---' || end.line !== start.line) return undefined;
  const lines = text.split('\n');
  const [line, ...more] = lines.flatMap((one, index) => (one.trim() === wanted ? [index] : []));
  if (line === undefined || more.length > 0) return undefined;
  const shift = indentOf(lines[line]!) - indentOf(made);
  const begin = lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, shift - 1);
  return new Lines(file, text).location(begin + start.column, begin + end.column);
}

/** A word that says too little to be told from others. */
const SHORT = 3;

/** The only place in a text where a value stands, as a whole. */
function placeOfWord(word: string, { file, text }: Source): Location | undefined {
  if (word.length < SHORT || word.includes('\n') || /^(?:true|false|null)$/.test(word)) return undefined;
  const first = text.indexOf(word);
  if (first === -1 || text.includes(word, first + 1)) return undefined;
  if (/[\w.-]/.test(`${text[first - 1] ?? ''}${text[first + word.length] ?? ''}`)) return undefined;
  return new Lines(file, text).location(first, first + word.length);
}

const indentOf = (line: string): number => line.length - line.trimStart().length;
