import type { FeatureGates } from '../api/gates.js';
import type { PortRange } from '../api/port-range.js';
import type { Progress } from '../api/progress.js';
import type { KubernetesVersion } from '../api/version.js';
import type { Source } from '../manifest/document.js';
import type { RuleChoice } from './rule-choice.js';

/** How to lint; everything may be left out. */
export interface LintOptions extends RuleChoice {
  /** The Kubernetes to answer for; the newest unless told. */
  k8s?: KubernetesVersion;
  /** The feature gates that the cluster has set otherwise than its version has by default. */
  featureGates?: FeatureGates;
  /** Texts with CustomResourceDefinitions, beside those among the manifests themselves. They are not linted. */
  crds?: readonly Source[];
  /**
   * Texts with ValidatingAdmissionPolicies and MutatingAdmissionPolicies that the manifests are held against, with bindings,
   * parameters and definitions; a policy without a binding holds for all that it matches. They are not linted.
   */
  policies?: readonly Source[];
  /** What is there already: texts as `kubectl get …  -A -o yaml` prints them. They are not linted. */
  cluster?: readonly Source[];
  /**
   * The level of the Pod Security Standards that all pods are held to, as if their namespaces enforced it: `restricted`,
   * `baseline:v1.30`.
   */
  podSecurity?: string;
  /** The ports of nodes that the API server hands out to Services; 30000 to 32767 unless told. */
  nodePorts?: PortRange;
  /** Kustomizations beside the manifests, for what they say of them: which files are patches. They are not linted. */
  kustomizations?: readonly Source[];
  /** Whether a path leads to a file or a folder, for what kustomizations name; nothing is said to be missing without it. */
  isThere?: (path: string) => boolean;
  /** All that there is in the namespaces of the objects is given: what is not there is missing. */
  closedWorld?: boolean;
  /** The namespaces of which the manifests are all that there is. */
  namespaces?: readonly string[];
  /** There is more than what is given, also in namespaces that are among the files. */
  openWorld?: boolean;
  /** A custom resource without its definition is an error, not a remark. */
  strictKinds?: boolean;
  /** Nothing is said of kinds without a schema, unless they are misspelt ones of Kubernetes. */
  ignoreUnknownKinds?: boolean;
  /** Files without any Kubernetes object are passed over without a word, even if there is nothing else. */
  skipNonKubernetes?: boolean;
  /** The files that are asked about, if not all: the others are read for what these refer to. */
  isAsked?: (file: string) => boolean;
  /** The files whose objects are looked at by themselves, if not all: the others are there for what is said of all together. */
  looksAt?: (file: string) => boolean;
  /** Told how many objects have been looked at, of how many. */
  progress?: Progress;
}
