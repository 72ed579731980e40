import { expect, test } from 'vitest';
import {
  commentLimit,
  commentMarker,
  cutLines,
  renderComment,
} from '../../../../reports/markdown/comment.ts';
import { renderMarkdown } from '../../../../reports/markdown/index.ts';
import { sampleAudit } from '../../../helpers/sample-audit.ts';

test('the comment is the summary behind a hidden marker', () => {
  const page = 'https://pages.example/';
  expect(renderComment(sampleAudit(), { page })).toBe(
    `${commentMarker}\n${renderMarkdown(sampleAudit(), { page })}`,
  );
});

test('where there is no page and no job, the comment has no link', () => {
  expect(renderComment(sampleAudit(), {})).not.toContain('](');
});

test('a comment that is too long for the platform ends after a whole line, and says so', () => {
  const audit = sampleAudit();
  const [unit] = audit.functions;
  audit.functions = Array.from({ length: 10 }, (_, index) => ({
    ...unit!,
    id: `f${index}`,
    name: 'n'.repeat(9_000),
  }));
  const lines = renderComment(audit, {}).split('\n');
  expect(lines.join('\n').length).toBeLessThanOrEqual(commentLimit);
  expect(lines.slice(-3)).toEqual(['', 'This summary was cut: the report of the job has the rest.', '']);
  expect(lines.at(-4)).toMatch(/· 2 tests reach it$/);
});

test('the size of what is cut may be counted in bytes', () => {
  const text = 'ä\n'.repeat(100);
  const cut = cutLines(text, 200, Buffer.byteLength);
  expect(cut).toMatch(/^(ä\n){40,60}\nThis summary was cut/);
  expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(200);
  expect(cutLines(text, 300, Buffer.byteLength)).toBe(text);
});
