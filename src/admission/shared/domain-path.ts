import { dns1123SubdomainErrors, domainPathErrors } from '../../api/names.js';
import type { At, FieldErrors } from '../field-errors.js';

/** A name such as `acme.io/foo`. */
export function validateDomainPath(text: string, place: At, errors: FieldErrors): void {
  if (text === '') {
    errors.required(place);
    return;
  }
  const slash = text.indexOf('/');
  const [host, path] = [text.slice(0, Math.max(0, slash)), text.slice(slash + 1)];
  if (slash < 0 || host === '' || path === '') {
    errors.invalid(place, text, 'must be a domain-prefixed path (such as "acme.io/foo")');
    return;
  }
  errors.invalids(place, host, dns1123SubdomainErrors(host));
  errors.invalids(place, path, domainPathErrors(path));
}
