import { STRUCT_LINES } from './go-types.generated.js';

let names: Set<string> | undefined;

/** True for the name of a field of any of Kubernetes' own types: `containers`, `mountPath`. */
export function isFieldName(name: string): boolean {
  names ??= new Set(STRUCT_LINES.split('\n').flatMap(fieldNames));
  return names.has(name);
}

/** The longest field name that `word` ends with but is not; undefined if there is none of at least `shortest` letters. */
export function fieldNameAtEnd(word: string, shortest: number): string | undefined {
  for (let from = 1; from <= word.length - shortest; from++) {
    if (isFieldName(word.slice(from))) return word.slice(from);
  }
  return undefined;
}

/** `core.v1.PodSpec Name:string DNSPolicy=dnsPolicy:string` as `name`, `dnsPolicy`; embedded structs have no name of their own. */
function fieldNames(struct: string): string[] {
  return struct
    .split(' ')
    .map((field) => /^(\w+)(?:=([^:^]*))?:/.exec(field) ?? [])
    .map(([, name = '', json]) => json ?? name.charAt(0).toLowerCase() + name.slice(1))
    .filter((name) => name !== '');
}
