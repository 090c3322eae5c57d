import { readCanonical, type Filed, type LeafReader } from '#ledger';
import { ACTIVITY_KINDS } from './activity.js';

/** All activities stand in one stream, in the order in which they were noted. */
const STREAM = 'activity';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

type Check = (value: unknown) => boolean;

const isTextOrNull: Check = (value) => value === null || typeof value === 'string';
const isCountOrNull: Check = (value) => value === null || (Number.isSafeInteger(value) && (value as number) >= 0);
const areTexts: Check = (value) => Array.isArray(value) && value.every((item) => typeof item === 'string');

/** The members of an activity, all of them: `activity.ts`. */
const MEMBERS: Readonly<Record<string, Check>> = {
  v: (value) => value === 1,
  id: (value) => typeof value === 'string' && UUID.test(value),
  at: (value) => typeof value === 'string' && INSTANT.test(value),
  kind: (value) => (ACTIVITY_KINDS as readonly unknown[]).includes(value),
  actor: isTextOrNull,
  organisation: isTextOrNull,
  token: isTextOrNull,
  method: isTextOrNull,
  route: isTextOrNull,
  about: isTextOrNull,
  cohorts: areTexts,
  entries: areTexts,
  status: isCountOrNull,
  lost: isCountOrNull,
};

/** Reads a leaf of the activities' ledger, as `verifyLog` wants it. */
export const readActivity: LeafReader<Filed> = (bytes, index) => {
  const read = readCanonical(bytes);
  if (!('value' in read)) return read;
  const { value } = read;
  const wrong =
    Object.keys(MEMBERS).find((name) => !MEMBERS[name]!(value[name])) ??
    Object.keys(value).find((name) => !Object.hasOwn(MEMBERS, name));
  if (wrong !== undefined) {
    return { code: 'record-malformed', problem: `is no activity: its member ${wrong} is not what it should be` };
  }
  const { id, at } = value as { readonly id: string; readonly at: string };
  return { record: { id, stream: STREAM, revision: index, recordedAt: at } };
};

/**
 * Selects the index of the first activity after one position and up to another that is filed otherwise than its record says:
 * anyone who looks for its actor, kind, time or cohorts would not find it, or find what is not there. For `inspectSqliteLog`.
 */
export const MISFILED_ACTIVITY = `
  WITH these AS (SELECT ? AS after, ? AS until)
  SELECT min(position) - 1 FROM (
    SELECT position FROM these, events WHERE position > after AND position <= until AND (
      id IS NOT unhex(json_extract(record, '$.id'), '-') OR
      at IS NOT json_extract(record, '$.at') OR
      kind IS NOT json_extract(record, '$.kind') OR
      actor IS NOT json_extract(record, '$.actor') OR
      EXISTS (SELECT 1 FROM json_each(record, '$.cohorts') AS said WHERE NOT EXISTS (
        SELECT 1 FROM about_cohorts AS filed WHERE filed.cohort = said.value AND filed.position = events.position)))
    UNION ALL
    SELECT filed.position FROM these, about_cohorts AS filed JOIN events USING (position)
    WHERE filed.position > after AND filed.position <= until
      AND filed.cohort NOT IN (SELECT value FROM json_each(record, '$.cohorts'))
  ) HAVING count(*) > 0`;
