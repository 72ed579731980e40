/** Loaded before all else by the processes of the sandbox, with `?alone` by those that have no audit to talk to. */
import { lockDown, lockNetwork } from './lockdown.ts';

lockDown();
if (new URL(import.meta.url).searchParams.has('alone')) lockNetwork();
