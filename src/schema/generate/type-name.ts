/** `io.k8s.api.apps.v1.DeploymentStrategy` is `apps.DeploymentStrategy`: what is known of a type goes for all its versions. */
export function typeName(definition: string): string {
  const parts = definition.split('.');
  return `${parts.at(-3) ?? ''}.${parts.at(-1) ?? ''}`;
}
