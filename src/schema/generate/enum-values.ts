/** Value lists that the API server enforces and the document does not carry. `GROUP.TYPE.FIELD`. */
export const ENFORCED_ENUMS: Record<string, readonly string[]> = {};
