import type { StatedBasis } from '#cases';

/** How well something is sourced. */
export interface Graded {
  /** The worst grade (Admiralty code, e.g. `F6`) among the entries that name a source; null where none does. */
  readonly grade: string | null;
  /** Entries that name no source. */
  readonly unsourced: number;
}

/** Reliability and credibility together, e.g. `B2`; null where no source is named. */
export function gradeOf(basis: StatedBasis | null): string | null {
  return basis && `${basis.reliability}${basis.credibility}`;
}

/** The worst of some grades, and how many are missing. F is worse than A, and of two equal letters 6 is worse than 1. */
export function gradedBy(grades: Iterable<string | null>): Graded {
  let worst: string | null = null;
  let unsourced = 0;
  for (const grade of grades) {
    if (grade === null) unsourced++;
    else if (worst === null || grade > worst) worst = grade;
  }
  return { grade: worst, unsourced };
}

/** A grading that more can be added to, one by one or many of one grade. */
export type Grading = { -readonly [field in keyof Graded]: Graded[field] };

export function noGrades(): Grading {
  return { grade: null, unsourced: 0 };
}

/** @param grade null, or empty as flows have it, for what names no source */
export function addGrade(grading: Grading, grade: string | null, times = 1): void {
  if (!grade) grading.unsourced += times;
  else if (grading.grade === null || grade > grading.grade) grading.grade = grade;
}

/** Adds what another was made of. */
export function addGrading(grading: Grading, { grade, unsourced }: Graded): void {
  if (grade !== null) addGrade(grading, grade);
  grading.unsourced += unsourced;
}

/** The same of several things that are each graded. */
export function gradedTogether(all: readonly Graded[]): Graded {
  const { grade } = gradedBy(all.map((one) => one.grade ?? ''));
  return { grade: grade === '' ? null : grade, unsourced: all.reduce((sum, { unsourced }) => sum + unsourced, 0) };
}
