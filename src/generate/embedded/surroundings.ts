import type { Fixed } from './spec.ts';

/** The time and the random numbers that a test sets. */
export const fixedClock = '2024-01-15T12:00:00Z';
export const fixedRandom = 0.25;
/** Shows whether code uses them. */
const otherClock = '2031-08-20T03:04:05.678Z';
const otherRandom = 0.71;
/** Far from the local time zone: UTC+14, or else UTC-10. */
const zones = ['Pacific/Kiritimati', 'Pacific/Honolulu'] as const;

const RealDate = globalThis.Date;
const realRandom = Math.random;

export interface Surroundings {
  fixed: Fixed;
  /** Another time and other random numbers, unless these are fixed. */
  isElsewhere?: boolean;
  /** Another time zone. */
  isAbroad?: boolean;
}

/** Sets the clock, random numbers and the time zone for the next call. Returns a function that restores them. */
export function surround({ fixed, isElsewhere, isAbroad }: Surroundings): () => void {
  const clock = fixed.clock ? fixedClock : isElsewhere ? otherClock : undefined;
  const random = fixed.random ? fixedRandom : isElsewhere ? otherRandom : undefined;
  const { TZ } = process.env;
  if (clock !== undefined) globalThis.Date = dateAt(RealDate.parse(clock));
  if (random !== undefined) Math.random = () => random;
  if (isAbroad) process.env.TZ = new RealDate().getTimezoneOffset() <= -780 ? zones[1] : zones[0];
  return () => {
    globalThis.Date = RealDate;
    Math.random = realRandom;
    if (!isAbroad) return;
    if (TZ === undefined) delete process.env.TZ;
    else process.env.TZ = TZ;
  };
}

/** The same dates as the real class, so that they can be compared; only the present time differs. */
function dateAt(now: number): DateConstructor {
  const fixed: DateConstructor = new Proxy(RealDate, {
    apply: () => new RealDate(now).toString(),
    construct: (target, args, newTarget) =>
      Reflect.construct(
        target,
        args.length === 0 ? [now] : args,
        newTarget === fixed ? target : newTarget,
      ) as Date,
    get: (target, key) => (key === 'now' ? () => now : (Reflect.get(target, key) as unknown)),
  });
  return fixed;
}
