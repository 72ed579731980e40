/** Writes `audit.schema.json` from the definition in `reports/json/audit-schema.ts`. */
import { writeFileSync } from 'node:fs';
import { auditSchemaText } from '../reports/json/audit-schema.ts';

writeFileSync(new URL('../audit.schema.json', import.meta.url), auditSchemaText());
