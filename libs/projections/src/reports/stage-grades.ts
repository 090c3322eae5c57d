import type { Stage } from '#cases';
import type { MovementRow } from '../cohorts/movements.js';
import { addGrade, noGrades, type Grading } from '../grades.js';

/** Null or an empty text stands for outside a cohort, or for no source. */
type Graded = Pick<MovementRow, 'from_stage' | 'to_stage' | 'grade'>;

/** How well movements into and out of each stage are sourced, day by day; those from before the first day count on it. */
export class StageGrades {
  private readonly days = new Map<string, Map<string, Grading>>();

  constructor(private readonly first: string) {}

  /** One that stays in a stage counts there once. */
  add(day: string, { from_stage, to_stage, grade }: Graded, movements = 1): void {
    const stages = this.at(day < this.first ? this.first : day);
    if (from_stage) addGrade(gradingOf(stages, from_stage), grade, movements);
    if (to_stage && to_stage !== from_stage) addGrade(gradingOf(stages, to_stage), grade, movements);
  }

  on(day: string): ReadonlyMap<Stage, Grading> | undefined {
    return this.days.get(day) as ReadonlyMap<Stage, Grading> | undefined;
  }

  private at(day: string): Map<string, Grading> {
    const stages = this.days.get(day) ?? new Map<string, Grading>();
    this.days.set(day, stages);
    return stages;
  }
}

function gradingOf(stages: Map<string, Grading>, stage: string): Grading {
  const grading = stages.get(stage) ?? noGrades();
  stages.set(stage, grading);
  return grading;
}
