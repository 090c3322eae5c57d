/**
 * What a token or a person may do. `caseworker`: commands and reads; `auditor`: reads and the audit; `reporter`: lists and reports;
 * `administrator`: people and tokens, and nothing of the cases. A route that names none of a caller's roles is closed to him.
 */
export const ROLES = ['caseworker', 'auditor', 'reporter', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

export function isRole(value: unknown): value is Role {
  return (ROLES as readonly unknown[]).includes(value);
}

/** Whether a person with these roles needs a second factor: reporters alone, who see no case, do not. */
export function needSecondFactor(roles: readonly Role[]): boolean {
  return roles.some((role) => role !== 'reporter');
}
