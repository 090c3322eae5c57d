/**
 * What a token may do. `caseworker`: commands and reads; `auditor`: reads and the audit; `reporter`: lists and reports;
 * `administrator`: tokens, and nothing of the cases. A route that names none of a token's roles is closed to it.
 */
export const ROLES = ['caseworker', 'auditor', 'reporter', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

export function isRole(value: unknown): value is Role {
  return (ROLES as readonly unknown[]).includes(value);
}
