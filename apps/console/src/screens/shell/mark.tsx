/** A road that comes home. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M3 19c5 0 5-7 9-7s4 7 9 7" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
      <path
        d="M7 8l5-4 5 4"
        fill="none"
        stroke="currentColor"
        stroke-width="2"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
