/**
 * The functions that CEL expressions of the API server may call: the standard ones, cel-go's extensions and Kubernetes'
 * own (apiserver pkg/cel/environment, pkg/cel/library). A line is a function and its overloads; `x.f(…)` is called on a
 * value. `f ?` is known by its name only, its arguments are not checked. Behind `since 1.29` stand the functions that the server
 * of that minor brought (environment/base.go), up to the next such line: new expressions may call them one minor later, as
 * whoever goes back to the minor before must still be able to read them. `since 1.0` is always.
 */
import { atMost, isBefore, type KubernetesVersion } from '../../api/version.js';
import { type CelType, readType, splitTypes } from './types.js';

export interface Overload {
  target?: CelType;
  args: CelType[];
  result: CelType;
  /** The minor whose server brought it; absent for what was always there. */
  since?: string;
  /** The last minor whose server has it; absent for what is still there. */
  until?: string;
}

const COMPARED = ['bool', 'int', 'uint', 'double', 'string', 'bytes', 'timestamp', 'duration'];
const NUMBERS = ['int', 'uint', 'double'];
const SUMMED = ['int', 'uint', 'double'];

function comparison(name: string): string {
  return COMPARED.map((type) => `${name}(${type},${type}) bool`).join('\n');
}

/** Numbers of two types. */
function mixedComparison(name: string): string {
  const pairs = NUMBERS.flatMap((a) => NUMBERS.filter((b) => a !== b).map((b) => [a, b]));
  return pairs.map(([a, b]) => `${name}(${a},${b}) bool`).join('\n');
}

function arithmetic(name: string, types: readonly string[]): string {
  return types.map((type) => `${name}(${type},${type}) ${type}`).join('\n');
}

const ORDERS = ['_<_', '_<=_', '_>_', '_>=_'];
const Q = 'kubernetes.Quantity';
const AUTHZ = 'kubernetes.authorization';

function resourceCheck(name: string): string {
  return `${AUTHZ}.ResourceCheck.${name}(string) ${AUTHZ}.ResourceCheck`;
}

const TABLE = `
_&&_(bool,bool) bool
_||_(bool,bool) bool
!_(bool) bool
_?_:_(bool,A,A) A
_==_(A,A) bool
_!=_(A,A) bool
@in(A,list(A)) bool
@in(A,map(A,B)) bool
_[_](list(A),int) A
_[_](map(A,B),A) B
_[_](optional(list(A)),int) optional(A)
_[_](optional(map(A,B)),A) optional(B)
_[?_](list(A),int) optional(A)
_[?_](map(A,B),A) optional(B)
_[?_](optional(list(A)),int) optional(A)
_[?_](optional(map(A,B)),A) optional(B)
${ORDERS.map(comparison).join('\n')}
since 1.28
${ORDERS.map(mixedComparison).join('\n')}
since 1.0
${arithmetic('_+_', [...SUMMED, 'string', 'bytes', 'list(A)', 'duration'])}
_+_(timestamp,duration) timestamp
_+_(duration,timestamp) timestamp
${arithmetic('_-_', [...SUMMED, 'duration'])}
_-_(timestamp,timestamp) duration
_-_(timestamp,duration) timestamp
${arithmetic('_*_', SUMMED)}
${arithmetic('_/_', SUMMED)}
${arithmetic('_%_', ['int', 'uint'])}
-_(int) int
-_(double) double
size(string) int
size(bytes) int
size(list(A)) int
size(map(A,B)) int
string.size() int
bytes.size() int
list(A).size() int
map(A,B).size() int
int(int) int
int(uint) int
int(double) int
int(string) int
int(timestamp) int
int(duration) int
uint(uint) uint
uint(int) uint
uint(double) uint
uint(string) uint
double(double) double
double(int) double
double(uint) double
double(string) double
bool(bool) bool
bool(string) bool
string(string) string
string(bool) string
string(int) string
string(uint) string
string(double) string
string(bytes) string
string(timestamp) string
string(duration) string
bytes(bytes) bytes
bytes(string) bytes
timestamp(timestamp) timestamp
timestamp(string) timestamp
timestamp(int) timestamp
duration(duration) duration
duration(string) duration
duration(int) duration until 1.36
dyn(A) dyn
type(A) type(A)
matches(string,string) bool
string.matches(string) bool
string.contains(string) bool
string.startsWith(string) bool
string.endsWith(string) bool
${['getFullYear', 'getMonth', 'getDayOfYear', 'getDayOfMonth', 'getDate', 'getDayOfWeek']
  .map((name) => `timestamp.${name}() int\ntimestamp.${name}(string) int`)
  .join('\n')}
${['getHours', 'getMinutes', 'getSeconds', 'getMilliseconds']
  .map((name) => `timestamp.${name}() int\ntimestamp.${name}(string) int\nduration.${name}() int`)
  .join('\n')}
string.charAt(int) string
since 1.29
string.format(list(dyn)) string
since 1.0
string.indexOf(string) int
string.indexOf(string,int) int
string.lastIndexOf(string) int
string.lastIndexOf(string,int) int
list(A).indexOf(A) int
list(A).lastIndexOf(A) int
list(string).join() string
list(string).join(string) string
string.lowerAscii() string
string.upperAscii() string
string.replace(string,string) string
string.replace(string,string,int) string
string.split(string) list(string)
string.split(string,int) list(string)
string.substring(int) string
string.substring(int,int) string
string.trim() string
since 1.29
strings.quote(string) string
since 1.0
string.find(string) string
string.findAll(string) list(string)
string.findAll(string,int) list(string)
list(A).isSorted() bool
list(A).sum() A
list(A).min() A
list(A).max() A
since 1.34
list(A).slice(int,int) list(A)
list(A).flatten() list(dyn)
list(A).flatten(int) list(dyn)
list(A).sort() list(A)
list(A).distinct() list(A)
list(A).reverse() list(A)
list(A).first() optional(A)
list(A).last() optional(A)
lists.range(int) list(int)
since 1.0
since 1.29
sets.contains(list(A),list(A)) bool
sets.equivalent(list(A),list(A)) bool
sets.intersects(list(A),list(A)) bool
since 1.0
url(string) kubernetes.URL
isURL(string) bool
${['getScheme', 'getHost', 'getHostname', 'getPort', 'getEscapedPath']
  .map((name) => `kubernetes.URL.${name}() string`)
  .join('\n')}
kubernetes.URL.getQuery() map(string,list(string))
since 1.28
quantity(string) ${Q}
isQuantity(string) bool
${['isInteger', 'asInteger', 'asApproximateFloat', 'sign']
  .map(
    (name) =>
      `${Q}.${name}() ${name === 'isInteger' ? 'bool' : name === 'asApproximateFloat' ? 'double' : 'int'}`,
  )
  .join('\n')}
${['add', 'sub'].map((name) => `${Q}.${name}(${Q}) ${Q}\n${Q}.${name}(int) ${Q}`).join('\n')}
${Q}.isLessThan(${Q}) bool
${Q}.isGreaterThan(${Q}) bool
${Q}.compareTo(${Q}) int
since 1.0
since 1.30
ip(string) net.IP
isIP(string) bool
ip.isCanonical(string) bool
net.IP.family() int
${['isUnspecified', 'isLoopback', 'isLinkLocalMulticast', 'isLinkLocalUnicast', 'isGlobalUnicast']
  .map((name) => `net.IP.${name}() bool`)
  .join('\n')}
string(net.IP) string
cidr(string) net.CIDR
isCIDR(string) bool
net.CIDR.containsIP(net.IP) bool
net.CIDR.containsIP(string) bool
net.CIDR.containsCIDR(net.CIDR) bool
net.CIDR.containsCIDR(string) bool
net.CIDR.ip() net.IP
net.CIDR.masked() net.CIDR
net.CIDR.prefixLength() int
string(net.CIDR) string
since 1.0
since 1.33
semver(string) kubernetes.Semver
semver(string,bool) kubernetes.Semver
isSemver(string) bool
isSemver(string,bool) bool
${['major', 'minor', 'patch'].map((name) => `kubernetes.Semver.${name}() int`).join('\n')}
kubernetes.Semver.isLessThan(kubernetes.Semver) bool
kubernetes.Semver.isGreaterThan(kubernetes.Semver) bool
kubernetes.Semver.compareTo(kubernetes.Semver) int
since 1.0
since 1.31
format.named(string) optional(kubernetes.NamedFormat)
${[
  'dns1123Label',
  'dns1123Subdomain',
  'dns1035Label',
  'qualifiedName',
  'dns1123LabelPrefix',
  'dns1123SubdomainPrefix',
  'dns1035LabelPrefix',
  'labelValue',
  'uri',
  'uuid',
  'byte',
  'date',
  'datetime',
]
  .map((name) => `format.${name}() kubernetes.NamedFormat`)
  .join('\n')}
kubernetes.NamedFormat.validate(string) optional(list(string))
since 1.0
since 1.28
optional.of(A) optional(A)
optional.ofNonZeroValue(A) optional(A)
optional.none() optional(A)
optional.unwrap(list(optional(A))) list(A)
list(optional(A)).unwrapOpt() list(A)
optional(A).value() A
optional(A).hasValue() bool
optional(A).or(optional(A)) optional(A)
optional(A).orValue(A) A
since 1.0
${AUTHZ}.Authorizer.path(string) ${AUTHZ}.PathCheck
${AUTHZ}.Authorizer.group(string) ${AUTHZ}.GroupCheck
${AUTHZ}.Authorizer.serviceAccount(string,string) ${AUTHZ}.Authorizer
${AUTHZ}.GroupCheck.resource(string) ${AUTHZ}.ResourceCheck
${AUTHZ}.PathCheck.check(string) ${AUTHZ}.Decision
${['subresource', 'namespace', 'name'].map(resourceCheck).join('\n')}
since 1.31
${['fieldSelector', 'labelSelector'].map(resourceCheck).join('\n')}
since 1.0
${AUTHZ}.ResourceCheck.check(string) ${AUTHZ}.Decision
${AUTHZ}.Decision.allowed() bool
${AUTHZ}.Decision.reason() string
${AUTHZ}.Decision.error() string
${AUTHZ}.Decision.errored() bool
includes ?
@not_strictly_false(bool) bool
`;

const LINE = /^(?:(.+)\.)?([^.(]+)\((.*)\) (\S+)(?: until (\S+))?$/;
const ALWAYS = '1.0';
/** Groups of functions whose name begins with the name of their library. */
const LIBRARIES: ReadonlySet<string> = new Set(['strings', 'lists', 'sets', 'format', 'optional', 'ip']);

function readTable(table: string): Map<string, Overload[]> {
  const out = new Map<string, Overload[]>();
  let since = ALWAYS;
  for (const line of table.split('\n')) {
    since = /^since (\S+)$/.exec(line)?.[1] ?? since;
    const loose = /^(\S+) \?$/.exec(line);
    if (loose) out.set(loose[1] ?? '', []);
    const match = LINE.exec(line);
    if (!match) continue;
    const [, before, bare = '', args = '', result = '', until] = match;
    const library = before !== undefined && LIBRARIES.has(before);
    const name = library ? `${before}.${bare}` : bare;
    const overload: Overload = {
      ...(before !== undefined && !library && { target: readType(before) }),
      args: splitTypes(args).map(readType),
      result: readType(result),
      ...(since !== ALWAYS && { since }),
      ...(until !== undefined && { until }),
    };
    out.set(name, [...(out.get(name) ?? []), overload]);
  }
  return out;
}

const FUNCTIONS: ReadonlyMap<string, readonly Overload[]> = readTable(TABLE);
/** The JSONPatch helper, for mutations only. */
const MUTATION_FUNCTIONS: ReadonlyMap<string, readonly Overload[]> = readTable('jsonpatch ?').set(
  'jsonpatch.escapeKey',
  [{ args: [readType('string')], result: readType('string') }],
);

/**
 * The overloads of a function; undefined for a name that is not known, none where arguments are not checked. `of` is the
 * Kubernetes whose new expressions are meant, all functions without it; `by` the one that reads them, any without it.
 */
export function overloadsOf(
  name: string,
  mutation = false,
  of?: KubernetesVersion,
  by?: KubernetesVersion,
): readonly Overload[] | undefined {
  const all = FUNCTIONS.get(name) ?? (mutation ? MUTATION_FUNCTIONS.get(name) : undefined);
  if (!all || all.every(({ since, until }) => since === undefined && until === undefined)) return all;
  const isThere = (until: string | undefined): boolean =>
    until === undefined || by === undefined || atMost(by, until);
  const declared = all.filter(({ since, until }) => isDeclared(since, of) && isThere(until));
  return declared.length > 0 ? declared : undefined;
}

/** Whether new expressions of a Kubernetes may use what the server of a minor brought. */
export function isDeclared(since: string | undefined, of: KubernetesVersion | undefined): boolean {
  return since === undefined || of === undefined || isBefore(since, of);
}
