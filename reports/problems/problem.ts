import type { Location } from '../../src/model/source.ts';
import type { Level, RuleId } from './rules.ts';

/** One thing that people should look at, as platforms and other programs are told of it. */
export interface Problem {
  rule: RuleId;
  level: Level;
  /** Stays the same when lines move; no two problems of an audit have the same. */
  id: string;
  /** Relative to the root of the repository, `/` as separator. Not escaped. */
  file: string;
  /** Absent where the line is unknown. */
  location?: Location;
  /** Name of the function or the test, `outside functions` for a module. One line. */
  about: string;
  /** What was seen, in one line without a full stop. */
  message: string;
  /** A command that shows it. One line. */
  command: string;
}
