import type { Alarm } from '#cases';
import { v5 } from 'uuid';

/** The namespace of alerts: what happened to an alert is kept under its id for ever. */
const NAMESPACE = '3f0c4e0a-6a53-5d0f-8b8e-5c1d6a0f7b21';

/** Whom an alert is about: a cohort, or an exchange. */
export type Subject =
  { readonly cohortId: string; readonly exchangeId: null } | { readonly cohortId: null; readonly exchangeId: string };

/** The id of an alert, a UUID v5 (RFC 9562): the same alarm always has the same one. */
export function alertId({ kind, about }: Pick<Alarm, 'kind' | 'about'>, { cohortId, exchangeId }: Subject): string {
  return v5(JSON.stringify([kind, cohortId ?? exchangeId, about]), NAMESPACE);
}
