import { fullImageName } from '../../../api/image.js';
import { isObject } from '../../../api/json.js';
import { listed } from '../../../api/text.js';
import { matchesWildcard } from '../../../api/wildcard.js';
import { rule } from '../../rule.js';
import { textsTold } from '../../told.js';

const NAME = 'images/registry';
/** So many registries are named before the others are counted. */
const MOST_NAMED = 4;

/** What is pulled from anywhere was looked at by nobody. Speaks only where the registries are told. */
export default rule({
  name: NAME,
  severity: 'error',
  set: 'strict',
  summary: 'An image from a registry that is none of those allowed.',
  parameters: {
    allowed: { type: 'texts', summary: 'registries or repositories: ghcr.io/acme, *.example.com' },
  },
  visit: 'Container',
  check({ at, name }, { options, report }) {
    const allowed = textsTold({ rule: NAME, parameter: 'allowed', file: at.object.document.file }, options);
    const image = isObject(at.value ?? null) ? at.child('image') : undefined;
    if (allowed.length === 0 || typeof image?.value !== 'string') return;
    const from = fullImageName(image.value);
    if (from === undefined || allowed.some((one) => isBelow(from, one))) return;
    const more = allowed.length - MOST_NAMED;
    const named = allowed.slice(0, MOST_NAMED);
    report({
      at: image,
      message: `container ${name} runs ${from}, which is from none of the registries that are allowed`,
      hint: `allowed: ${listed(more > 0 ? [...named, `${more} more`] : named)}`,
    });
  },
});

function isBelow(image: string, registry: string): boolean {
  const pattern = registry.replace(/\/+\*?$/, '');
  return matchesWildcard(image, pattern) || matchesWildcard(image, `${pattern}/*`);
}
