#!/usr/bin/env node
import { complaintAbout } from './commands/node-version.ts';

const complaint = complaintAbout(process.versions.node);
if (complaint === undefined) {
  const { main } = await import('./commands/main.ts');
  await main();
} else {
  process.stderr.write(complaint);
  // Usage or environment: see errors.ts, which is not loaded here.
  process.exitCode = 2;
}
