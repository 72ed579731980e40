/** Loaded before all else by the processes of the sandbox, with `?alone` by those that have no audit to talk to, with `?compilers` by Jest. */
import { lockDown, lockNetwork } from './lockdown.ts';

const { searchParams } = new URL(import.meta.url);
lockDown({ compilers: searchParams.has('compilers') });
if (searchParams.has('alone')) lockNetwork();
