import { secretTexts, withoutTexts } from '../api/hidden.js';
import type { KubeObject } from '../api/objects.js';
import { asJson } from '../api/unstructured.js';
import type { Status } from '../apiserver/request.js';

/** What is told of a refusal: the server's words, without what they would repeat of a Secret or a credential. */
export function shownRefusal(
  { message, brief = message }: Pick<Status, 'message' | 'brief'>,
  object: KubeObject,
): string {
  return shownText(brief, object);
}

/** Any words of the server about an object, likewise. */
export function shownText(message: string, object: KubeObject): string {
  return withoutTexts(message, secretTexts(asJson(object)));
}
