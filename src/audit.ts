import { type ChangeAudit, changeOf, premisesOf, withChange } from './audit/change/index.ts';
import { conclude } from './audit/conclude.ts';
import { contextOf } from './audit/context.ts';
import { finish } from './audit/finish.ts';
import { observe } from './audit/observe.ts';
import { questionsAbout } from './audit/questions.ts';
import { findAndStart } from './audit/start.ts';
import type { Audit } from './model/audit.ts';
import type { AuditEvents } from './model/progress.ts';
import type { AuditOptions } from './options/audit-options.ts';

/**
 * Breaks every function in scope, runs the suite against every break, and says which breaks a test notices.
 * @throws UserError for what the user can mend; anything else is a bug
 */
export async function audit(options: AuditOptions, events: AuditEvents = silent): Promise<Audit> {
  const { premises, remove } = await premisesOf(options);
  let change: ChangeAudit | undefined;
  try {
    const context = contextOf(premises, events, options.root);
    // What there is to break, all of it put into one program while Vitest starts.
    const started = await findAndStart(premises, context);
    change = changeOf(started, context);

    // What the suite does without any mutant, and against every one.
    const seen = await observe(started, context, questionsAbout, change);

    // Verdicts and findings, from what was seen and what people decided; and what a change made worse.
    const concluded = await conclude(seen, context);
    const compared = await withChange(concluded, seen, change, context);

    // Some of them by hand, if that is asked for, and whether the gate holds.
    return await finish(compared, started.breaks.project, context);
  } finally {
    await change?.close();
    remove();
  }
}

const silent: AuditEvents = { phase: () => {}, advance: () => {}, notice: () => {} };
