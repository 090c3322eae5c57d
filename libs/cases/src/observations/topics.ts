/** What a source can say of each topic, as codes. Free text would name people. */
export const TOPICS = {
  condition: ['good', 'poor', 'wounded', 'severely-wounded'],
  'detention-conditions': ['adequate', 'inadequate'],
  'length-of-captivity': ['under-one-year', 'one-to-two-years', 'over-two-years'],
  treatment: ['humane', 'ill-treatment'],
  'legal-status': ['prisoner-of-war', 'protected-civilian', 'charged', 'convicted'],
  'public-comment': ['confirmed', 'denied', 'declined'],
} as const satisfies Record<string, readonly string[]>;

export type Topic = keyof typeof TOPICS;
export const TOPIC_NAMES = Object.keys(TOPICS) as readonly Topic[];

/** `not-specified`: the statement is silent, and the silence is recorded. `unclear`: it says something that can be read in several ways. */
export const SAID_OF_ANY = ['unclear', 'not-specified'] as const;

export type Saying = (typeof TOPICS)[Topic][number] | (typeof SAID_OF_ANY)[number];
export const SAYINGS: readonly Saying[] = [...new Set<Saying>([...Object.values(TOPICS).flat(), ...SAID_OF_ANY])];

/** True where a source can say that of the topic. */
export function canBeSaid(topic: Topic, says: Saying): boolean {
  return ([...TOPICS[topic], ...SAID_OF_ANY] as readonly Saying[]).includes(says);
}
