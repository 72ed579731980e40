import { readTemplate } from '../../reports/html/template.ts';

/** Before all tests: builds the page of the HTML report if its sources are newer. */
export default function setup(): void {
  readTemplate();
}
