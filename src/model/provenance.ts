/** When an audit was made, and of what. */
export interface Provenance {
  /** When it ended, as ISO 8601. */
  at: string;
  /** Hash and first line of the message of the commit that was checked out. */
  commit?: { hash: string; subject: string /** The tree was not as committed. */; changed?: true };
}
