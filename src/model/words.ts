/** A text for people in which code is told from words, so that each form can show it in its own way. */
export type Words = (string | { code: string })[];
