import type { Given, UseCase } from '#eventsourcing';
import { Rejected } from '../refusals.js';
import type { Basis } from '../values/basis.js';
import { source, type Source } from './source.js';
import { statement } from './statement.js';

export type RegisteredSource = Exclude<Source, { status: 'unknown' }>;

/** The source, if it is registered and still counts. */
export function registeredSource(source: Source, id: string): RegisteredSource {
  if (source.status === 'unknown') throw new Rejected('source-not-found', { sourceId: id });
  if (source.status === 'withdrawn') throw new Rejected('source-withdrawn', { sourceId: id });
  return source;
}

/**
 * Admiralty code: credibility 1, "confirmed by other sources", takes two that do not repeat each other.
 * @throws Rejected corroboration-missing, source-not-found, source-withdrawn, sources-not-independent
 */
export function independent(first: Source, firstId: string, second: Source, secondId: string): void {
  const [one, other] = [registeredSource(first, firstId), registeredSource(second, secondId)];
  if (one.independenceGroup === other.independenceGroup) {
    throw new Rejected('sources-not-independent', {
      sources: [firstId, secondId],
      independenceGroup: one.independenceGroup,
    });
  }
}

/**
 * Holds every basis of a command to its rule: nobody says the same as himself, and one that claims credibility 1 has its two
 * sources. A command that claims less looks at nothing more than it did, and one that finds everything "already so" is not asked
 * whose word it takes.
 */
export function graded(useCase: UseCase<any>): UseCase<any> {
  return {
    ...useCase,

    streams: (command: Sourced, target) => [
      ...useCase.streams(command, target),
      ...[...new Set(confirmedIn(command).flatMap(namedIn))].map((id) => ({ model: source, id })),
      ...[...new Set(basesIn(command).flatMap((basis) => basis.statement ?? []))].map((id) => ({
        model: statement,
        id,
      })),
    ],

    decide(command: Sourced, given, context) {
      const decided = useCase.decide(command, given, context);
      if (decided.some(({ events }) => events.length > 0)) {
        for (const basis of basesIn(command)) notByItself(basis);
        for (const basis of confirmedIn(command)) corroborated(basis, given);
        for (const basis of basesIn(command)) stored(basis, given);
      }
      return decided;
    },
  };
}

/** Where a command may state a basis: for itself, for a leg of an exchange, and for the cohort that a leg registers. */
interface Sourced {
  readonly basis?: Basis | null;
  readonly legs?: readonly (Sourced & { readonly register?: Sourced | null })[];
}

function basesIn(command: Sourced): readonly Basis[] {
  const bases = [command, ...(command.legs ?? []).flatMap((leg) => [leg, leg.register])].map((one) => one?.basis);
  return bases.filter((basis): basis is Basis => basis !== null && basis !== undefined);
}

/** The bases that claim to be confirmed by other sources. */
function confirmedIn(command: Sourced): readonly Basis[] {
  return basesIn(command).filter(({ credibility }) => credibility === '1');
}

/** A statement that is named is stored, and is one of the source's. */
function stored({ source: sourceId, statement: id }: Basis, given: Given): void {
  if (id === undefined || id === null) return;
  const named = given(statement, id);
  if (named.status === 'unknown') throw new Rejected('statement-not-found', { statementId: id });
  if (named.sourceId !== sourceId) {
    throw new Rejected('statement-of-another', { statementId: id, sourceId, of: named.sourceId });
  }
}

/** @throws Rejected source-corroborates-itself */
function notByItself({ source: first, corroboratedBy: second }: Basis): void {
  if (first === second) throw new Rejected('source-corroborates-itself', { source: first });
}

function namedIn({ source: first, corroboratedBy: second }: Basis): readonly string[] {
  return second === undefined || second === null ? [] : [first, second];
}

function corroborated({ source: first, corroboratedBy: second }: Basis, given: Given): void {
  if (second === undefined || second === null) throw new Rejected('corroboration-missing', { source: first });
  independent(given(source, first), first, given(source, second), second);
}
