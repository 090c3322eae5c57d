/** What a spec sees in the place of a style sheet. */
export const NO_STYLE = true;
