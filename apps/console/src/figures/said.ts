import { STAGES, type CaseFacts, type CohortEvent, type Movement } from '#cases/model';
import { isolated, labels, locale, number, w } from '../words/words.js';
import { dateInWords } from './date-words.js';
import { figureInWords } from './figure-words.js';
import { placeInWords, whereInWords } from './place-words.js';

/** What an entry says, as one sentence in the language of the console. */
export function said(event: CohortEvent): string {
  const sentence = wordsOf(event);
  return sentence.charAt(0).toLocaleUpperCase(locale) + sentence.slice(1);
}

/** An entry that somebody is about to record: with its day, and who says so. */
export function saidInFull(event: CohortEvent): string {
  const { occurredOn = null, basis = null } = event.data as Partial<CaseFacts>;
  return [
    said(event),
    occurredOn === null ? '' : dateInWords(occurredOn),
    basis === null ? '' : w.said.says(isolated(basis.source), `${basis.reliability}${basis.credibility}`),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function wordsOf(event: CohortEvent): string {
  switch (event.type) {
    case 'CohortRegistered':
      return w.said.CohortRegistered(figureInWords(event.data.headcount), to(event.data.moved));
    case 'CustodyTransferred':
      return w.said.CustodyTransferred(who(event.data.moved), to(event.data.moved));
    case 'CohortHandedOver': {
      const { moved, exchangeId, terms } = event.data;
      const words = terms === 'exchange' ? w.said.CohortHandedOver : w.said.CohortHandedOverUnilaterally;
      return words(who(moved), isolated(exchangeId));
    }
    case 'CohortDeparted':
      return w.said.CohortDeparted(who(event.data.moved), to(event.data.moved));
    case 'CohortAdmittedToInterimCare':
      return w.said.CohortAdmittedToInterimCare(who(event.data.moved), to(event.data.moved));
    case 'CohortRepatriated':
      return w.said.CohortRepatriated(who(event.data.moved), to(event.data.moved));
    case 'RehabilitationBegun':
      return w.said.RehabilitationBegun(who(event.data.moved), to(event.data.moved));
    case 'RehabilitationCompleted':
      return w.said.RehabilitationCompleted(who(event.data.moved));
    case 'ExitRecorded':
      return w.said.ExitRecorded(who(event.data.moved), labels.nameOf('exit', event.data.kind));
    case 'ReturnRecorded': {
      const { moved } = event.data;
      const at = moved[0]?.to ?? null;
      return w.said.ReturnRecorded(who(moved), at === null ? '' : whereInWords(at));
    }
    case 'CohortRenamed':
      return w.said.CohortRenamed(isolated(event.data.name));
    case 'CohortSplit':
      return w.said.CohortSplit(who(event.data.moved), isolated(event.data.newCohortId));
    case 'CohortMerged': {
      const { role, moved, other } = event.data;
      return (role === 'merged' ? w.said.CohortMergedInto : w.said.CohortMergedFrom)(who(moved), isolated(other));
    }
    case 'HeadcountCorrected': {
      const { change, moved, reason } = event.data;
      if (change === null) return w.said.HeadcountCounted(who(moved), isolated(reason));
      return w.said.HeadcountCorrected(`${change > 0 ? '+' : '−'}${number(Math.abs(change))}`, isolated(reason));
    }
    case 'CohortWatched':
      return w.said.CohortWatched(isolated(event.data.assignee ?? ''));
    case 'WatchEnded':
      return w.said.WatchEnded(isolated(event.data.reason ?? ''));
    case 'CohortAssigned':
      return w.said.CohortAssigned(isolated(event.data.assignee ?? ''));
    case 'EntryAmended':
      return w.said.EntryAmended(isolated(event.data.reason));
    case 'EntryRetracted':
      return w.said.EntryRetracted(isolated(event.data.reason));
    case 'WhereaboutsConfirmed':
      return w.said.WhereaboutsConfirmed(whereInWords(event.data.at));
    case 'HandoverAcknowledged':
      return w.said.HandoverAcknowledged();
    default:
      // A newer server records what this version does not know.
      return w.said.unknown((event as { readonly type: string }).type);
  }
}

/** What it says besides: services, and what is expected. */
export function saidBesides(event: CohortEvent): readonly string[] {
  const details: string[] = [];
  if ('services' in event.data && event.data.services.length > 0) {
    details.push(w.said.services(event.data.services.map((code) => labels.nameOf('service', code)).join(', ')));
  }
  if ('expectedDays' in event.data && event.data.expectedDays !== null) {
    details.push(w.said.expectedDays(event.data.expectedDays));
  }
  if ('expectedOn' in event.data && event.data.expectedOn !== null) {
    details.push(w.said.expectedOn(dateInWords(event.data.expectedOn)));
  }
  if (event.type === 'RehabilitationBegun' && event.data.operator !== null) details.push(isolated(event.data.operator));
  return details;
}

/** How many moved. Where they came from several positions, each by itself. */
function who(moved: readonly Movement[]): string {
  return moved
    .map(({ people, whole }) => (whole ? w.said.all(figureInWords(people)) : figureInWords(people)))
    .join(' + ');
}

function to(moved: readonly Movement[]): string {
  const places = moved.flatMap(({ to: at }) => (at === null ? [] : [placeInWords(at)]));
  return [...new Set(places)].filter((place) => place !== '').join('; ');
}

/** Stages that people of the cohort have been in, in the order of the way. */
export function stagesPassed(events: readonly CohortEvent[]): ReadonlySet<string> {
  const moves = events.flatMap((event) => ('moved' in event.data ? event.data.moved : []));
  const passed = new Set(moves.flatMap(({ from, to: at }) => [from?.stage, at?.stage]));
  return new Set(STAGES.filter((stage) => passed.has(stage)));
}
