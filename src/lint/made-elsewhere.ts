/** What the files do not hold and somebody who is told of in them makes: operators, generators, programs, controllers. */
import { isObject, type JsonValue, textOf } from '../api/json.js';
import { pushTo } from '../api/lists.js';
import { groupOf, isBuiltIn } from '../api/object-key.js';
import type { Document } from '../manifest/document.js';
import { generatedNames } from '../manifest/kustomize.js';
import type { LintObject } from './object.js';
import { DEFAULT_NAMESPACE, type Objects } from './objects.js';
import { containersOf, podOf } from './pods.js';
import { Rights } from './rights.js';

/** Of objects that are in no namespace, or say none: what they tell of can be anywhere. */
const ANYWHERE = '';
/** The end of a name that kustomize made of what a ConfigMap or Secret holds (kustomize api/hasher). */
const KUSTOMIZE_HASH = /-[2456789bcdfghkmt]{10}$/;
/** The end of a name of a Secret that older Kubernetes made for a ServiceAccount. */
const TOKEN_OF_ACCOUNT = /-(?:token|dockercfg)-[a-z0-9]{5}$/;
/** Fields under which a custom resource names what is made for it, by the kind of that. */
const MADE_UNDER: Readonly<Record<string, RegExp>> = {
  ConfigMap: /config|target|destination|template/i,
  Secret: /secret|credential|password|auth|tls|target|destination|template/i,
  ServiceAccount: /account/i,
};
/** Custom resources whose Secret has their own name. */
const IS_A_SECRET = /Secret/;
/** Fields by which a custom resource says how many of something run, or what is run. */
const HOW_MANY = /^(?:replicas|instances|size|image|nodeSets)$/;
const WHAT_RUNS = /^(?:template|podTemplate|version|chart|sources?)$/;
/** Annotations by which an Ingress asks for its certificates. */
const ASKS_AN_ISSUER = /^(?:cert-manager\.io|certmanager\.k8s\.io)\/|^kubernetes\.io\/tls-acme$/;

/** Who may make what is not among the files. */
export class MadeElsewhere {
  readonly #generated: ReadonlySet<string>;
  readonly #rights: Rights;
  /** Names by kind and namespace. */
  #told: Map<string, Set<string>> | undefined;
  /** What custom resources are called that say what is to run, by namespace. */
  #operated: Map<string, string[]> | undefined;
  #claims: Map<string, Set<string>> | undefined;

  constructor(
    private readonly files: Objects,
    /** All documents, the kustomizations among them and beside them too. */
    documents: readonly Document[],
  ) {
    this.#generated = generatedNames(documents);
    this.#rights = new Rights(files);
  }

  /** True for an object that a kustomization or a StatefulSet among the files makes; `kind` as the cluster files it. */
  makes(kind: string, namespace: string | undefined, name: string): boolean {
    if (kind === 'PersistentVolumeClaim') return this.#isClaimOfSet(namespace, name);
    if (kind !== 'ConfigMap' && kind !== 'Secret') return false;
    return this.#generated.has(name) || KUSTOMIZE_HASH.test(name);
  }

  /** True where somebody may make an object of that name. */
  mayMake(kind: string, namespace: string | undefined, name: string): boolean {
    if (kind === 'Secret' && TOKEN_OF_ACCOUNT.test(name)) return true;
    if (namespace !== undefined && this.#rights.mayCreate(kind, namespace)) return true;
    const places = [namespace ?? ANYWHERE, ANYWHERE];
    if (places.some((place) => this.#toldOf(kind, place)?.has(name))) return true;
    // What an operator makes it calls after that for which it does.
    const words = `-${name}-`;
    return places.some((place) => this.#operatedIn(place).some((called) => words.includes(`-${called}-`)));
  }

  /** True where custom resources or programs say what is to run: their pods are not among the files. */
  mayMakePods(namespace: string): boolean {
    if (this.#rights.mayCreate('Pod', namespace)) return true;
    return [namespace, ANYWHERE].some((place) => this.#operatedIn(place).length > 0);
  }

  /** The names of a kind that custom resources, annotations and command lines tell of. */
  #toldOf(kind: string, place: string): ReadonlySet<string> | undefined {
    if (!this.#told) {
      this.#told = new Map();
      for (const object of this.files.all) {
        const namespace = object.namespace ?? ANYWHERE;
        for (const [of, name] of namesToldBy(object)) {
          const key = `${of}/${namespace}`;
          const names = this.#told.get(key) ?? new Set();
          this.#told.set(key, names);
          names.add(name);
        }
      }
    }
    return this.#told.get(`${kind}/${place}`);
  }

  #operatedIn(place: string): readonly string[] {
    if (!this.#operated) {
      this.#operated = new Map();
      for (const object of this.files.all) {
        if (!isCustom(object) || !runsSomething(object)) continue;
        pushTo(this.#operated, object.namespace ?? ANYWHERE, object.ownName);
      }
    }
    return this.#operated.get(place) ?? [];
  }

  /** A StatefulSet calls the claims of its pods `TEMPLATE-SET-NUMBER`. */
  #isClaimOfSet(namespace: string | undefined, name: string): boolean {
    if (!this.#claims) {
      this.#claims = new Map();
      for (const set of this.files.ofKind('StatefulSet')) {
        const place = set.namespace ?? DEFAULT_NAMESPACE;
        const names = this.#claims.get(place) ?? new Set();
        this.#claims.set(place, names);
        for (const template of set.at.items('spec', 'volumeClaimTemplates')) {
          names.add(`${textOf(template.child('metadata', 'name').value)}-${set.ownName}`);
        }
      }
    }
    const [, stem = ''] = /^(.*)-\d+$/.exec(name) ?? [];
    return this.#claims.get(namespace ?? ANYWHERE)?.has(stem) ?? false;
  }
}

function isCustom({ apiVersion }: LintObject): boolean {
  return !isBuiltIn(groupOf(apiVersion));
}

/** How many, what: on the first level of the spec, or how many of a part of it. */
function runsSomething({ at }: LintObject): boolean {
  const { value: spec } = at.child('spec');
  if (!isObject(spec)) return false;
  return Object.entries(spec).some(
    ([key, held]) =>
      HOW_MANY.test(key) ||
      WHAT_RUNS.test(key) ||
      (isObject(held) && Object.keys(held).some((below) => HOW_MANY.test(below))),
  );
}

const TEMPLATE = 'template';

type Told = [kind: string, name: string];

/** The names that an object tells of which somebody may make, and of which kind. */
function namesToldBy(object: LintObject): Told[] {
  const { at, kind, ownName } = object;
  if (isCustom(object)) {
    const own: Told[] = IS_A_SECRET.test(kind) ? [['Secret', ownName]] : [];
    return [...own, ...namesIn(at.child('spec').value, new Set())];
  }
  const annotations = textsIn(at.child('metadata', 'annotations').value);
  const words = argumentsOf(object).flatMap((text) => text.split(/[\s=,:;/"']+/));
  return [
    ...[...annotations, ...words].flatMap((name): Told[] => [
      ['ConfigMap', name],
      ['Secret', name],
    ]),
    ...certificatesOf(object),
  ];
}

/** The texts of a custom resource, as far as a field on the way to them says of which kind they name something. */
function namesIn(value: JsonValue | undefined, kinds: ReadonlySet<string>): Told[] {
  if (typeof value === 'string') return [...kinds].map((kind): Told => [kind, value]);
  if (Array.isArray(value)) return value.flatMap((item) => namesIn(item, kinds));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, held]) => {
    const said = Object.keys(MADE_UNDER).filter((kind) => MADE_UNDER[kind]?.test(key));
    const told = namesIn(held, said.length > 0 ? new Set([...kinds, ...said]) : kinds);
    // The pods of a template run as an account that is there.
    return key === TEMPLATE ? told.filter(([kind]) => kind !== 'ServiceAccount') : told;
  });
}

/** A program that is told a name may make what is called so. */
function argumentsOf(object: LintObject): string[] {
  const pod = podOf(object);
  return (pod ? containersOf(pod) : []).flatMap(({ at }) =>
    ['command', 'args'].flatMap((list) => textsIn(at.child(list).value)),
  );
}

/** True for an Ingress whose certificates a controller orders. */
export function asksAnIssuer({ kind, at }: LintObject): boolean {
  const annotations = at.child('metadata', 'annotations').value;
  if (kind !== 'Ingress' || !isObject(annotations)) return false;
  return Object.keys(annotations).some((key) => ASKS_AN_ISSUER.test(key));
}

/** An issuer makes what an Ingress that asks for it names. */
function certificatesOf(object: LintObject): Told[] {
  const { at } = object;
  if (!asksAnIssuer(object)) return [];
  return at.items('spec', 'tls').map((tls) => ['Secret', textOf(tls.child('secretName').value)]);
}

/** The texts of a list or a map. */
function textsIn(value: JsonValue | undefined): string[] {
  const all = isObject(value) ? Object.values(value) : Array.isArray(value) ? value : [];
  return all.filter((one) => typeof one === 'string');
}
