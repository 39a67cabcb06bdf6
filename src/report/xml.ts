/** XML 1.0, as much of it as reports are made of. */
import { inertText, wellFormed } from './inert.js';

type Attributes = Readonly<Record<string, string | number | undefined>>;

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};
/** No document may have these, not even escaped. */
const NO_CHARACTER = /[\ufffe\uffff]/g;

/** An element: with `content`, which is XML already, or empty. */
export function element(name: string, attributes: Attributes, content?: string): string {
  const list = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value), /[&<>"\n\t]/g)}"`);
  const head = `<${name}${list.join('')}`;
  return content === undefined ? `${head}/>` : `${head}>${content}</${name}>`;
}

/** A text between tags. */
export function xmlText(text: string): string {
  return escaped(text, /[&<>]/g);
}

function escaped(text: string, which: RegExp): string {
  return inertText(wellFormed(text).replace(NO_CHARACTER, '\ufffd')).replace(
    which,
    (char) => ENTITIES[char] ?? char,
  );
}
