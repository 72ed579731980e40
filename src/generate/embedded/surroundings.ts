import type { Fixed } from './spec.ts';

/** What a test sets the clock to, and what it has drawn at random. */
export const fixedClock = '2024-01-15T12:00:00Z';
export const fixedRandom = 0.25;
/** What tells whether code looks at them. */
const otherClock = '2031-08-20T03:04:05.678Z';
const otherRandom = 0.71;
/** Far from wherever this runs: 14 hours ahead of UTC, or else ten behind. */
const zones = ['Pacific/Kiritimati', 'Pacific/Honolulu'] as const;

const RealDate = globalThis.Date;
const realRandom = Math.random;

export interface Surroundings {
  fixed: Fixed;
  /** Another time and other chances, where these are not fixed. */
  isElsewhere?: boolean;
  /** Another time zone. */
  isAbroad?: boolean;
}

/** Sets the clock, chance and the time zone for what is run next. Returns what undoes that. */
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

/** Makes the same dates as the real one, so that these can be compared; only now is another time. */
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
