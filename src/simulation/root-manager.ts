/** What manages what: the pods of a Deployment are told of by the Deployment. */

/** By `KIND KEY` of an object: the `KIND KEY` of the object that manages it. */
type Managers = ReadonlyMap<string, string> | Readonly<Record<string, string>>;

/** What manages an object in the end; the object itself where nothing does, or where those of a dump manage each other. */
export function rootManager(managers: Managers, id: string): string {
  const seen = new Set<string>();
  let root = id;
  for (let next = managerIn(managers, id); next !== undefined; next = managerIn(managers, next)) {
    // What stands at the head of its own names itself.
    if (next === root) return root;
    if (seen.has(next)) return id;
    seen.add(next);
    root = next;
  }
  return root;
}

function managerIn(managers: Managers, id: string): string | undefined {
  if (managers instanceof Map) return managers.get(id);
  return Object.hasOwn(managers, id) ? (managers as Readonly<Record<string, string>>)[id] : undefined;
}
