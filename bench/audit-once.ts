/** `node bench/audit-once.ts <AuditOnce as JSON>`: one audit by the built package, to be measured from outside. */
import { writeFileSync } from 'node:fs';
import type { Audit, AuditEvents, OptionInput } from '../src/index.ts';
import type { AuditOptions, Part } from '../src/options/audit-options.ts';
import { fromRoot } from './repository.ts';

export interface AuditOnce {
  options: OptionInput;
  /** What is left out, if anything. */
  without?: Part;
  /** Where the audit goes. */
  out: string;
}

interface Built {
  audit(options: AuditOptions, events?: AuditEvents): Promise<Audit>;
  resolveOptions(input: OptionInput): Promise<AuditOptions>;
}

const built = (file: string) => import(fromRoot('dist', 'src', file)) as Promise<Built>;
const { options, without, out } = JSON.parse(process.argv[2] ?? '') as AuditOnce;
const { resolveOptions } = await built('options/resolve.js');
const { audit } = await built('audit.js');
const resolved = await resolveOptions(options);
const result = await audit({ ...resolved, ...(without && { without }) });
writeFileSync(out, JSON.stringify(result));
