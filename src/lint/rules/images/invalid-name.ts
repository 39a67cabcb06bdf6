import { isImageReference } from '../../../api/image.js';
import { textOf } from '../../../api/json.js';
import { rule } from '../../rule.js';
import { didYouMean, replaceValue } from '../../suggest-fix.js';

/** What is to be filled in: `${IMAGE}`, `<image>`, `%IMAGE%`, `IMAGE_PLACEHOLDER`. */
const PLACEHOLDER = /[${}<>%]|^[A-Z0-9_-]+(?::.*)?$/;

/** The API server takes any text; the kubelet never pulls what is no name (InvalidImageName). */
export default rule({
  name: 'images/invalid-name',
  severity: 'error',
  summary: 'An image whose name cannot be one: the kubelet never pulls it (InvalidImageName).',
  visit: 'Container',
  check({ at, name, pod }, { report }) {
    const image = at.child('image');
    const text = textOf(image.value);
    // Of nothing, and of blanks around it, the server speaks, of odd characters another rule; a patch may name what is replaced.
    if (!/^[ -~]+$/.test(text) || text !== text.trim() || pod.at.object.patch) return;
    if (PLACEHOLDER.test(text) || isImageReference(text)) return;
    const lower = inLowerCase(text);
    const isCase = isImageReference(lower);
    report({
      at: image,
      message: isCase
        ? `container ${name} never starts: names of images are in lower case, ${text} is not`
        : `container ${name} never starts: ${text} is no name of an image`,
      hint: isCase ? didYouMean(lower) : 'InvalidImageName',
      fix: isCase ? replaceValue(image, lower) : undefined,
    });
  },
});

/** All but the tag, which may be in any case. */
function inLowerCase(text: string): string {
  const [, name = '', rest = ''] = /^([^@]*?)((?::[^/:@]*)?(?:@.*)?)$/.exec(text) ?? [];
  return name.toLowerCase() + rest;
}
