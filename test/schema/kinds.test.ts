import { describe, expect, it } from 'vitest';
import type { KubernetesVersion } from '../../src/api/version.js';
import { told } from './told.js';

describe('what is no object with apiVersion and kind', () => {
  it.each<[text: string, expected: string]>([
    ['[]\n', 'missing-kind : an object must be a mapping with apiVersion and kind'],
    ['a\n', 'missing-kind : an object must be a mapping with apiVersion and kind'],
    ['5\n', 'missing-kind : an object must be a mapping with apiVersion and kind'],
    ['{}\n', 'missing-kind : neither apiVersion nor kind is set | key apiVersion | expected string'],
    ['kind: Pod\n', 'missing-kind : apiVersion is not set | key apiVersion | expected string'],
    ['apiVersion: v1\n', 'missing-kind : kind is not set | key kind | expected string'],
    ['apiVersion: v1\nkind:\n', 'missing-kind : kind is not set | key kind | expected string'],
    [
      'apiVersion: ""\nkind: ""\n',
      'missing-kind : neither apiVersion nor kind is set | key apiVersion | expected string',
    ],
    [
      'apiVersion: 1\nkind: Pod\n',
      'missing-kind apiVersion: apiVersion must be a string | key apiVersion | expected string',
    ],
    [
      'apiVersion: v1\nkind: [Pod]\n',
      'missing-kind kind: kind must be a string | key kind | expected string',
    ],
    [
      'apiVersion: {}\nkind: yes\n',
      'missing-kind apiVersion: apiVersion must be a string | key apiVersion | expected string\nmissing-kind kind: kind must be a string | key kind | expected string',
    ],
  ])('%j', (text, expected) => expect(told(text)).toBe(expected));
});

describe('kinds that are not served', () => {
  it.each<[text: string, expected: string]>([
    [
      'apiVersion: apps/v1\nkind: Deploymnet\n',
      'unknown-kind kind: apps/v1 has no kind "Deploymnet" | server no matches for kind "Deploymnet" in version "apps/v1" | suggestion Deployment',
    ],
    [
      'apiVersion: v1\nkind: Deployment\n',
      'unknown-version apiVersion: Deployment is not in v1 | server no matches for kind "Deployment" in version "v1" | suggestion apps/v1',
    ],
    [
      'apiVersion: v1\nkind: pod\n',
      'unknown-kind kind: v1 has no kind "pod" | server no matches for kind "pod" in version "v1" | suggestion Pod',
    ],
    [
      'apiVersion: apps/v1\nkind: deployment\n',
      'unknown-kind kind: apps/v1 has no kind "deployment" | server no matches for kind "deployment" in version "apps/v1" | suggestion Deployment',
    ],
    [
      'apiVersion: app/v1\nkind: Deployment\n',
      'unknown-version apiVersion: there is no apiVersion "app/v1" for Deployment in Kubernetes 1.36 | server no matches for kind "Deployment" in version "app/v1" | suggestion apps/v1',
    ],
    [
      'apiVersion: v1\nkind: Elephant\n',
      'unknown-kind kind: v1 has no kind "Elephant" | server no matches for kind "Elephant" in version "v1"',
    ],
    [
      'apiVersion: apps/v1\nkind: Pod\n',
      'unknown-version apiVersion: Pod is not in apps/v1 | server no matches for kind "Pod" in version "apps/v1" | suggestion v1',
    ],
    [
      'apiVersion: apps/v2\nkind: Deployment\n',
      'unknown-version apiVersion: there is no apiVersion "apps/v2" for Deployment in Kubernetes 1.36 | server no matches for kind "Deployment" in version "apps/v2" | suggestion apps/v1',
    ],
    [
      'apiVersion: apps/v1alpha1\nkind: StatefulSet\n',
      'unknown-version apiVersion: there is no apiVersion "apps/v1alpha1" for StatefulSet in Kubernetes 1.36 | server no matches for kind "StatefulSet" in version "apps/v1alpha1" | suggestion apps/v1',
    ],
    [
      'apiVersion: networking.k8s.io/v2\nkind: Ingress\n',
      'unknown-version apiVersion: there is no apiVersion "networking.k8s.io/v2" for Ingress in Kubernetes 1.36 | server no matches for kind "Ingress" in version "networking.k8s.io/v2" | suggestion networking.k8s.io/v1',
    ],
    [
      'apiVersion: networking/v1\nkind: Ingress\n',
      'unknown-version apiVersion: there is no apiVersion "networking/v1" for Ingress in Kubernetes 1.36 | server no matches for kind "Ingress" in version "networking/v1" | suggestion networking.k8s.io/v1',
    ],
    [
      'apiVersion: networking.k8s.io/v1\nkind: Gateway\n',
      'unknown-kind kind: networking.k8s.io/v1 has no kind "Gateway" | server no matches for kind "Gateway" in version "networking.k8s.io/v1"',
    ],
    [
      'apiVersion: batch/v2\nkind: CronJob\n',
      'unknown-version apiVersion: there is no apiVersion "batch/v2" for CronJob in Kubernetes 1.36 | server no matches for kind "CronJob" in version "batch/v2" | suggestion batch/v1',
    ],
    [
      'apiVersion: v2\nkind: Pod\n',
      'unknown-version apiVersion: there is no apiVersion "v2" for Pod in Kubernetes 1.36 | server no matches for kind "Pod" in version "v2" | suggestion v1',
    ],
    [
      'apiVersion: v2\nkind: Elephant\n',
      'unknown-version apiVersion: there is no apiVersion "v2" for Elephant in Kubernetes 1.36 | server no matches for kind "Elephant" in version "v2"',
    ],
    [
      'apiVersion: core/v1\nkind: Pod\n',
      'unknown-version apiVersion: there is no apiVersion "core/v1" for Pod in Kubernetes 1.36 | server no matches for kind "Pod" in version "core/v1" | suggestion v1',
    ],
    [
      'apiVersion: foo/v1\nkind: Elephant\n',
      'unknown-version apiVersion: there is no apiVersion "foo/v1" for Elephant in Kubernetes 1.36 | server no matches for kind "Elephant" in version "foo/v1"',
    ],
    [
      'apiVersion: foo/v1\nkind: Pod\n',
      'unknown-version apiVersion: there is no apiVersion "foo/v1" for Pod in Kubernetes 1.36 | server no matches for kind "Pod" in version "foo/v1" | suggestion v1',
    ],
    [
      'apiVersion: foo.example.com/v1\nkind: Elephant\n',
      'no-schema apiVersion: foo.example.com/v1 Elephant is a custom resource whose CustomResourceDefinition was not given | server no matches for kind "Elephant" in version "foo.example.com/v1"',
    ],
    [
      'apiVersion: foo.example.com/v1\nkind: Pod\n',
      'no-schema apiVersion: foo.example.com/v1 Pod is a custom resource whose CustomResourceDefinition was not given | server no matches for kind "Pod" in version "foo.example.com/v1"',
    ],
    [
      'apiVersion: app.s/v1\nkind: Deployment\n',
      'unknown-version apiVersion: there is no apiVersion "app.s/v1" for Deployment in Kubernetes 1.36 | server no matches for kind "Deployment" in version "app.s/v1" | suggestion apps/v1',
    ],
    [
      'apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\n',
      'no-schema apiVersion: monitoring.coreos.com/v1 ServiceMonitor is a custom resource whose CustomResourceDefinition was not given | server no matches for kind "ServiceMonitor" in version "monitoring.coreos.com/v1"',
    ],
    [
      'apiVersion: autoscaling/v3\nkind: HorizontalPodAutoscaler\n',
      'unknown-version apiVersion: there is no apiVersion "autoscaling/v3" for HorizontalPodAutoscaler in Kubernetes 1.36 | server no matches for kind "HorizontalPodAutoscaler" in version "autoscaling/v3" | suggestion autoscaling/v1',
    ],
    [
      'apiVersion: events.k8s.io/v2\nkind: Event\n',
      'unknown-version apiVersion: there is no apiVersion "events.k8s.io/v2" for Event in Kubernetes 1.36 | server no matches for kind "Event" in version "events.k8s.io/v2" | suggestion events.k8s.io/v1',
    ],
    [
      'apiVersion: v1\nkind: Status\n',
      'unknown-kind kind: v1 Status is not an object that can be applied: requests and answers are made of it | server no matches for kind "Status" in version "v1"',
    ],
    [
      'apiVersion: v1\nkind: ComponentStatus\n',
      'unknown-kind kind: v1 ComponentStatus is not an object that can be applied: it can only be read | server the server does not allow this method on the requested resource',
    ],
    [
      'apiVersion: policy/v1\nkind: Eviction\n',
      'unknown-kind kind: policy/v1 Eviction is not an object that can be applied: it is a subresource (pods/eviction) | server no matches for kind "Eviction" in version "policy/v1"',
    ],
    [
      'apiVersion: autoscaling/v1\nkind: Scale\n',
      'unknown-kind kind: autoscaling/v1 Scale is not an object that can be applied: it is a subresource (deployments/scale, replicasets/scale, replicationcontrollers/scale, statefulsets/scale) | server no matches for kind "Scale" in version "autoscaling/v1"',
    ],
    [
      'apiVersion: authentication.k8s.io/v1\nkind: TokenRequest\n',
      'unknown-kind kind: authentication.k8s.io/v1 TokenRequest is not an object that can be applied: it is a subresource (serviceaccounts/token) | server no matches for kind "TokenRequest" in version "authentication.k8s.io/v1"',
    ],
    ['apiVersion: v1\nkind: Binding\ntarget: {}\n', ''],
    ['apiVersion: apps/v1\nkind: DeploymentList\nitems: []\n', ''],
    [
      'apiVersion: v1\nkind: Statuz\n',
      'unknown-kind kind: v1 has no kind "Statuz" | server no matches for kind "Statuz" in version "v1"',
    ],
    [
      'apiVersion: apps/v1\nkind: DeploymentLis\n',
      'unknown-kind kind: apps/v1 has no kind "DeploymentLis" | server no matches for kind "DeploymentLis" in version "apps/v1" | suggestion DeploymentList',
    ],
    [
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: Rol\n',
      'unknown-kind kind: rbac.authorization.k8s.io/v1 has no kind "Rol" | server no matches for kind "Rol" in version "rbac.authorization.k8s.io/v1" | suggestion Role',
    ],
    [
      'apiVersion: rbac.authorisation.k8s.io/v1\nkind: Role\n',
      'unknown-version apiVersion: there is no apiVersion "rbac.authorisation.k8s.io/v1" for Role in Kubernetes 1.36 | server no matches for kind "Role" in version "rbac.authorisation.k8s.io/v1" | suggestion rbac.authorization.k8s.io/v1',
    ],
    [
      'apiVersion: storage.k8s.io/v1\nkind: storageclass\n',
      'unknown-kind kind: storage.k8s.io/v1 has no kind "storageclass" | server no matches for kind "storageclass" in version "storage.k8s.io/v1" | suggestion StorageClass',
    ],
    [
      'apiVersion: "a b"\nkind: "c\\"d"\n',
      'unknown-version apiVersion: there is no apiVersion "a b" for c"d in Kubernetes 1.36 | server no matches for kind "c\\"d" in version "a b"',
    ],
    [
      'apiVersion: policy/v1\nkind: PodSecurityPolicy\n',
      'unknown-kind kind: policy/v1 has no kind "PodSecurityPolicy" | server no matches for kind "PodSecurityPolicy" in version "policy/v1"',
    ],
    [
      'apiVersion: a/b/c\nkind: Pod\n',
      'unknown-version apiVersion: there is no apiVersion "a/b/c" for Pod in Kubernetes 1.36 | server no matches for kind "Pod" in version "a/b/c" | suggestion v1',
    ],
    [
      'kind: List\napiVersion: v1\nitems: []\n',
      'unknown-kind kind: v1 has no kind "List" | server no matches for kind "List" in version "v1"',
    ],
  ])('%j', (text, expected) => expect(told(text)).toBe(expected));
});

describe('kinds that came and went', () => {
  it.each<[text: string, expected: string, version?: KubernetesVersion]>([
    [
      'apiVersion: extensions/v1beta1\nkind: Ingress\n',
      'removed-api apiVersion: extensions/v1beta1 Ingress is not served since Kubernetes 1.22 | server no matches for kind "Ingress" in version "extensions/v1beta1" | suggestion networking.k8s.io/v1 | hint use networking.k8s.io/v1 Ingress',
    ],
    [
      'apiVersion: extensions/v1beta1\nkind: Deployment\n',
      'removed-api apiVersion: extensions/v1beta1 Deployment is not served since Kubernetes 1.16 | server no matches for kind "Deployment" in version "extensions/v1beta1" | suggestion apps/v1 | hint use apps/v1 Deployment',
    ],
    [
      'apiVersion: extensions/v1beta1\nkind: DaemonSet\n',
      'removed-api apiVersion: extensions/v1beta1 DaemonSet is not served since Kubernetes 1.16 | server no matches for kind "DaemonSet" in version "extensions/v1beta1" | suggestion apps/v1 | hint use apps/v1 DaemonSet',
    ],
    [
      'apiVersion: extensions/v1beta1\nkind: NetworkPolicy\n',
      'removed-api apiVersion: extensions/v1beta1 NetworkPolicy is not served since Kubernetes 1.16 | server no matches for kind "NetworkPolicy" in version "extensions/v1beta1" | suggestion networking.k8s.io/v1 | hint use networking.k8s.io/v1 NetworkPolicy',
    ],
    [
      'apiVersion: extensions/v1beta1\nkind: PodSecurityPolicy\n',
      'removed-api apiVersion: extensions/v1beta1 PodSecurityPolicy is not served since Kubernetes 1.16 | server no matches for kind "PodSecurityPolicy" in version "extensions/v1beta1" | hint it is gone: label namespaces with pod-security.kubernetes.io/enforce: baseline or restricted, or write a ValidatingAdmissionPolicy',
    ],
    [
      'apiVersion: apps/v1beta1\nkind: Deployment\n',
      'removed-api apiVersion: apps/v1beta1 Deployment is not served since Kubernetes 1.16 | server no matches for kind "Deployment" in version "apps/v1beta1" | suggestion apps/v1 | hint use apps/v1 Deployment',
    ],
    [
      'apiVersion: apps/v1beta2\nkind: ReplicaSet\n',
      'removed-api apiVersion: apps/v1beta2 ReplicaSet is not served since Kubernetes 1.16 | server no matches for kind "ReplicaSet" in version "apps/v1beta2" | suggestion apps/v1 | hint use apps/v1 ReplicaSet',
    ],
    [
      'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\n',
      'removed-api apiVersion: policy/v1beta1 PodDisruptionBudget is not served since Kubernetes 1.25 | server no matches for kind "PodDisruptionBudget" in version "policy/v1beta1" | suggestion policy/v1 | hint use policy/v1 PodDisruptionBudget',
    ],
    [
      'apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\n',
      'removed-api apiVersion: policy/v1beta1 PodSecurityPolicy is not served since Kubernetes 1.25 | server no matches for kind "PodSecurityPolicy" in version "policy/v1beta1" | hint it is gone: label namespaces with pod-security.kubernetes.io/enforce: baseline or restricted, or write a ValidatingAdmissionPolicy',
    ],
    [
      'apiVersion: batch/v1beta1\nkind: CronJob\n',
      'removed-api apiVersion: batch/v1beta1 CronJob is not served since Kubernetes 1.25 | server no matches for kind "CronJob" in version "batch/v1beta1" | suggestion batch/v1 | hint use batch/v1 CronJob',
    ],
    [
      'apiVersion: batch/v2alpha1\nkind: CronJob\n',
      'unknown-version apiVersion: there is no apiVersion "batch/v2alpha1" for CronJob in Kubernetes 1.36 | server no matches for kind "CronJob" in version "batch/v2alpha1" | suggestion batch/v1',
    ],
    [
      'apiVersion: autoscaling/v2beta2\nkind: HorizontalPodAutoscaler\n',
      'removed-api apiVersion: autoscaling/v2beta2 HorizontalPodAutoscaler is not served since Kubernetes 1.26 | server no matches for kind "HorizontalPodAutoscaler" in version "autoscaling/v2beta2" | suggestion autoscaling/v2 | hint use autoscaling/v2 HorizontalPodAutoscaler',
    ],
    [
      'apiVersion: autoscaling/v2beta1\nkind: HorizontalPodAutoscaler\n',
      'removed-api apiVersion: autoscaling/v2beta1 HorizontalPodAutoscaler is not served since Kubernetes 1.25 | server no matches for kind "HorizontalPodAutoscaler" in version "autoscaling/v2beta1" | suggestion autoscaling/v2 | hint use autoscaling/v2 HorizontalPodAutoscaler',
    ],
    [
      'apiVersion: networking.k8s.io/v1beta1\nkind: Ingress\n',
      'removed-api apiVersion: networking.k8s.io/v1beta1 Ingress is not served since Kubernetes 1.22 | server no matches for kind "Ingress" in version "networking.k8s.io/v1beta1" | suggestion networking.k8s.io/v1 | hint use networking.k8s.io/v1 Ingress',
    ],
    [
      'apiVersion: networking.k8s.io/v1beta1\nkind: IngressClass\n',
      'removed-api apiVersion: networking.k8s.io/v1beta1 IngressClass is not served since Kubernetes 1.22 | server no matches for kind "IngressClass" in version "networking.k8s.io/v1beta1" | suggestion networking.k8s.io/v1 | hint use networking.k8s.io/v1 IngressClass',
    ],
    [
      'apiVersion: rbac.authorization.k8s.io/v1beta1\nkind: Role\n',
      'removed-api apiVersion: rbac.authorization.k8s.io/v1beta1 Role is not served since Kubernetes 1.22 | server no matches for kind "Role" in version "rbac.authorization.k8s.io/v1beta1" | suggestion rbac.authorization.k8s.io/v1 | hint use rbac.authorization.k8s.io/v1 Role',
    ],
    [
      'apiVersion: admissionregistration.k8s.io/v1beta1\nkind: ValidatingWebhookConfiguration\n',
      'removed-api apiVersion: admissionregistration.k8s.io/v1beta1 ValidatingWebhookConfiguration is not served since Kubernetes 1.22 | server no matches for kind "ValidatingWebhookConfiguration" in version "admissionregistration.k8s.io/v1beta1" | suggestion admissionregistration.k8s.io/v1 | hint use admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration',
    ],
    [
      'apiVersion: apiextensions.k8s.io/v1beta1\nkind: CustomResourceDefinition\n',
      'removed-api apiVersion: apiextensions.k8s.io/v1beta1 CustomResourceDefinition is not served since Kubernetes 1.22 | server no matches for kind "CustomResourceDefinition" in version "apiextensions.k8s.io/v1beta1" | suggestion apiextensions.k8s.io/v1 | hint use apiextensions.k8s.io/v1 CustomResourceDefinition',
    ],
    [
      'apiVersion: certificates.k8s.io/v1beta1\nkind: CertificateSigningRequest\n',
      'removed-api apiVersion: certificates.k8s.io/v1beta1 CertificateSigningRequest is not served since Kubernetes 1.22 | server no matches for kind "CertificateSigningRequest" in version "certificates.k8s.io/v1beta1" | suggestion certificates.k8s.io/v1 | hint use certificates.k8s.io/v1 CertificateSigningRequest',
    ],
    [
      'apiVersion: discovery.k8s.io/v1beta1\nkind: EndpointSlice\n',
      'removed-api apiVersion: discovery.k8s.io/v1beta1 EndpointSlice is not served since Kubernetes 1.25 | server no matches for kind "EndpointSlice" in version "discovery.k8s.io/v1beta1" | suggestion discovery.k8s.io/v1 | hint use discovery.k8s.io/v1 EndpointSlice',
    ],
    [
      'apiVersion: storage.k8s.io/v1beta1\nkind: CSIDriver\n',
      'removed-api apiVersion: storage.k8s.io/v1beta1 CSIDriver is not served since Kubernetes 1.22 | server no matches for kind "CSIDriver" in version "storage.k8s.io/v1beta1" | suggestion storage.k8s.io/v1 | hint use storage.k8s.io/v1 CSIDriver',
    ],
    [
      'apiVersion: storage.k8s.io/v1beta1\nkind: StorageClass\n',
      'removed-api apiVersion: storage.k8s.io/v1beta1 StorageClass is not served since Kubernetes 1.22 | server no matches for kind "StorageClass" in version "storage.k8s.io/v1beta1" | suggestion storage.k8s.io/v1 | hint use storage.k8s.io/v1 StorageClass',
    ],
    [
      'apiVersion: flowcontrol.apiserver.k8s.io/v1beta3\nkind: FlowSchema\n',
      'removed-api apiVersion: flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema is not served since Kubernetes 1.32 | server no matches for kind "FlowSchema" in version "flowcontrol.apiserver.k8s.io/v1beta3" | suggestion flowcontrol.apiserver.k8s.io/v1 | hint use flowcontrol.apiserver.k8s.io/v1 FlowSchema',
    ],
    [
      'apiVersion: flowcontrol.apiserver.k8s.io/v1beta3\nkind: FlowSchema\n',
      'removed-api apiVersion: flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema is not served since Kubernetes 1.32 | server no matches for kind "FlowSchema" in version "flowcontrol.apiserver.k8s.io/v1beta3" | suggestion flowcontrol.apiserver.k8s.io/v1 | hint use flowcontrol.apiserver.k8s.io/v1 FlowSchema',
      '1.32',
    ],
    ['apiVersion: flowcontrol.apiserver.k8s.io/v1beta2\nkind: FlowSchema\n', '', '1.28'],
    [
      'apiVersion: flowcontrol.apiserver.k8s.io/v1beta2\nkind: FlowSchema\n',
      'removed-api apiVersion: flowcontrol.apiserver.k8s.io/v1beta2 FlowSchema is not served since Kubernetes 1.29 | server no matches for kind "FlowSchema" in version "flowcontrol.apiserver.k8s.io/v1beta2" | suggestion flowcontrol.apiserver.k8s.io/v1beta3 | hint use flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema',
      '1.29',
    ],
    [
      'apiVersion: scheduling.k8s.io/v1beta1\nkind: PriorityClass\n',
      'removed-api apiVersion: scheduling.k8s.io/v1beta1 PriorityClass is not served since Kubernetes 1.22 | server no matches for kind "PriorityClass" in version "scheduling.k8s.io/v1beta1" | suggestion scheduling.k8s.io/v1 | hint use scheduling.k8s.io/v1 PriorityClass',
    ],
    [
      'apiVersion: node.k8s.io/v1beta1\nkind: RuntimeClass\n',
      'removed-api apiVersion: node.k8s.io/v1beta1 RuntimeClass is not served since Kubernetes 1.25 | server no matches for kind "RuntimeClass" in version "node.k8s.io/v1beta1" | suggestion node.k8s.io/v1 | hint use node.k8s.io/v1 RuntimeClass',
    ],
    [
      'apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\n',
      'not-yet-served apiVersion: admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy is served from Kubernetes 1.30 on | server no matches for kind "ValidatingAdmissionPolicy" in version "admissionregistration.k8s.io/v1" | hint Kubernetes 1.28 has it in admissionregistration.k8s.io/v1beta1, which is off by default',
      '1.28',
    ],
    [
      'apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\n',
      'not-yet-served apiVersion: admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy is served from Kubernetes 1.30 on | server no matches for kind "ValidatingAdmissionPolicy" in version "admissionregistration.k8s.io/v1" | hint Kubernetes 1.29 has it in admissionregistration.k8s.io/v1beta1, which is off by default',
      '1.29',
    ],
    [
      'apiVersion: flowcontrol.apiserver.k8s.io/v1\nkind: FlowSchema\n',
      'not-yet-served apiVersion: flowcontrol.apiserver.k8s.io/v1 FlowSchema is served from Kubernetes 1.29 on | server no matches for kind "FlowSchema" in version "flowcontrol.apiserver.k8s.io/v1" | suggestion flowcontrol.apiserver.k8s.io/v1beta3',
      '1.28',
    ],
    [
      'apiVersion: resource.k8s.io/v1\nkind: ResourceClaim\n',
      'not-yet-served apiVersion: resource.k8s.io/v1 ResourceClaim is served from Kubernetes 1.34 on | server no matches for kind "ResourceClaim" in version "resource.k8s.io/v1" | hint Kubernetes 1.33 has it in resource.k8s.io/v1beta2, which is off by default',
      '1.33',
    ],
    [
      'apiVersion: networking.k8s.io/v1\nkind: IPAddress\n',
      'not-yet-served apiVersion: networking.k8s.io/v1 IPAddress is served from Kubernetes 1.33 on | server no matches for kind "IPAddress" in version "networking.k8s.io/v1" | hint Kubernetes 1.32 has it in networking.k8s.io/v1beta1, which is off by default',
      '1.32',
    ],
    [
      'apiVersion: networking.k8s.io/v1\nkind: ServiceCIDR\n',
      'not-yet-served apiVersion: networking.k8s.io/v1 ServiceCIDR is served from Kubernetes 1.33 on | server no matches for kind "ServiceCIDR" in version "networking.k8s.io/v1" | hint Kubernetes 1.30 has it in networking.k8s.io/v1alpha1, which is off by default',
      '1.30',
    ],
    [
      'apiVersion: storage.k8s.io/v1\nkind: VolumeAttributesClass\n',
      'not-yet-served apiVersion: storage.k8s.io/v1 VolumeAttributesClass is served from Kubernetes 1.34 on | server no matches for kind "VolumeAttributesClass" in version "storage.k8s.io/v1" | hint Kubernetes 1.33 has it in storage.k8s.io/v1beta1, which is off by default',
      '1.33',
    ],
    [
      'apiVersion: resource.k8s.io/v1alpha2\nkind: ResourceClaim\n',
      'unknown-version apiVersion: there is no apiVersion "resource.k8s.io/v1alpha2" for ResourceClaim in Kubernetes 1.31 | server no matches for kind "ResourceClaim" in version "resource.k8s.io/v1alpha2" | hint Kubernetes 1.31 has it in resource.k8s.io/v1alpha3, which is off by default',
      '1.31',
    ],
    [
      'apiVersion: resource.k8s.io/v1alpha3\nkind: ResourceClaim\n',
      'unknown-version apiVersion: there is no apiVersion "resource.k8s.io/v1alpha3" for ResourceClaim in Kubernetes 1.34 | server no matches for kind "ResourceClaim" in version "resource.k8s.io/v1alpha3" | suggestion resource.k8s.io/v1',
      '1.34',
    ],
    [
      'apiVersion: admissionregistration.k8s.io/v1\nkind: MutatingAdmissionPolicy\n',
      'not-yet-served apiVersion: admissionregistration.k8s.io/v1 MutatingAdmissionPolicy is served from Kubernetes 1.36 on | server no matches for kind "MutatingAdmissionPolicy" in version "admissionregistration.k8s.io/v1" | hint Kubernetes 1.35 has it in admissionregistration.k8s.io/v1beta1, which is off by default',
      '1.35',
    ],
    [
      'apiVersion: admissionregistration.k8s.io/v1\nkind: MutatingAdmissionPolicyy\n',
      'unknown-kind kind: admissionregistration.k8s.io/v1 has no kind "MutatingAdmissionPolicyy" | server no matches for kind "MutatingAdmissionPolicyy" in version "admissionregistration.k8s.io/v1"',
      '1.35',
    ],
  ])('%j', (text, expected, version = '1.36') => expect(told(text, version)).toBe(expected));
});

describe('kinds that a server serves only if it is told to', () => {
  it.each<[apiVersion: string, kind: string, version: KubernetesVersion, better?: string]>([
    ['resource.k8s.io/v1beta1', 'ResourceClaim', '1.36', 'resource.k8s.io/v1'],
    ['resource.k8s.io/v1beta2', 'ResourceSlice', '1.34', 'resource.k8s.io/v1'],
    ['resource.k8s.io/v1beta2', 'ResourceSlice', '1.33'],
    ['resource.k8s.io/v1alpha3', 'DeviceTaintRule', '1.36'],
    ['resource.k8s.io/v1alpha2', 'ResourceClass', '1.28'],
    ['networking.k8s.io/v1beta1', 'ServiceCIDR', '1.33', 'networking.k8s.io/v1'],
    ['networking.k8s.io/v1beta1', 'ServiceCIDR', '1.32'],
    [
      'admissionregistration.k8s.io/v1beta1',
      'ValidatingAdmissionPolicy',
      '1.30',
      'admissionregistration.k8s.io/v1',
    ],
    ['admissionregistration.k8s.io/v1beta1', 'ValidatingAdmissionPolicy', '1.29'],
    ['authentication.k8s.io/v1alpha1', 'SelfSubjectReview', '1.28', 'authentication.k8s.io/v1'],
    ['storage.k8s.io/v1beta1', 'VolumeAttributesClass', '1.34', 'storage.k8s.io/v1'],
    ['coordination.k8s.io/v1beta1', 'LeaseCandidate', '1.36'],
    ['internal.apiserver.k8s.io/v1alpha1', 'StorageVersion', '1.36'],
    ['scheduling.k8s.io/v1alpha2', 'PodGroup', '1.36'],
  ])('%s %s in Kubernetes %s', (apiVersion, kind, version, better) => {
    const use = better === undefined ? '' : ` | suggestion ${better} | hint use ${better}`;
    expect(told(`apiVersion: ${apiVersion}\nkind: ${kind}\n`, version)).toBe(
      `off-by-default apiVersion: Kubernetes ${version} serves ${apiVersion} ${kind} only with --runtime-config=${apiVersion}=true | server no matches for kind "${kind}" in version "${apiVersion}"${use}`,
    );
  });

  it('of which nothing else is said: neither their lists nor what is misspelt', () => {
    expect(told('apiVersion: resource.k8s.io/v1beta1\nkind: ResourceClaimList\n')).toBe(
      'unknown-version apiVersion: there is no apiVersion "resource.k8s.io/v1beta1" for ResourceClaimList in Kubernetes 1.36 | server no matches for kind "ResourceClaimList" in version "resource.k8s.io/v1beta1" | suggestion resource.k8s.io/v1',
    );
    expect(told('apiVersion: storagemigration.k8s.io/v1\nkind: StorageVersionMigration\n')).toBe(
      'not-yet-served apiVersion: storagemigration.k8s.io/v1 StorageVersionMigration is served from Kubernetes 1.37 on | server no matches for kind "StorageVersionMigration" in version "storagemigration.k8s.io/v1" | hint Kubernetes 1.36 has it in storagemigration.k8s.io/v1beta1, which is off by default',
    );
  });
});
