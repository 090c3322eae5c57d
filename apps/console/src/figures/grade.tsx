import { w } from '../words/words.js';
import './figures.css';

/** A grade of the Admiralty code, never coloured; pressed, it says what both scales mean. */
export function Grade({ of: grade }: { readonly of: string | null }) {
  const text = grade ?? w.grade.none;
  return (
    <details class="grade-details">
      <summary class="grade" aria-label={grade === null ? w.grade.noneSaid : w.grade.title(grade)}>
        <bdi>{text}</bdi>
      </summary>
      <div class="grade-said">{grade === null ? w.grade.noneSaid : inWords(grade)}</div>
    </details>
  );
}

function inWords(grade: string) {
  const [reliability, credibility] = [...grade] as [keyof typeof w.grade.reliability, keyof typeof w.grade.credibility];
  return (
    <>
      <div>
        <b>{reliability}</b> {w.grade.reliability[reliability]}
      </div>
      <div>
        <b>{credibility}</b> {w.grade.credibility[credibility]}
      </div>
    </>
  );
}

/** The grade that a basis states; null where there is none. */
export function gradeOf(basis: { readonly reliability: string; readonly credibility: string } | null): string | null {
  return basis === null ? null : `${basis.reliability}${basis.credibility}`;
}
