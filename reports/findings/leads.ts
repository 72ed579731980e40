import type { Lead } from '../../src/model/finding.ts';

/** What the text of a test looks like. */
export function describeLead({ smell }: Lead): string {
  return leadWords[smell];
}

const leadWords: Record<Lead['smell'], string> = {
  caught: 'a catch in it may take a failure',
  'not-awaited': 'nothing seems to wait for an assertion in it',
  conditional: 'an assertion in it only runs if something holds',
  'no-assertion': 'it has no assertion',
  'trivial-assertions': 'its assertions compare constants',
  'only-mocks': 'its assertions only ask mocks',
  'same-text': 'it is written like another test of its file, with different values',
};
